// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.gateway;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.Gateway;
import io.lateen.api.networking.GatewayServer;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.gateway.BoundGateway;
import io.lateen.translate.gateway.Server.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The servers of all Gateways that one proxy serves, by address and port (Istio:
 * pilot/pkg/model/gateway.go mergeGateways). On one address and port servers of plain HTTP share
 * their routes; servers with TLS stand beside each other, told apart by server name; of all others
 * the first one stays. The first is that of the oldest Gateway, then the one that is written first.
 */
final class GatewayServers {

  /** Where a listener listens. */
  record Bind(String address, int port) {}

  private final String anyAddress;
  private final Map<Bind, List<Server>> byBind = new LinkedHashMap<>();
  private final Map<Bind, Map<String, Server>> tlsHosts = new HashMap<>();
  private final Set<String> tlsRouteNames = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param gateways oldest first
   * @param anyAddress what a server listens on that names no address
   */
  GatewayServers(List<BoundGateway> gateways, String anyAddress) {
    this.anyAddress = anyAddress;
    for (var bound : gateways) {
      var servers = bound.gateway().spec().servers();
      for (int i = 0; i < servers.size(); i++) {
        for (int port : bound.ports(servers.get(i).port().number())) {
          add(bound.gateway(), servers.get(i), i, port);
        }
      }
    }
  }

  /** The servers that stay, oldest first for each listener. */
  Map<Bind, List<Server>> byBind() {
    return byBind;
  }

  /** What was left out, and why. */
  List<Problem> problems() {
    return problems;
  }

  private void add(ConfigObject<Gateway> gateway, GatewayServer spec, int index, int port) {
    var bind = new Bind(spec.bind().isEmpty() ? anyAddress : spec.bind(), port);
    var server = new Server(gateway, spec, index, port);
    var known = byBind.getOrDefault(bind, List.of());
    var obstacle =
        conflict(known, server).or(() -> nameTwice(server)).or(() -> hosts(bind, server));
    if (obstacle.isPresent()) {
      problems.add(obstacle.get());
    } else {
      byBind.computeIfAbsent(bind, _ -> new ArrayList<>()).add(server);
    }
  }

  /** Plain text never joins TLS that came later, and only HTTP joins HTTP. */
  private static Optional<Problem> conflict(List<Server> known, Server server) {
    var plain = known.stream().filter(other -> !other.kind().isTls()).findFirst();
    if (plain.isEmpty() || (server.kind() == Kind.HTTP && plain.get().kind() == Kind.HTTP)) {
      return Optional.empty();
    }
    return Optional.of(
        server
            .problem(
                "port "
                    + server.spec().port().number()
                    + " already belongs to "
                    + plain.get().display()
                    + " with the protocol "
                    + plain.get().spec().port().protocol())
            .withFix("give the server another port, or the same protocol HTTP"));
  }

  /** Each server that ends HTTPS has routes of its own, found by the name of its port. */
  private Optional<Problem> nameTwice(Server server) {
    if (server.kind() != Kind.HTTPS || tlsRouteNames.add(server.routeName())) {
      return Optional.empty();
    }
    return Optional.of(
        server
            .problem("the port name " + server.spec().port().name() + " is given twice")
            .withFix("name each port of the Gateway differently"));
  }

  /** A server with TLS settings that repeats a host of an earlier one is left out as a whole. */
  private Optional<Problem> hosts(Bind bind, Server server) {
    if (server.spec().tls().isEmpty()) {
      return Optional.empty();
    }
    var taken = tlsHosts.computeIfAbsent(bind, _ -> new HashMap<>());
    for (var host : server.hosts()) {
      var owner = taken.get(host);
      if (owner != null) {
        return Optional.of(
            server
                .problem(
                    "the host "
                        + host
                        + " on port "
                        + server.spec().port().number()
                        + " already belongs to "
                        + owner.display())
                .withFix("remove the host from one of the two"));
      }
    }
    server.hosts().forEach(host -> taken.put(host, server));
    return Optional.empty();
  }
}
