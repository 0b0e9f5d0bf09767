// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

import java.util.List;

/** Names of Istio's standard metrics and their labels (istio.io, "Istio Standard Metrics"). */
public final class IstioMetrics {

  public static final String REQUESTS = "istio_requests_total";
  public static final String REQUEST_DURATION = "istio_request_duration_milliseconds";
  public static final String REQUEST_BYTES = "istio_request_bytes";
  public static final String RESPONSE_BYTES = "istio_response_bytes";
  public static final String TCP_SENT_BYTES = "istio_tcp_sent_bytes_total";
  public static final String TCP_RECEIVED_BYTES = "istio_tcp_received_bytes_total";
  public static final String TCP_OPENED = "istio_tcp_connections_opened_total";
  public static final String TCP_CLOSED = "istio_tcp_connections_closed_total";

  /** The value of a label that nobody knows. */
  public static final String UNKNOWN = "unknown";

  /** Labels of connections, and with {@link #HTTP_LABELS} of requests. */
  static final List<String> LABELS =
      List.of(
          "reporter",
          "source_workload",
          "source_workload_namespace",
          "source_principal",
          "source_app",
          "source_version",
          "source_cluster",
          "source_canonical_service",
          "source_canonical_revision",
          "destination_workload",
          "destination_workload_namespace",
          "destination_principal",
          "destination_app",
          "destination_version",
          "destination_cluster",
          "destination_canonical_service",
          "destination_canonical_revision",
          "destination_service",
          "destination_service_name",
          "destination_service_namespace",
          "request_protocol",
          "response_flags",
          "connection_security_policy");

  /** Labels that only requests have. */
  static final List<String> HTTP_LABELS = List.of("response_code", "grpc_response_status");

  /**
   * Upper bounds of the histograms in milliseconds and bytes (Envoy: {@code
   * source/common/stats/histogram_impl.cc}, default buckets).
   */
  static final List<Double> BOUNDS =
      List.of(
          0.5,
          1d,
          5d,
          10d,
          25d,
          50d,
          100d,
          250d,
          500d,
          1_000d,
          2_500d,
          5_000d,
          10_000d,
          30_000d,
          60_000d,
          300_000d,
          600_000d,
          1_800_000d,
          3_600_000d);

  private IstioMetrics() {}
}
