// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.adorn;

import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing;
import java.util.List;
import java.util.Optional;

/**
 * What listeners of one side report.
 *
 * @param logs access logs of requests and connections
 * @param refused access logs of connections that no filter chain takes
 * @param tracing traces; absent for none
 * @param sampleByRequestId whether the request id carries the decision to trace
 * @param metrics whether records for the agent's counters are made
 */
public record Reporting(
    List<AccessLog> logs,
    List<AccessLog> refused,
    Optional<Tracing> tracing,
    boolean sampleByRequestId,
    boolean metrics) {

  /** Nothing beside the agent's counters. */
  public static final Reporting NONE =
      new Reporting(List.of(), List.of(), Optional.empty(), true, true);

  public Reporting {
    logs = List.copyOf(logs);
    refused = List.copyOf(refused);
  }
}
