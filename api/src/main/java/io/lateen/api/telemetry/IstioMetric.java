// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.telemetry;

/** The metrics that every proxy makes (api: telemetry/v1alpha1/telemetry.proto, IstioMetric). */
public enum IstioMetric {
  /** All of them. */
  ALL_METRICS,
  /** {@code istio_requests_total}. */
  REQUEST_COUNT,
  /** {@code istio_request_duration_milliseconds}. */
  REQUEST_DURATION,
  /** {@code istio_request_bytes}. */
  REQUEST_SIZE,
  /** {@code istio_response_bytes}. */
  RESPONSE_SIZE,
  /** {@code istio_tcp_connections_opened_total}. */
  TCP_OPENED_CONNECTIONS,
  /** {@code istio_tcp_connections_closed_total}. */
  TCP_CLOSED_CONNECTIONS,
  /** {@code istio_tcp_sent_bytes_total}. */
  TCP_SENT_BYTES,
  /** {@code istio_tcp_received_bytes_total}. */
  TCP_RECEIVED_BYTES,
  /** {@code istio_request_messages_total}. */
  GRPC_REQUEST_MESSAGES,
  /** {@code istio_response_messages_total}. */
  GRPC_RESPONSE_MESSAGES
}
