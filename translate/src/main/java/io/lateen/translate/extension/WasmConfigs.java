// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.extension;

import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import io.envoyproxy.envoy.config.core.v3.AsyncDataSource;
import io.envoyproxy.envoy.config.rbac.v3.RBAC;
import io.envoyproxy.envoy.extensions.wasm.v3.EnvironmentVariables;
import io.envoyproxy.envoy.extensions.wasm.v3.FailurePolicy;
import io.envoyproxy.envoy.extensions.wasm.v3.PluginConfig;
import io.envoyproxy.envoy.extensions.wasm.v3.VmConfig;
import io.lateen.api.extensions.WasmModule;
import io.lateen.base.decode.Json;
import io.lateen.translate.envoy.Packed;
import java.util.List;

/** Configurations of filters that run modules (Istio: model/extensions.go buildWasmConfig). */
final class WasmConfigs {

  private static final String RUNTIME = "envoy.wasm.runtime.v8";
  private static final String TYPE_PREFIX = "type.googleapis.com/";
  private static final String REFUSED = "extension_refused";

  private WasmConfigs() {}

  /** The types that a configuration which is discovered may have. */
  static List<String> types(boolean network) {
    return network
        ? List.of(
            url(io.envoyproxy.envoy.extensions.filters.network.wasm.v3.Wasm.getDefaultInstance()),
            url(io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC.getDefaultInstance()))
        : List.of(
            url(io.envoyproxy.envoy.extensions.filters.http.wasm.v3.Wasm.getDefaultInstance()),
            url(io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC.getDefaultInstance()));
  }

  private static String url(Message message) {
    return TYPE_PREFIX + message.getDescriptorForType().getFullName();
  }

  /** A filter that runs the module. */
  static Message filter(String name, WasmModule module, AsyncDataSource code, boolean network) {
    var plugin = plugin(name, module, code);
    return network
        ? io.envoyproxy.envoy.extensions.filters.network.wasm.v3.Wasm.newBuilder()
            .setConfig(plugin)
            .build()
        : io.envoyproxy.envoy.extensions.filters.http.wasm.v3.Wasm.newBuilder()
            .setConfig(plugin)
            .build();
  }

  /** A filter that lets nothing pass. */
  static Message refusal(boolean network) {
    var nobody = RBAC.newBuilder().setAction(RBAC.Action.ALLOW);
    return network
        ? io.envoyproxy
            .envoy
            .extensions
            .filters
            .network
            .rbac
            .v3
            .RBAC
            .newBuilder()
            .setRules(nobody)
            .setStatPrefix(REFUSED)
            .build()
        : io.envoyproxy
            .envoy
            .extensions
            .filters
            .http
            .rbac
            .v3
            .RBAC
            .newBuilder()
            .setRules(nobody)
            .build();
  }

  private static PluginConfig plugin(String name, WasmModule module, AsyncDataSource code) {
    var plugin =
        PluginConfig.newBuilder()
            .setName(name)
            .setRootId(module.pluginName())
            .setVmConfig(
                VmConfig.newBuilder()
                    .setRuntime(RUNTIME)
                    .setCode(code)
                    .setEnvironmentVariables(environment(module)))
            .setFailurePolicy(
                switch (module.failStrategy()) {
                  case FAIL_CLOSE -> FailurePolicy.FAIL_CLOSED;
                  case FAIL_OPEN -> FailurePolicy.FAIL_OPEN;
                  case FAIL_RELOAD -> FailurePolicy.FAIL_RELOAD;
                });
    module
        .pluginConfig()
        .filter(config -> !config.fields().isEmpty())
        .ifPresent(
            config -> plugin.setConfiguration(Packed.any(StringValue.of(Json.write(config)))));
    return plugin.build();
  }

  private static EnvironmentVariables environment(WasmModule module) {
    var variables = EnvironmentVariables.newBuilder();
    for (var one : module.env()) {
      if (one.fromHost()) {
        variables.addHostEnvKeys(one.name());
      } else {
        variables.putKeyValues(one.name(), one.value());
      }
    }
    return variables.build();
  }
}
