// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.lateen.api.networking.ClientTls;
import io.lateen.api.networking.ClientTlsMode;
import io.lateen.api.networking.DestinationRule;
import io.lateen.api.networking.TrafficPolicy;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Protocol;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.service.ServicePort;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.policy.TrafficPolicies;
import io.lateen.translate.view.ProxyView;
import java.util.Optional;

/** Which clusters gRPC clients get at all, and why they do not get the others. */
final class Reach {

  private static final int PARTS = 4;

  private final ProxyView view;

  Reach(ProxyView view) {
    this.view = view;
  }

  /** Whether the client gets the cluster of that name. */
  boolean isKnown(String cluster) {
    var parts = cluster.split("\\|", -1);
    if (parts.length != PARTS) {
      return false;
    }
    var service = view.service(parts[3]);
    var port =
        service.flatMap(found -> found.port(Integer.parseInt(parts[1]))).filter(this::isServed);
    if (service.isEmpty() || port.isEmpty()) {
      return false;
    }
    var rule = view.destinationRule(parts[3]).map(MergedDestinationRule::rule);
    boolean subset =
        parts[2].isEmpty() || rule.flatMap(found -> found.subset(parts[2])).isPresent();
    return subset && why(service.get(), port.get(), policy(rule, parts[2], port.get())).isEmpty();
  }

  boolean isServed(ServicePort port) {
    return port.protocol() != Protocol.UDP;
  }

  TrafficPolicy policy(Optional<DestinationRule> rule, String subset, ServicePort port) {
    return TrafficPolicies.of(rule, subset, port.number(), view.mesh().traffic());
  }

  /** Why a client cannot call a port under that policy; empty when it can. */
  Optional<String> why(MeshService service, ServicePort port, TrafficPolicy policy) {
    if (service.isWildcard()) {
      return Optional.of("a wildcard host has no endpoints");
    }
    if (policy.tls().map(ClientTls::mode).filter(Reach::isForeign).isPresent()) {
      return Optional.of("they start no TLS but the mesh's own");
    }
    return switch (service.resolution()) {
      case ENDPOINTS, PASSTHROUGH ->
          service.resolution() == Resolution.PASSTHROUGH
                  && service.registry() == Registry.SERVICE_ENTRY
              ? Optional.of("they know no address but those of endpoints")
              : noSockets(service, port);
      case DNS, DNS_ROUND_ROBIN ->
          view.endpoints(service, port.number()).endpoints().size() == 1
              ? Optional.empty()
              : Optional.of("they resolve one name for a service, not several");
      case DYNAMIC_DNS -> Optional.of("they do not resolve the host of each call");
      case ALIAS -> Optional.of("it is a name of another service");
    };
  }

  private Optional<String> noSockets(MeshService service, ServicePort port) {
    return view.endpoints(service, port.number()).endpoints().stream()
            .anyMatch(endpoint -> endpoint.address().startsWith("/"))
        ? Optional.of("they reach no Unix sockets")
        : Optional.empty();
  }

  private static boolean isForeign(ClientTlsMode mode) {
    return mode == ClientTlsMode.SIMPLE || mode == ClientTlsMode.MUTUAL;
  }

  static String cluster(MeshService service, ServicePort port, String subset) {
    return new EnvoyClusterName(port.number(), subset, service.hostname()).value();
  }
}
