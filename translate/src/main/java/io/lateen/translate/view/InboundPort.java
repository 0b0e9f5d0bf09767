// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.view;

import io.lateen.api.networking.ServerTls;
import io.lateen.api.servicepolicy.RateLimit;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Protocol;
import io.lateen.mesh.servicepolicy.Decided;
import io.lateen.translate.Provenance;
import java.util.List;
import java.util.Optional;

/**
 * A port on which the workload serves, from the services that pick it or from a Sidecar object.
 *
 * @param targetPort port of the workload
 * @param servicePort port that clients call
 * @param protocol what is spoken, inside of {@code tls} where that is present
 * @param services services that have this port, oldest first; the first one decides, unless a
 *     Sidecar object does. May be empty for a port of a Sidecar object
 * @param sidecar name of that Sidecar object's synthetic host, {@code NAME.NAMESPACE}; empty for
 *     service ports
 * @param bind address to listen on; empty for the default
 * @param direct whether the proxy opens the port itself instead of waiting for redirection
 * @param tls TLS of callers that the proxy ends with certificates of the Sidecar object's author
 * @param defaultEndpoint where the application listens, as written; empty for the same port
 * @param rateLimit how many requests the deciding service lets in
 * @param config metadata path of the Sidecar object; empty for service ports
 */
public record InboundPort(
    int targetPort,
    int servicePort,
    Protocol protocol,
    List<MeshService> services,
    String sidecar,
    String bind,
    boolean direct,
    Optional<ServerTls> tls,
    String defaultEndpoint,
    Optional<Decided<RateLimit>> rateLimit,
    String config,
    Provenance provenance) {

  public InboundPort {
    services = List.copyOf(services);
  }

  /** The oldest service; absent for a port that only a Sidecar object knows. */
  public Optional<MeshService> service() {
    return services.stream().findFirst();
  }
}
