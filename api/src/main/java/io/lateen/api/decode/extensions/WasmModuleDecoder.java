// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.extensions;

import io.lateen.api.decode.rule.Bounds;
import io.lateen.api.decode.rule.Urls;
import io.lateen.api.extensions.WasmModule;
import io.lateen.api.extensions.WasmModule.Env;
import io.lateen.api.extensions.WasmModule.FailStrategy;
import io.lateen.api.extensions.WasmModule.PullPolicy;
import io.lateen.api.extensions.WasmModule.Type;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.ObjectReader;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decodes WebAssembly modules, whose fields two kinds share. */
final class WasmModuleDecoder {

  private static final int MAX_NAME = 256;
  private static final int MAX_SECRET = 253;
  private static final int MAX_ENV = 256;
  private static final int MAX_ENV_VALUE = 2048;
  private static final Pattern CHECKSUM = Pattern.compile("|[a-f0-9]{64}");

  private WasmModuleDecoder() {}

  /** The fields of a module; the caller ends the reading of the object. */
  static WasmModule decode(ObjectReader in) {
    var module =
        new WasmModule(
            in.requiredString("url"),
            in.string("sha256"),
            in.enumeration("imagePullPolicy", PullPolicy.UNSPECIFIED_POLICY),
            Bounds.text(in, "imagePullSecret", 1, MAX_SECRET),
            in.string("verificationKey"),
            struct(in, "pluginConfig"),
            Bounds.text(in, "pluginName", 1, MAX_NAME),
            in.enumeration("failStrategy", FailStrategy.FAIL_CLOSE),
            in.object("vmConfig", WasmModuleDecoder::environment).orElse(List.of()),
            in.enumeration("type", Type.UNSPECIFIED_PLUGIN_TYPE));
    if (!module.url().isEmpty()) {
      Urls.moduleFault(module.url()).ifPresent(fault -> in.error("url", fault));
    }
    if (!CHECKSUM.matcher(module.sha256()).matches()) {
      in.error("sha256", "must be 64 hexadecimal digits in lower case");
    }
    return module;
  }

  private static Optional<Node.Mapping> struct(ObjectReader in, String field) {
    return in.value(field)
        .flatMap(
            value -> {
              if (value.node() instanceof Node.Mapping mapping) {
                return Optional.of(mapping);
              }
              value.error("must be an object, but is " + value.node().describe());
              return Optional.empty();
            });
  }

  private static List<Env> environment(ObjectReader in) {
    var env = in.objects("env", WasmModuleDecoder::variable);
    in.done();
    Bounds.items(in, "env", MAX_ENV);
    var seen = new HashSet<String>();
    for (var variable : env) {
      if (!seen.add(variable.name())) {
        in.error("env", "the variable " + variable.name() + " is defined twice");
      }
    }
    return env;
  }

  private static Env variable(ObjectReader in) {
    var from = in.string("valueFrom");
    var variable =
        new Env(
            Bounds.required(in, "name", MAX_NAME),
            from.equals("HOST"),
            Bounds.text(in, "value", 0, MAX_ENV_VALUE));
    in.done();
    if (!List.of("", "INLINE", "HOST").contains(from)) {
      in.error("valueFrom", "must be INLINE or HOST");
    }
    if (variable.fromHost() && in.has("value")) {
      in.error("value", "can be set when valueFrom is INLINE only");
    }
    return variable;
  }
}
