// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.api.meshconfig.ProxySettings.InterceptionMode;
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
 * @param addresses where it listens, at least one
 * @param port where it listens
 * @param interception how connections come: by redirection, so that their original destination
 *     decides, or not
 * @param chains what happens, in order of their ports; the catch-all first
 * @param mutual who may open mTLS connections
 * @param access who may call the workload
 * @param detectionTimeout longest wait for the first bytes where they are inspected; zero for none
 */
public record InboundListenerKey(
    String resourceName,
    List<String> addresses,
    int port,
    InterceptionMode interception,
    List<InboundChain> chains,
    MutualTlsSettings mutual,
    Duration detectionTimeout,
    HttpSettings http,
    Access access,
    Provenance provenance)
    implements ResourceKey {

  public InboundListenerKey {
    addresses = List.copyOf(addresses);
    chains = List.copyOf(chains);
  }
}
