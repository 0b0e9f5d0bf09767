// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.resource.ViewSource;
import io.lateen.xds.stream.ViewDiffs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the streams of one service share. */
record AdsContext(
    ViewSource views,
    ProxyAuthorizer authorizer,
    XdsLimits limits,
    XdsMetrics metrics,
    XdsEvents events,
    XdsSeams seams,
    ViewDiffs diffs,
    OpenStreams streams,
    FaultLog faults,
    WriteRoom room,
    RefusalMemory refusals) {

  private static final Logger LOG = LoggerFactory.getLogger(AdsContext.class);

  /** Counts and keeps a fault; tells the log of the first of its kind. */
  void fault(String peer, String node, StreamFault fault, String message) {
    metrics.fault(fault);
    if (faults.add(seams.wallClock().instant(), peer, node, fault, message)) {
      LOG.warn("{}: a stream of '{}' for proxy '{}' ends: {}", fault, peer, node, message);
    }
  }
}
