// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.authorization.Access;
import io.lateen.translate.http.HttpSettings;
import io.lateen.translate.tls.MutualTlsSettings;
import java.time.Duration;
import java.util.List;

/**
 * A listener for what arrives at the workload: the one to which everything is redirected, or one
 * that a Sidecar object binds to a port.
 *
 * @param address where it listens
 * @param port where it listens
 * @param redirected whether connections come by redirection, so that their original destination
 *     decides
 * @param chains what happens, in order of their ports; the catch-all first
 * @param mutual who may open mTLS connections
 * @param access who may call the workload
 * @param detectionTimeout longest wait for the first bytes where they are inspected; zero for none
 */
public record InboundListenerKey(
    String resourceName,
    String address,
    int port,
    boolean redirected,
    List<InboundChain> chains,
    MutualTlsSettings mutual,
    Duration detectionTimeout,
    HttpSettings http,
    Access access,
    Provenance provenance)
    implements ResourceKey {

  public InboundListenerKey {
    chains = List.copyOf(chains);
  }
}
