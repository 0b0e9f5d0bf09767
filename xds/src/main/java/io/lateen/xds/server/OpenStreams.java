// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.grpc.Status;
import io.lateen.xds.resource.PeerIdentity;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The open streams of a service and the limits on their number. Safe from all threads. */
final class OpenStreams {

  private final XdsLimits limits;
  private final XdsMetrics metrics;
  private final Set<AdsStream<?>> open = new LinkedHashSet<>();
  private final Map<PeerIdentity, Integer> byPeer = new HashMap<>();

  OpenStreams(XdsLimits limits, XdsMetrics metrics) {
    this.limits = limits;
    this.metrics = metrics;
  }

  /** Counts a new stream in, or says why there is no room. */
  synchronized Optional<Status> opened(AdsStream<?> stream) {
    if (open.size() >= limits.streams()) {
      metrics.limited("streams");
      return Optional.of(full("streams are open", limits.streams(), "limits.streams"));
    }
    int ofPeer = byPeer.getOrDefault(stream.peer(), 0);
    if (ofPeer >= limits.streamsPerPeer()) {
      metrics.limited("streams_per_peer");
      var what = "streams of " + stream.peer().name() + " are open";
      return Optional.of(full(what, limits.streamsPerPeer(), "limits.streamsPerIdentity"));
    }
    open.add(stream);
    byPeer.put(stream.peer(), ofPeer + 1);
    metrics.streams(open.size());
    return Optional.empty();
  }

  private static Status full(String what, int limit, String setting) {
    return Status.RESOURCE_EXHAUSTED.withDescription(
        limit + " " + what + ", which is the most; raise " + setting + " of the control plane");
  }

  synchronized void closed(AdsStream<?> stream) {
    if (open.remove(stream)) {
      byPeer.computeIfPresent(stream.peer(), (peer, count) -> count > 1 ? count - 1 : null);
      metrics.streams(open.size());
    }
  }

  synchronized List<AdsStream<?>> all() {
    return List.copyOf(open);
  }
}
