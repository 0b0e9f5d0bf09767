// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.endpoint;

import io.lateen.api.networking.TrafficPolicy;
import io.lateen.mesh.endpoint.Endpoint;
import io.lateen.mesh.endpoint.EndpointSet;
import io.lateen.mesh.endpoint.Health;
import io.lateen.mesh.service.MeshService;
import io.lateen.translate.view.ProxyView;
import java.util.ArrayList;

/**
 * The endpoints of which a proxy hears (Istio: xds/endpoints/endpoint_builder.go
 * filterIstioEndpoint). Those that are not ready are sent as unhealthy, so that Envoy knows their
 * share; those that shut down are not, unless sessions stick to them.
 */
final class CallableEndpoints {

  /** An endpoint with this label takes no new requests (Istio: PILOT_DRAINING_LABEL). */
  private static final String DRAINING_LABEL = "istio.io/draining";

  private final ProxyView view;
  private final MeshService service;
  private final boolean unhealthyToo;
  private final boolean keepsSessions;

  CallableEndpoints(ProxyView view, MeshService service, TrafficPolicy policy) {
    this.view = view;
    this.service = service;
    // Below that share Envoy would call the unhealthy ones as well.
    this.unhealthyToo =
        policy.outlierDetection().filter(outlier -> outlier.minHealthPercent() > 0).isEmpty();
    this.keepsSessions =
        service.keepsSessions()
            || view.settings(service.hostname()).sessionPersistence().isPresent();
  }

  /** Those that count; the very same set when all do. */
  EndpointSet of(EndpointSet all) {
    var found = new ArrayList<Endpoint>();
    boolean same = true;
    for (var endpoint : all.endpoints()) {
      var health = health(endpoint);
      boolean counts =
          switch (health) {
            case HEALTHY -> true;
            case UNHEALTHY -> unhealthyToo;
            case DRAINING -> keepsSessions;
            case TERMINATING -> false;
          };
      if (counts && (!service.nodeLocal() || endpoint.node().equals(view.node()))) {
        same &= health == endpoint.health();
        found.add(endpoint.being(health));
      } else {
        same = false;
      }
    }
    return same ? all : EndpointSet.of(found);
  }

  private static Health health(Endpoint endpoint) {
    return endpoint.labels().getOrDefault(DRAINING_LABEL, "").isEmpty()
        ? endpoint.health()
        : Health.DRAINING;
  }
}
