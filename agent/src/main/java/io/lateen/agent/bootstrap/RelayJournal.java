// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.bootstrap;

import io.lateen.agent.relay.RelayEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what happens to relays to the log. */
final class RelayJournal implements RelayEvents {

  private static final Logger LOG = LoggerFactory.getLogger(RelayJournal.class);

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
    LOG.warn("workload {}: configuration not saved: {}", workloadUid, reason);
  }
}
