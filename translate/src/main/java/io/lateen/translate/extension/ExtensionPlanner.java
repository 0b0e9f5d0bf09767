// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.extension;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.ExtensionConfigSource;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.http.lua.v3.Lua;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.lateen.api.ConfigObject;
import io.lateen.api.extensions.PluginPhase;
import io.lateen.api.extensions.TrafficExtension;
import io.lateen.api.extensions.TrafficExtension.Program;
import io.lateen.api.extensions.TrafficSelector;
import io.lateen.api.extensions.WasmModule;
import io.lateen.api.extensions.WasmModule.FailStrategy;
import io.lateen.api.extensions.WasmModule.Type;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.policy.WorkloadPolicies;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.translate.adorn.Extension;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Plans the filters of WasmPlugins and TrafficExtensions (Istio: core/extension,
 * model/extensions.go). A module that cannot be fetched lets nothing pass, unless its author says
 * that it may be missed.
 */
public final class ExtensionPlanner {

  private static final String NAME_PREFIX = "extensions.istio.io/trafficextension/";

  /** Istio serves a WasmPlugin as a TrafficExtension of this name. */
  private static final String PLUGIN_SUFFIX = "~istio-translated-wasmplugin";

  private final WorkloadPolicies policies;
  private final List<Extension> extensions = new ArrayList<>();
  private final Map<String, EncodedResource> configurations = new LinkedHashMap<>();
  private final Map<String, EncodedResource> clusters = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  public ExtensionPlanner(WorkloadPolicies policies) {
    this.policies = policies;
    plan();
  }

  private record Wanted(
      ConfigObject<?> object,
      String name,
      Program program,
      PluginPhase phase,
      OptionalInt priority,
      List<TrafficSelector> match) {}

  private void plan() {
    var all = new ArrayList<Wanted>();
    for (var extension : policies.trafficExtensions()) {
      TrafficExtension spec = extension.spec();
      all.add(
          new Wanted(
              extension,
              extension.namespace() + "." + extension.name(),
              spec.program(),
              spec.phase(),
              spec.priority(),
              spec.match()));
    }
    for (var plugin : policies.wasmPlugins()) {
      var spec = plugin.spec();
      all.add(
          new Wanted(
              plugin,
              plugin.namespace() + "." + plugin.name() + PLUGIN_SUFFIX,
              new Program.Wasm(spec.module()),
              spec.phase(),
              spec.priority(),
              spec.match()));
    }
    all.sort(Comparator.comparingInt(one -> ~one.priority().orElse(Integer.MIN_VALUE)));
    all.forEach(this::add);
  }

  private void add(Wanted wanted) {
    switch (wanted.program()) {
      case Program.Lua(var code) -> add(wanted, lua(NAME_PREFIX + wanted.name(), code));
      case Program.Wasm(var module) -> wasm(wanted, module);
    }
  }

  private void add(Wanted wanted, Message filter) {
    extensions.add(
        new Extension(
            Provenance.Cause.of(wanted.object()), wanted.phase(), wanted.match(), filter));
  }

  private static HttpFilter lua(String name, String code) {
    var script =
        Lua.newBuilder().setDefaultSourceCode(DataSource.newBuilder().setInlineString(code));
    return HttpFilter.newBuilder().setName(name).setTypedConfig(Packed.any(script.build())).build();
  }

  private void wasm(Wanted wanted, WasmModule module) {
    boolean network = module.type() == Type.NETWORK;
    var source = ModuleSource.of(module);
    Message config;
    switch (source) {
      case ModuleSource.Fetched fetched -> {
        fetched
            .cluster()
            .ifPresent(
                cluster -> {
                  var provenance = Provenance.of(wanted.object());
                  clusters.putIfAbsent(
                      cluster.getName(),
                      EncodedResource.of(cluster.getName(), cluster, provenance));
                });
        config = WasmConfigs.filter(wanted.name(), module, fetched.data(), network);
      }
      case ModuleSource.Unserved(var reason, var fix) -> {
        boolean mayBeMissed = module.failStrategy() == FailStrategy.FAIL_OPEN;
        problems.add(
            Problem.error(
                    location(wanted.object()),
                    wanted.object().key().display(),
                    "url",
                    reason
                        + (mayBeMissed
                            ? "; traffic passes without the module"
                            : "; the traffic that the module should see is refused"))
                .withFix(fix));
        if (mayBeMissed) {
          return;
        }
        config = WasmConfigs.refusal(network);
      }
    }
    configure(wanted, config);
    add(wanted, discovered(NAME_PREFIX + wanted.name(), network));
  }

  private void configure(Wanted wanted, Message config) {
    var name = NAME_PREFIX + wanted.name();
    var resource =
        TypedExtensionConfig.newBuilder().setName(name).setTypedConfig(Packed.any(config)).build();
    configurations.put(name, EncodedResource.of(name, resource, Provenance.of(wanted.object())));
  }

  private static Message discovered(String name, boolean network) {
    var source =
        ExtensionConfigSource.newBuilder()
            .setConfigSource(
                ConfigSource.newBuilder()
                    .setAds(AggregatedConfigSource.getDefaultInstance())
                    .setInitialFetchTimeout(ProtoValues.duration(Duration.ZERO))
                    .setResourceApiVersion(ApiVersion.V3))
            .addAllTypeUrls(WasmConfigs.types(network));
    return network
        ? Filter.newBuilder().setName(name).setConfigDiscovery(source).build()
        : HttpFilter.newBuilder().setName(name).setConfigDiscovery(source).build();
  }

  private static Location location(ConfigObject<?> object) {
    return new Location(object.origin().source(), object.origin().line(), 0);
  }

  /** Whether nobody brings anything. */
  public boolean isEmpty() {
    return policies.trafficExtensions().isEmpty() && policies.wasmPlugins().isEmpty();
  }

  /** The filters, highest priority first. */
  public List<Extension> extensions() {
    return List.copyOf(extensions);
  }

  /** The configurations of the filters, by name. */
  public Map<String, EncodedResource> configurations() {
    return configurations;
  }

  /** The clusters that modules are fetched from, by name. */
  public Map<String, EncodedResource> clusters() {
    return clusters;
  }

  public List<Problem> problems() {
    return List.copyOf(problems);
  }
}
