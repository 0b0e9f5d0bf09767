// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.view;

import io.lateen.api.ObjectKey;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The path that names an object in Envoy's metadata: {@code
 * /apis/networking.istio.io/v1/namespaces/NS/virtual-service/NAME} (Istio:
 * pilot/pkg/networking/util/util.go AddConfigInfoMetadata).
 */
public final class ConfigPath {

  /** The version users see, whatever version the object was written in. */
  private static final String VERSION = "v1";

  private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private ConfigPath() {}

  public static String of(ObjectKey key) {
    var kind = INNER_CAPITAL.matcher(key.kind()).replaceAll("-").toLowerCase(Locale.ROOT);
    return "/apis/"
        + key.group()
        + "/"
        + VERSION
        + "/namespaces/"
        + key.namespace()
        + "/"
        + kind
        + "/"
        + key.name();
  }
}
