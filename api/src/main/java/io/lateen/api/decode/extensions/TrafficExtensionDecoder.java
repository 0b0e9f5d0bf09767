// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.extensions;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Bounds;
import io.lateen.api.decode.rule.Targets;
import io.lateen.api.extensions.PluginPhase;
import io.lateen.api.extensions.TrafficExtension;
import io.lateen.api.extensions.TrafficExtension.Program;
import io.lateen.base.decode.ObjectReader;
import java.util.Optional;

/**
 * Decodes extensions (api: extensions/v1alpha1; rules: pkg/config/validation
 * ValidateTrafficExtension).
 */
public final class TrafficExtensionDecoder implements SpecDecoder<TrafficExtension> {

  /** Longest script, in characters (istio CRD). */
  private static final int MAX_SCRIPT = 65_536;

  @Override
  public TrafficExtension decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var extension =
        new TrafficExtension(
            Targets.withoutSingle(in, "selector", "matchLabels"),
            program(in),
            in.enumeration("phase", PluginPhase.UNSPECIFIED),
            in.optionalInteger("priority", Integer.MIN_VALUE, Integer.MAX_VALUE),
            in.objects("match", TrafficSelectorDecoder::decode));
    in.done();
    return extension;
  }

  private static Program program(ObjectReader in) {
    Optional<Program> wasm = in.object("wasm", TrafficExtensionDecoder::wasm);
    Optional<Program> lua = in.object("lua", TrafficExtensionDecoder::lua);
    if (wasm.isPresent() == lua.isPresent()) {
      in.error(wasm.isPresent() ? "lua" : "wasm", "exactly one of wasm and lua must be set");
    }
    return wasm.or(() -> lua).orElse(new Program.Lua(""));
  }

  private static Program wasm(ObjectReader in) {
    var module = WasmModuleDecoder.decode(in);
    in.done();
    return new Program.Wasm(module);
  }

  private static Program lua(ObjectReader in) {
    var code = Bounds.required(in, "inlineCode", MAX_SCRIPT);
    in.done();
    return new Program.Lua(code);
  }
}
