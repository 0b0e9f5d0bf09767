// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.policy;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.Targeted;
import io.lateen.api.envoyfilter.EnvoyFilter;
import io.lateen.api.extensions.TrafficExtension;
import io.lateen.api.extensions.WasmPlugin;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.security.AuthorizationPolicy;
import io.lateen.api.security.RequestAuthentication;
import io.lateen.api.telemetry.Telemetry;
import io.lateen.mesh.object.Age;
import io.lateen.mesh.servicepolicy.GatewayPoliciesSnapshot;
import io.lateen.mesh.workload.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * All policies that apply to workloads by namespace, labels or reference. Laws: {@code
 * SnapshotLaws} of the testkit.
 */
public record MeshPolicies(
    PoliciesSnapshot<AuthorizationPolicy> authorizations,
    PoliciesSnapshot<RequestAuthentication> requestAuthentications,
    PoliciesSnapshot<Telemetry> telemetries,
    PoliciesSnapshot<WasmPlugin> wasmPlugins,
    PoliciesSnapshot<TrafficExtension> trafficExtensions,
    PoliciesSnapshot<EnvoyFilter> envoyFilters,
    ProxyConfigsSnapshot proxyConfigs,
    GatewayPoliciesSnapshot gatewayPolicies) {

  public static final MeshPolicies EMPTY =
      new MeshPolicies(
          PoliciesSnapshot.empty(AuthorizationPolicy.class),
          PoliciesSnapshot.empty(RequestAuthentication.class),
          PoliciesSnapshot.empty(Telemetry.class),
          PoliciesSnapshot.empty(WasmPlugin.class),
          PoliciesSnapshot.empty(TrafficExtension.class),
          PoliciesSnapshot.empty(EnvoyFilter.class),
          ProxyConfigsSnapshot.EMPTY,
          GatewayPoliciesSnapshot.EMPTY);

  /** The state after {@code delta}; this very object when it touches no policy. */
  public MeshPolicies apply(ConfigDelta delta) {
    var next =
        new MeshPolicies(
            authorizations.apply(delta),
            requestAuthentications.apply(delta),
            telemetries.apply(delta),
            wasmPlugins.apply(delta),
            trafficExtensions.apply(delta),
            envoyFilters.apply(delta),
            proxyConfigs.apply(delta),
            gatewayPolicies.apply(delta));
    return next.isMadeOfThePartsOf(this) ? this : next;
  }

  private boolean isMadeOfThePartsOf(MeshPolicies other) {
    return authorizations == other.authorizations
        && requestAuthentications == other.requestAuthentications
        && telemetries == other.telemetries
        && wasmPlugins == other.wasmPlugins
        && trafficExtensions == other.trafficExtensions
        && envoyFilters == other.envoyFilters
        && proxyConfigs == other.proxyConfigs
        && gatewayPolicies == other.gatewayPolicies;
  }

  /** Everything that applies to a workload. */
  public WorkloadPolicies of(Workload workload, MeshConfig mesh) {
    String root = mesh.rootNamespace();
    return new WorkloadPolicies(
        authorizations.of(workload, root),
        requestAuthentications.of(workload, root),
        telemetriesOf(workload, root),
        byPriority(wasmPlugins, WasmPlugin::priority, workload, root),
        byPriority(trafficExtensions, TrafficExtension::priority, workload, root),
        envoyFiltersOf(workload, root),
        proxyConfigs.of(workload, mesh),
        gatewayPolicies.misdirectedRequests(workload, root));
  }

  /**
   * The telemetries of a workload in the order in which they override each other, the last one
   * wins: the oldest of the whole mesh, the oldest of the whole namespace, and those that pick the
   * workload (istio/istio pilot/pkg/model/telemetry.go, applicableTelemetries).
   */
  private List<ConfigObject<Telemetry>> telemetriesOf(Workload workload, String rootNamespace) {
    var found = new ArrayList<ConfigObject<Telemetry>>();
    telemetries.general(rootNamespace).ifPresent(found::add);
    if (!workload.namespace().equals(rootNamespace)) {
      telemetries.general(workload.namespace()).ifPresent(found::add);
    }
    telemetries.in(workload.namespace(), workload).stream()
        .filter(telemetry -> !telemetry.spec().target().isGeneral())
        .forEach(found::add);
    return found;
  }

  /**
   * Lower priorities first, then the root namespace, then the oldest, then by {@code
   * name.namespace} (istio/istio pilot/pkg/model/push_context.go, EnvoyFilters).
   */
  private List<ConfigObject<EnvoyFilter>> envoyFiltersOf(Workload workload, String rootNamespace) {
    return envoyFilters.of(workload, rootNamespace).stream()
        .sorted(
            Comparator.comparingInt((ConfigObject<EnvoyFilter> filter) -> filter.spec().priority())
                .thenComparing(filter -> !filter.namespace().equals(rootNamespace))
                .thenComparing(Age::of))
        .toList();
  }

  /**
   * Highest priorities first, those without last; then the own namespace before the root namespace,
   * then the oldest (istio/istio pilot/pkg/model/push_context.go, TrafficExtensionsByListenerInfo).
   */
  private static <S extends Targeted> List<ConfigObject<S>> byPriority(
      PoliciesSnapshot<S> policies,
      Function<S, OptionalInt> priority,
      Workload workload,
      String rootNamespace) {
    var found = new ArrayList<>(policies.in(workload.namespace(), workload));
    if (!workload.namespace().equals(rootNamespace)) {
      found.addAll(policies.in(rootNamespace, workload));
    }
    found.sort(
        Comparator.comparingInt(
            (ConfigObject<S> policy) -> ~priority.apply(policy.spec()).orElse(Integer.MIN_VALUE)));
    return found;
  }
}
