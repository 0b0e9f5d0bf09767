// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.gateway;

import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.http.HttpSettings;
import io.lateen.translate.listener.ChainMatch;
import io.lateen.translate.listener.ListenerNames;
import io.lateen.translate.listener.TcpTarget;
import io.lateen.translate.tls.MutualTlsSettings;
import java.util.List;

/**
 * A listener that a gateway opens for clients outside the mesh.
 *
 * @param chains never empty
 * @param mutual who may open mTLS connections
 */
public record GatewayListenerKey(
    String bind,
    int port,
    List<Chain> chains,
    MutualTlsSettings mutual,
    HttpSettings http,
    Provenance provenance)
    implements ResourceKey {

  /**
   * One filter chain.
   *
   * @param mutual whether the mesh's mTLS ends here
   */
  public record Chain(ChainMatch match, Target target, boolean mutual) {}

  /** What a chain does with its connections. */
  public sealed interface Target {

    /** Requests are routed by a route configuration got by RDS. */
    record Http(String routeName) implements Target {}

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
