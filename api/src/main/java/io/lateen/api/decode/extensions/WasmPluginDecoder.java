// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.extensions;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Targets;
import io.lateen.api.extensions.PluginPhase;
import io.lateen.api.extensions.WasmPlugin;
import io.lateen.base.decode.ObjectReader;

/**
 * Decodes WebAssembly plugins (api: extensions/v1alpha1/wasm.proto; rules: pkg/config/validation
 * ValidateWasmPlugin).
 */
public final class WasmPluginDecoder implements SpecDecoder<WasmPlugin> {

  @Override
  public WasmPlugin decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var plugin =
        new WasmPlugin(
            Targets.read(in),
            WasmModuleDecoder.decode(in),
            phase(in),
            in.optionalInteger("priority", Integer.MIN_VALUE, Integer.MAX_VALUE),
            in.objects("match", TrafficSelectorDecoder::decode));
    in.done();
    return plugin;
  }

  private static PluginPhase phase(ObjectReader in) {
    return in.string("phase").equals("UNSPECIFIED_PHASE")
        ? PluginPhase.UNSPECIFIED
        : in.value("phase").isEmpty() ? PluginPhase.UNSPECIFIED : named(in);
  }

  private static PluginPhase named(ObjectReader in) {
    return switch (in.string("phase")) {
      case "AUTHN" -> PluginPhase.AUTHN;
      case "AUTHZ" -> PluginPhase.AUTHZ;
      case "STATS" -> PluginPhase.STATS;
      default -> {
        in.error("phase", "must be one of UNSPECIFIED_PHASE, AUTHN, AUTHZ, STATS");
        yield PluginPhase.UNSPECIFIED;
      }
    };
  }
}
