// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.bootstrap;

import io.lateen.agent.relay.RelayEvents;
import io.lateen.agent.telemetry.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what happens to relays to the log, and counts what reached a bound. */
final class RelayJournal implements RelayEvents {

  private static final Logger LOG = LoggerFactory.getLogger(RelayJournal.class);

  private final Counters counters;

  RelayJournal(Counters counters) {
    this.counters = counters;
  }

  @Override
  public void upstreamConnected(String workloadUid) {
    LOG.info("workload {}: the control plane answers", workloadUid);
  }

  @Override
  public void upstreamLost(String workloadUid, String reason) {
    LOG.info("workload {}: going on with the last good configuration: {}", workloadUid, reason);
  }

  @Override
  public void refused(String workloadUid, String typeUrl, String message) {
    LOG.warn("workload {}: Envoy refused {}: {}", workloadUid, typeUrl, message);
  }

  @Override
  public void saveFailed(String workloadUid, String reason) {
    counters.add(Counters.RELAY_UNSAVED, 1);
    LOG.warn("workload {}: configuration not saved: {}", workloadUid, reason);
  }

  @Override
  public void unresolved(String workloadUid, String typeUrl) {
    counters.add(Counters.RELAY_UNRESOLVED, 1);
    LOG.warn(
        "workload {}: a difference of {} does not fit; from now on it gets whole resources",
        workloadUid,
        typeUrl);
  }

  @Override
  public void notKept(String workloadUid, String typeUrl) {
    counters.add(Counters.RELAY_NOT_KEPT, 1);
    LOG.warn("workload {}: too many resources of {} to be remembered", workloadUid, typeUrl);
  }
}
