// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.http.HttpSettings;
import java.time.Duration;
import java.util.List;

/**
 * A listener for what the workload sends to one address and port.
 *
 * @param bind address, or {@code unix://} path
 * @param moreBinds addresses of other families, with the same port
 * @param port service port; 0 for a Unix socket
 * @param bindToPort whether Envoy opens the port; otherwise it is only found by redirection
 * @param chains filter chains, tried by Envoy's matching rules; never empty
 * @param fallthroughCluster where connections go that no chain takes
 * @param detectionTimeout longest wait for the first bytes where they are inspected; zero for none
 */
public record OutboundListenerKey(
    String bind,
    List<String> moreBinds,
    int port,
    boolean bindToPort,
    List<OutboundChain> chains,
    String fallthroughCluster,
    Duration detectionTimeout,
    HttpSettings http,
    Provenance provenance)
    implements ResourceKey {

  public OutboundListenerKey {
    moreBinds = List.copyOf(moreBinds);
    chains = List.copyOf(chains);
  }

  @Override
  public String resourceName() {
    return ListenerNames.of(bind, port);
  }
}
