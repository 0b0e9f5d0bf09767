// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.gateway;

import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.authorization.Access;
import io.lateen.translate.http.GatewayTopology;
import io.lateen.translate.http.HttpSettings;
import io.lateen.translate.listener.ChainMatch;
import io.lateen.translate.listener.ListenerNames;
import io.lateen.translate.listener.TcpTarget;
import io.lateen.translate.tls.TerminatedTls;
import java.util.List;
import java.util.Optional;

/**
 * A listener that a gateway opens for clients outside the mesh.
 *
 * @param chains never empty
 * @param byName whether server names or application protocols of clients must be read first
 * @param access who may call through the gateway
 * @param topology which proxies stand before the gateway
 */
public record GatewayListenerKey(
    String bind,
    int port,
    List<Chain> chains,
    boolean byName,
    HttpSettings http,
    Access access,
    GatewayTopology topology,
    Provenance provenance)
    implements ResourceKey {

  /**
   * One filter chain.
   *
   * @param tls how TLS ends here; absent where bytes are passed on or nothing is encrypted
   * @param cause the object and line that made the chain
   */
  public record Chain(
      ChainMatch match, Target target, Optional<TerminatedTls> tls, Provenance.Cause cause) {}

  /** What a chain does with its connections. */
  public sealed interface Target {

    /**
     * Requests are routed by a route configuration got by RDS.
     *
     * @param statPrefix prefix of statistics; empty for the listener's own
     * @param grpcWeb whether calls of browsers are translated to gRPC
     */
    record Http(String routeName, String statPrefix, boolean grpcWeb) implements Target {}

    /** Bytes are passed on. */
    record Tcp(TcpTarget target) implements Target {}
  }

  public GatewayListenerKey {
    chains = List.copyOf(chains);
  }

  @Override
  public String resourceName() {
    return ListenerNames.of(bind, port);
  }
}
