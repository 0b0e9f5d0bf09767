// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.translate.Provenance;
import io.lateen.translate.forward.DnsCache;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * One filter chain of an outbound listener.
 *
 * @param config metadata path of the VirtualService that made the chain; empty for none
 * @param cause the object and line that made the chain
 */
public record OutboundChain(
    ChainMatch match, Target target, String config, Provenance.Cause cause) {

  /** What a chain does with its connections. */
  public sealed interface Target {}

  /**
   * Requests are routed.
   *
   * @param routeName route configuration, got by RDS
   * @param detected whether HTTP is recognized rather than declared
   * @param resolving caches of hosts that the proxy resolves itself
   */
  public record Http(String routeName, boolean detected, List<DnsCache> resolving)
      implements Target {

    public Http {
      resolving = List.copyOf(resolving);
    }

    /** This with the caches of another one, each once. */
    Http resolvingAlso(List<DnsCache> others) {
      var all = new LinkedHashSet<>(resolving);
      all.addAll(others);
      return new Http(routeName, detected, List.copyOf(all));
    }
  }

  /**
   * Bytes are passed on.
   *
   * @param resolving how the server name of the connection is resolved; absent when it is not
   */
  public record Tcp(TcpTarget target, Optional<ServerName> resolving) implements Target {

    Tcp(TcpTarget target) {
      this(target, Optional.empty());
    }
  }

  /**
   * The proxy resolves the server name of TLS itself.
   *
   * @param port to which it connects
   */
  public record ServerName(DnsCache cache, int port) {}
}
