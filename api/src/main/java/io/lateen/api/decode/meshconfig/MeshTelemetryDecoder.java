// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.meshconfig.ExtensionProvider;
import io.lateen.api.meshconfig.MeshTelemetry;
import io.lateen.api.meshconfig.MeshTelemetry.DefaultProviders;
import io.lateen.base.decode.ObjectReader;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/** Decodes what proxies of the mesh report. */
final class MeshTelemetryDecoder {

  /** Most extension providers of a mesh. */
  private static final int MAX_PROVIDERS = 1_000;

  private MeshTelemetryDecoder() {}

  static MeshTelemetry decode(ObjectReader in) {
    var defaults = MeshTelemetry.DEFAULT;
    var encoding = in.string("accessLogEncoding");
    if (!List.of("", "TEXT", "JSON").contains(encoding)) {
      in.error("accessLogEncoding", "must be TEXT or JSON");
    }
    return new MeshTelemetry(
        in.optionalBool("enableTracing").orElse(defaults.enableTracing()),
        in.string("accessLogFormat"),
        encoding.equals("JSON"),
        in.bool("enableEnvoyAccessLogService"),
        in.bool("disableEnvoyListenerLog"),
        providers(in),
        in.object("defaultProviders", MeshTelemetryDecoder::defaultProviders)
            .orElse(DefaultProviders.NONE),
        in.optionalBool("enablePrometheusMerge").orElse(defaults.prometheusMerge()),
        in.string("inboundClusterStatName"),
        in.string("outboundClusterStatName"));
  }

  private static DefaultProviders defaultProviders(ObjectReader in) {
    var providers =
        new DefaultProviders(
            in.strings("tracing"), in.strings("metrics"), in.strings("accessLogging"));
    in.done();
    return providers;
  }

  /** The built-in providers, replaced where the mesh has one of that name, and then its own. */
  private static List<ExtensionProvider> providers(ObjectReader in) {
    var merged = new LinkedHashMap<String, ExtensionProvider>();
    for (var builtIn : MeshTelemetry.DEFAULT.extensionProviders()) {
      merged.put(builtIn.name(), builtIn);
    }
    var seen = new HashSet<String>();
    for (var one : in.objects("extensionProviders", ExtensionProviderDecoder::decode)) {
      for (var provider : one) {
        if (!seen.add(provider.name())) {
          in.warning(
              "extensionProviders",
              "the provider " + provider.name() + " is defined twice; the last one counts",
              "");
        }
        merged.put(provider.name(), provider);
      }
    }
    if (seen.size() > MAX_PROVIDERS) {
      in.error("extensionProviders", "has more than " + MAX_PROVIDERS + " entries");
    }
    return List.copyOf(merged.values());
  }
}
