// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

import io.lateen.agent.workload.AssignedWorkload;

/**
 * What metrics say about one side of a call. Unknown parts are empty.
 *
 * @param workload name of what deployed it
 * @param namespace its namespace
 * @param principal SPIFFE identity as a URI
 * @param app label {@code app}
 * @param version label {@code version}
 * @param canonicalService Istio's canonical service name
 * @param canonicalRevision Istio's canonical revision
 * @param cluster name of the mesh cluster
 */
public record WorkloadLabels(
    String workload,
    String namespace,
    String principal,
    String app,
    String version,
    String canonicalService,
    String canonicalRevision,
    String cluster) {

  private static final String LATEST = "latest";

  /** The labels of a workload of this node. */
  public static WorkloadLabels of(AssignedWorkload workload, String trustDomain, String cluster) {
    var principal =
        "spiffe://%s/ns/%s/sa/%s"
            .formatted(trustDomain, workload.namespace(), workload.serviceAccount());
    return new WorkloadLabels(
        workload.deployment(),
        workload.namespace(),
        principal,
        workload.labels().getOrDefault("app", ""),
        workload.labels().getOrDefault("version", ""),
        first(
            workload,
            workload.deployment(),
            "service.istio.io/canonical-name",
            "app.kubernetes.io/name",
            "app"),
        first(
            workload,
            LATEST,
            "service.istio.io/canonical-revision",
            "app.kubernetes.io/version",
            "version"),
        cluster);
  }

  /**
   * The labels of an endpoint from its metadata (Istio: {@code pilot/pkg/networking/util} {@code
   * workload;namespace;canonical-name;canonical-revision;cluster}).
   */
  static WorkloadLabels ofEndpoint(String metadata) {
    var parts = metadata.split(";", -1);
    return parts.length < 5
        ? new WorkloadLabels("", "", "", "", "", "", "", "")
        : new WorkloadLabels(
            parts[0], parts[1], "", parts[2], parts[3], parts[2], parts[3], parts[4]);
  }

  /** What a peer's certificate tells: its identity and with it its namespace. */
  static WorkloadLabels ofPrincipal(String principal) {
    var marker = "/ns/";
    var start = principal.indexOf(marker);
    var end = principal.indexOf("/sa/", Math.max(start, 0));
    var namespace = start < 0 || end < 0 ? "" : principal.substring(start + marker.length(), end);
    return new WorkloadLabels("", namespace, principal, "", "", "", "", "");
  }

  private static String first(AssignedWorkload workload, String otherwise, String... labels) {
    for (var label : labels) {
      var value = workload.labels().get(label);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return otherwise;
  }

  /** Writes the labels of one side. */
  void write(CallLabels.Builder labels, String side) {
    labels
        .set(side + "_workload", workload)
        .set(side + "_workload_namespace", namespace)
        .set(side + "_principal", principal)
        .set(side + "_app", app)
        .set(side + "_version", version)
        .set(side + "_cluster", cluster)
        .set(side + "_canonical_service", canonicalService)
        .set(side + "_canonical_revision", canonicalRevision);
  }
}
