// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.gateway;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.Gateway;
import io.lateen.api.networking.GatewayServer;
import io.lateen.api.networking.ServerTls;
import io.lateen.api.networking.ServerTlsMode;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.service.Protocol;
import io.lateen.translate.Provenance;
import java.util.List;

/**
 * One server of a Gateway at one port of the proxy.
 *
 * @param index place among the Gateway's servers
 * @param port where the proxy listens; the Gateway may name the port of a Service before it
 */
record Server(ConfigObject<Gateway> gateway, GatewayServer spec, int index, int port) {

  /** What a server does with its connections (Istio: pkg/config/gateway/gateway.go). */
  enum Kind {
    /** Requests are routed by host name. */
    HTTP,
    /** TLS ends, then requests are routed. */
    HTTPS,
    /** TLS ends, then bytes are passed on. */
    TERMINATED,
    /** TLS is passed on by server name. */
    PASSTHROUGH,
    /** TLS of the mesh is passed on to the cluster that the server name spells out. */
    AUTO_PASSTHROUGH,
    /** Bytes are passed on. */
    TCP;

    boolean isTls() {
      return this != HTTP && this != TCP;
    }
  }

  Kind kind() {
    var protocol = Protocol.named(spec.port().protocol());
    if (protocol.isHttp()) {
      return Kind.HTTP;
    }
    if (spec.tls().isEmpty()) {
      return Kind.TCP;
    }
    var mode = spec.tls().get().mode();
    if (mode == ServerTlsMode.AUTO_PASSTHROUGH) {
      return Kind.AUTO_PASSTHROUGH;
    }
    if (mode == ServerTlsMode.PASSTHROUGH) {
      return Kind.PASSTHROUGH;
    }
    return protocol == Protocol.HTTPS ? Kind.HTTPS : Kind.TERMINATED;
  }

  /** {@code namespace/name}, as rules name the Gateway. */
  String gatewayName() {
    return gateway.namespace() + "/" + gateway.name();
  }

  /** The port that rules and virtual hosts name. */
  int number() {
    return spec.port().number();
  }

  /** Hosts as written, with the Gateway's own namespace spelled out and {@code *}/ left away. */
  List<String> hosts() {
    return GatewayHosts.spelledOut(spec.hosts(), gateway.namespace());
  }

  /** Server names that clients may ask for. */
  List<String> serverNames() {
    return GatewayHosts.names(hosts());
  }

  /** Whether plain HTTP is answered with a redirection to HTTPS. */
  boolean redirectsToTls() {
    return spec.tls().filter(ServerTls::httpsRedirect).isPresent();
  }

  /**
   * The route configuration of a server that reads requests (pilot/pkg/model/gateway.go
   * gatewayRDSRouteName).
   */
  String routeName() {
    var bind = spec.bind().isEmpty() ? "" : "." + spec.bind();
    if (kind() == Kind.HTTP) {
      return "http." + port + bind;
    }
    var parts =
        List.of(
            "https",
            Integer.toString(number()),
            spec.port().name(),
            gateway.name(),
            gateway.namespace());
    return String.join(".", parts) + bind;
  }

  String display() {
    return gateway.key().display() + " servers[" + index + "]";
  }

  Provenance.Cause cause() {
    return Provenance.Cause.of(gateway, spec.line());
  }

  /** A warning about this server. */
  Problem problem(String message) {
    return Problem.warning(
        new Location(gateway.origin().source(), spec.line(), 0),
        gateway.key().display(),
        "servers[" + index + "]",
        message);
  }
}
