// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

/**
 * Names of the server's metrics: Istio's where it has one (istio/istio
 * pilot/pkg/xds/monitoring.go), {@code lateen_xds_…} otherwise.
 */
public final class XdsMetricNames {

  /** Counter of responses, label {@code type}. */
  public static final String PUSHES = "pilot_xds_pushes";

  /** Gauge of connected proxies. */
  public static final String STREAMS = "pilot_xds";

  /** Counter of refused responses, all types. */
  public static final String TOTAL_REJECTS = "pilot_total_xds_rejects";

  /** Histogram in seconds: from a change to a proxy that has all of it. */
  public static final String CONVERGENCE_TIME = "pilot_proxy_convergence_time";

  /** Histogram in bytes, label {@code type}. */
  public static final String CONFIG_SIZE = "pilot_xds_config_size_bytes";

  /** Counter of requests, label {@code type}. */
  public static final String REQUESTS = "lateen_xds_requests_total";

  /** Counter of resources in responses, label {@code type}. */
  public static final String RESOURCES = "lateen_xds_resources_sent_total";

  /** Counter of those of them that were written as differences, label {@code type}. */
  public static final String DIFFERENCES = "lateen_xds_differences_sent_total";

  /** Counter of refused resources that proxies were not sent again, label {@code type}. */
  public static final String RECALLED = "lateen_xds_refusals_recalled_total";

  /** Gauge of proxies of which refusals are kept. */
  public static final String REFUSALS_KEPT = "lateen_xds_refusals_kept";

  /** Counter of limits that took effect, label {@code limit}. */
  public static final String LIMITED = "lateen_xds_limited_total";

  /** Counter of streams that were refused or ended for a fault, label {@code fault}. */
  public static final String FAULTS = "lateen_xds_stream_faults_total";

  /** Counter of answers with an unknown nonce, label {@code type}. */
  public static final String STALE_NONCES = "lateen_xds_stale_nonces_total";

  /** Counter of waits for a client's clusters or routes that were given up. */
  public static final String HOLDS_RELEASED = "lateen_xds_holds_released_total";

  private XdsMetricNames() {}

  /** Istio's counter of refused responses of one type: {@code pilot_xds_cds_reject}. */
  public static String rejects(String type) {
    return "pilot_xds_" + type + "_reject";
  }
}
