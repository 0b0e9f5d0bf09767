// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.policy;

import io.lateen.api.ConfigObject;
import io.lateen.api.envoyfilter.EnvoyFilter;
import io.lateen.api.extensions.TrafficExtension;
import io.lateen.api.extensions.WasmPlugin;
import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.api.security.AuthorizationPolicy;
import io.lateen.api.security.RequestAuthentication;
import io.lateen.api.servicepolicy.GatewayPolicy.MisdirectedRequests;
import io.lateen.api.telemetry.Telemetry;
import io.lateen.mesh.servicepolicy.Decided;
import java.util.List;
import java.util.Optional;

/**
 * Everything that applies to one workload, in the order in which it counts.
 *
 * @param authorizations of the root namespace, then of its own, the oldest first in each
 * @param requestAuthentications in the same order
 * @param telemetries later ones override earlier ones: mesh, namespace, workload
 * @param wasmPlugins of all phases, highest priority first
 * @param trafficExtensions of all phases, highest priority first
 * @param envoyFilters lowest priority first, then the root namespace, then the oldest
 * @param proxy settings of its proxy: of the mesh, changed by the ProxyConfigs of mesh and
 *     namespace, the annotation {@code proxy.istio.io/config} and the ProxyConfig that picks it
 * @param misdirectedRequests what its GatewayPolicy says
 */
public record WorkloadPolicies(
    List<ConfigObject<AuthorizationPolicy>> authorizations,
    List<ConfigObject<RequestAuthentication>> requestAuthentications,
    List<ConfigObject<Telemetry>> telemetries,
    List<ConfigObject<WasmPlugin>> wasmPlugins,
    List<ConfigObject<TrafficExtension>> trafficExtensions,
    List<ConfigObject<EnvoyFilter>> envoyFilters,
    ProxySettings proxy,
    Optional<Decided<MisdirectedRequests>> misdirectedRequests) {

  public WorkloadPolicies {
    authorizations = List.copyOf(authorizations);
    requestAuthentications = List.copyOf(requestAuthentications);
    telemetries = List.copyOf(telemetries);
    wasmPlugins = List.copyOf(wasmPlugins);
    trafficExtensions = List.copyOf(trafficExtensions);
    envoyFilters = List.copyOf(envoyFilters);
  }
}
