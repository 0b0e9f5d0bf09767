// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

/** What one access log record adds to the metrics. */
sealed interface CallRecord {

  /** The series it belongs to. */
  CallLabels labels();

  /** A request. */
  record Request(CallLabels labels, double millis, long requestBytes, long responseBytes)
      implements CallRecord {}

  /** A connection that ended. */
  record Connection(CallLabels labels, long receivedBytes, long sentBytes) implements CallRecord {}
}
