// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.gateway;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.Gateway;
import io.lateen.api.networking.GatewayServer;
import io.lateen.api.networking.ServerTls;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.service.Protocol;
import io.lateen.translate.name.IstioNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The servers of all Gateways that select one proxy, by address and port. Plain HTTP servers share
 * a port, servers with TLS share one by server name; of servers that do neither the oldest stays
 * (Istio: pilot/pkg/model/gateway.go mergeGateways).
 */
final class GatewayServers {

  /** Where a listener listens. */
  record Bind(String address, int port) {}

  /** What a server does with its connections. */
  enum Kind {
    /** Requests are routed by host name. */
    HTTP,
    /** Mesh mTLS ends, then requests are routed. */
    MUTUAL_HTTP,
    /** TLS is passed on by server name. */
    PASSTHROUGH,
    /** Bytes are passed on. */
    TCP
  }

  /** One server with its owner. */
  record Server(ConfigObject<Gateway> gateway, GatewayServer spec, Kind kind) {

    /** {@code namespace/name}, as rules name the Gateway. */
    String gatewayName() {
      return gateway.namespace() + "/" + gateway.name();
    }

    Protocol protocol() {
      return Protocol.named(spec.port().protocol());
    }
  }

  private final Map<Integer, Integer> targetPorts;
  private final Map<Bind, List<Server>> byBind = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param targetPorts the proxy's own port for each port of the services before it
   */
  GatewayServers(List<ConfigObject<Gateway>> gateways, Map<Integer, Integer> targetPorts) {
    this.targetPorts = Map.copyOf(targetPorts);
    for (var gateway : gateways) {
      for (var server : gateway.spec().servers()) {
        add(gateway, server);
      }
    }
  }

  Map<Bind, List<Server>> byBind() {
    return byBind;
  }

  List<Problem> problems() {
    return problems;
  }

  private void add(ConfigObject<Gateway> gateway, GatewayServer server) {
    var kind = kind(server);
    if (kind.isEmpty()) {
      problems.add(
          problem(gateway, server, "TLS with certificates of its own is not terminated yet")
              .withFix("use mode PASSTHROUGH, ISTIO_MUTUAL or plain HTTP"));
      return;
    }
    int number = server.port().number();
    var bind =
        new Bind(
            server.bind().isEmpty() ? IstioNames.WILDCARD_ADDRESS : server.bind(),
            targetPorts.getOrDefault(number, number));
    var known = byBind.computeIfAbsent(bind, _ -> new ArrayList<>());
    var added = new Server(gateway, server, kind.get());
    if (known.stream().allMatch(other -> share(other, added))) {
      known.add(added);
    } else {
      problems.add(
          problem(
              gateway,
              server,
              "port "
                  + number
                  + " already belongs to "
                  + known.getFirst().gateway().key().display()
                  + " with another protocol"));
    }
  }

  private static boolean share(Server first, Server second) {
    return first.kind() == second.kind()
        ? first.kind() != Kind.TCP
        : isTls(first.kind()) && isTls(second.kind());
  }

  private static boolean isTls(Kind kind) {
    return kind == Kind.PASSTHROUGH || kind == Kind.MUTUAL_HTTP;
  }

  private static Optional<Kind> kind(GatewayServer server) {
    var protocol = Protocol.named(server.port().protocol());
    var mode = server.tls().map(ServerTls::mode);
    if (protocol.isHttp()) {
      return Optional.of(Kind.HTTP);
    }
    if (!protocol.isTls()) {
      return mode.isEmpty() ? Optional.of(Kind.TCP) : Optional.empty();
    }
    return mode.flatMap(
        m ->
            switch (m) {
              case PASSTHROUGH -> Optional.of(Kind.PASSTHROUGH);
              case ISTIO_MUTUAL ->
                  protocol == Protocol.HTTPS ? Optional.of(Kind.MUTUAL_HTTP) : Optional.empty();
              case SIMPLE, MUTUAL, AUTO_PASSTHROUGH, OPTIONAL_MUTUAL -> Optional.empty();
            });
  }

  /** Whether plain HTTP is answered with a redirection to HTTPS. */
  static boolean redirectsToTls(GatewayServer server) {
    return server.tls().filter(ServerTls::httpsRedirect).isPresent();
  }

  private static Problem problem(
      ConfigObject<Gateway> gateway, GatewayServer server, String message) {
    return Problem.warning(
        new Location(gateway.origin().source(), server.line(), 0),
        gateway.key().display(),
        "servers",
        message);
  }
}
