// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Labels;
import io.lateen.api.networking.ProxyConfig;
import io.lateen.base.decode.ObjectReader;
import java.util.Map;

/**
 * Decodes settings of proxies (api: networking/v1beta1/proxy_config.proto; rules:
 * pkg/config/validation ValidateProxyConfig).
 */
public final class ProxyConfigDecoder implements SpecDecoder<ProxyConfig> {

  /** Longest value of a variable, in characters (istio CRD). */
  private static final int MAX_VALUE = 2048;

  @Override
  public ProxyConfig decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var config =
        new ProxyConfig(
            Labels.selector(in, "selector", "matchLabels"),
            in.optionalInteger("concurrency", 0, Integer.MAX_VALUE),
            variables(in),
            in.object("image", ProxyConfigDecoder::imageType).orElse(""));
    in.done();
    return config;
  }

  private static Map<String, String> variables(ObjectReader in) {
    var variables = in.stringMap("environmentVariables");
    variables.forEach(
        (name, value) -> {
          if (value.length() > MAX_VALUE) {
            in.error(
                "environmentVariables",
                "the value of %s is longer than %d characters".formatted(name, MAX_VALUE));
          }
        });
    return variables;
  }

  /** The variant of an image, shared with the settings of the mesh. */
  public static String imageType(ObjectReader in) {
    var type = in.string("imageType");
    in.done();
    return type;
  }
}
