// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.annotation;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The annotations that Istio reads, with their maturity and place (istio/api annotations.yaml). */
final class KnownAnnotations {

  /** Written by controllers, so nobody needs to hear about them. */
  private static final Set<String> WRITTEN_BY_CONTROLLERS =
      Set.of("sidecar.istio.io/status", "gateway.istio.io/controller-version", "istio.io/rev");

  /** The only annotation outside Istio's domain that Istio documents. */
  private static final String INGRESS_CLASS = "kubernetes.io/ingress.class";

  private static final Map<String, Known> TABLE = table();

  private KnownAnnotations() {}

  /** How far an annotation has come. */
  enum Maturity {
    NONE,
    ALPHA,
    BETA,
    STABLE
  }

  /**
   * An annotation.
   *
   * @param kinds kinds it belongs on; empty for all
   */
  record Known(Maturity maturity, boolean deprecated, List<String> kinds) {}

  static Optional<Known> find(String name) {
    return Optional.ofNullable(TABLE.get(name));
  }

  static Collection<String> names() {
    return TABLE.keySet();
  }

  /** Whether an annotation is one that Istio would read, known or not. */
  static boolean concernsIstio(String name) {
    var slash = name.indexOf('/');
    var domain = slash < 0 ? name : name.substring(0, slash);
    return name.equals(INGRESS_CLASS) || domain.endsWith("istio.io");
  }

  static boolean isWrittenByControllers(String name) {
    return WRITTEN_BY_CONTROLLERS.contains(name);
  }

  private static Map<String, Known> table() {
    var table = new TreeMap<String, Known>();
    put(table, "alpha Pod", PODS);
    put(table, "alpha deprecated Pod", PODS_DEPRECATED);
    put(
        table,
        "alpha deprecated Service",
        "alpha.istio.io/kubernetes-serviceaccounts alpha.istio.io/canonical-serviceaccounts");
    put(table, "alpha Service", "networking.istio.io/exportTo");
    put(table, "beta deprecated Pod", "sidecar.istio.io/inject");
    put(table, "beta Pod", "proxy.istio.io/config ambient.istio.io/redirection");
    put(
        table,
        "none Pod",
        "sidecar.istio.io/proxyMemoryLimit sidecar.istio.io/userVolumeMount"
            + " traffic.sidecar.istio.io/includeInboundPorts");
    put(table, "stable Service", "traffic.istio.io/nodeSelector");
    put(table, "stable Ingress", INGRESS_CLASS);
    put(table, "alpha", "galley.istio.io/analyze-suppress gateway.istio.io/controller-version");
    put(table, "alpha AuthorizationPolicy", "istio.io/dry-run");
    put(
        table,
        "alpha WorkloadEntry",
        "istio.io/autoRegistrationGroup istio.io/workloadController istio.io/connectedAt"
            + " istio.io/disconnectedAt");
    put(table, "alpha Namespace", "topology.istio.io/controlPlaneClusters");
    put(table, "alpha GatewayClass Gateway", "ambient.istio.io/waypoint-inbound-binding");
    put(
        table,
        "alpha Gateway",
        "gateway.istio.io/service-account gateway.istio.io/name-override"
            + " networking.istio.io/service-type");
    put(
        table,
        "alpha Namespace Service ServiceEntry",
        "networking.istio.io/traffic-distribution istio.io/use-waypoint-canary-weight");
    return table;
  }

  private static final String PODS =
      """
      prometheus.istio.io/merge-metrics sidecar.istio.io/status
      sidecar.istio.io/rewriteAppHTTPProbers sidecar.istio.io/proxyImage
      sidecar.istio.io/proxyImageType sidecar.istio.io/proxyCPU sidecar.istio.io/proxyCPULimit
      sidecar.istio.io/proxyMemory sidecar.istio.io/interceptionMode
      sidecar.istio.io/bootstrapOverride sidecar.istio.io/statsHistogramBuckets
      sidecar.istio.io/statsFlushInterval sidecar.istio.io/statsEvictionInterval
      sidecar.istio.io/statsHistogramBins sidecar.istio.io/userVolume status.sidecar.istio.io/port
      sidecar.istio.io/logLevel sidecar.istio.io/componentLogLevel sidecar.istio.io/agentLogLevel
      sidecar.istio.io/nativeSidecar readiness.status.sidecar.istio.io/initialDelaySeconds
      readiness.status.sidecar.istio.io/periodSeconds
      readiness.status.sidecar.istio.io/failureThreshold
      readiness.status.sidecar.istio.io/applicationPorts
      traffic.sidecar.istio.io/includeOutboundIPRanges
      traffic.sidecar.istio.io/excludeOutboundIPRanges traffic.sidecar.istio.io/excludeInboundPorts
      traffic.sidecar.istio.io/excludeInterfaces traffic.sidecar.istio.io/includeOutboundPorts
      traffic.sidecar.istio.io/excludeOutboundPorts istio.io/rev proxy.istio.io/overrides
      inject.istio.io/templates ambient.istio.io/bypass-inbound-capture
      istio.io/reroute-virtual-interfaces ambient.istio.io/dns-capture
      """;

  private static final String PODS_DEPRECATED =
      """
      sidecar.istio.io/discoveryAddress sidecar.istio.io/statsInclusionPrefixes
      sidecar.istio.io/statsInclusionSuffixes sidecar.istio.io/statsInclusionRegexps
      traffic.sidecar.istio.io/kubevirtInterfaces sidecar.istio.io/extraStatTags
      sidecar.istio.io/statsCompression
      """;

  /** Enters names with {@code MATURITY [deprecated] KIND…}. */
  private static void put(Map<String, Known> table, String what, String names) {
    var words = List.of(what.split(" "));
    var maturity = Maturity.valueOf(words.getFirst().toUpperCase(Locale.ROOT));
    var deprecated = words.contains("deprecated");
    var kinds = words.subList(deprecated ? 2 : 1, words.size());
    for (var name : names.strip().split("\\s+")) {
      table.put(name, new Known(maturity, deprecated, kinds));
    }
  }
}
