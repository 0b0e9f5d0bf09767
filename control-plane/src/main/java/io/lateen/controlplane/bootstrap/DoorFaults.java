// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import io.lateen.controlplane.door.DoorEvents;
import io.lateen.controlplane.door.Limit;
import io.lateen.xds.server.AdsService;
import io.lateen.xds.server.StreamFault;

/** Counts what the door refuses, and shows it where the faults of streams are shown. */
record DoorFaults(AdsService streams, DoorEvents metrics) implements DoorEvents {

  @Override
  public void connections(int open) {
    metrics.connections(open);
  }

  @Override
  public void refused(Limit limit, String who, String message) {
    metrics.refused(limit, who, message);
    streams.fault(who, StreamFault.TOO_MANY_CONNECTIONS, message);
  }

  @Override
  public void ended(String reason, String who, String message) {
    metrics.ended(reason, who, message);
    streams.fault(who, StreamFault.FLOOD, message);
  }

  @Override
  public void retired() {
    metrics.retired();
  }
}
