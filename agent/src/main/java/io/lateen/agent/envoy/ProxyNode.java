// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import io.lateen.agent.workload.AssignedWorkload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a proxy introduces itself: the xDS node with Istio's id and metadata names (Istio: {@code
 * pkg/model/proxy.go} NodeMetadata). The metadata are hints; the control plane decides by the
 * attested workload.
 *
 * @param id {@code sidecar~ADDRESS~POD.NAMESPACE~NAMESPACE.svc.DOMAIN}
 * @param serviceCluster label {@code app} and namespace, as Istio names the node's cluster
 * @param locality region, zone and sub-zone; missing parts are absent
 * @param metadata JSON members in a fixed order
 */
public record ProxyNode(
    String id, String serviceCluster, List<String> locality, Map<String, Object> metadata) {

  /** Label with {@code region/zone/subzone}, the slashes written as dots (Istio: LocalityLabel). */
  private static final String LOCALITY_LABEL = "istio-locality";

  /** Where in the mesh a proxy stands. */
  public record Place(String nodeName, String domain, String meshId, String meshCluster) {

    /** The place in a mesh with one cluster, which has the names that Istio gives it. */
    public static Place of(String nodeName, String domain) {
      return new Place(nodeName, domain, domain, "Kubernetes");
    }
  }

  /** The node of a workload's proxy. */
  public static ProxyNode of(AssignedWorkload workload, Place place) {
    var id =
        "%s~%s~%s.%s~%s.svc.%s"
            .formatted(
                workload.role().nodeType(),
                workload.address(),
                workload.name(),
                workload.namespace(),
                workload.namespace(),
                place.domain());
    var app = workload.labels().getOrDefault("app", workload.deployment());
    return new ProxyNode(
        id, app + "." + workload.namespace(), locality(workload), metadata(workload, place));
  }

  private static List<String> locality(AssignedWorkload workload) {
    var label = workload.labels().get(LOCALITY_LABEL);
    return label == null || label.isEmpty()
        ? List.of()
        : List.of(label.replace('.', '/').split("/", 3));
  }

  private static Map<String, Object> metadata(AssignedWorkload workload, Place place) {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("CLUSTER_ID", place.meshCluster());
    metadata.put("DNS_CAPTURE", "true");
    metadata.put("ENVOY_STATUS_PORT", Ports.READINESS);
    metadata.put("INSTANCE_IPS", String.join(",", workload.addresses()));
    metadata.put("INTERCEPTION_MODE", "REDIRECT");
    metadata.put("LABELS", new LinkedHashMap<>(workload.labels()));
    metadata.put("MESH_ID", place.meshId());
    metadata.put("NAME", workload.name());
    metadata.put("NAMESPACE", workload.namespace());
    metadata.put("NODE_NAME", place.nodeName());
    metadata.put("SERVICE_ACCOUNT", workload.serviceAccount());
    metadata.put("WORKLOAD_NAME", workload.deployment());
    workload.start().metadata().forEach(metadata::putIfAbsent);
    return metadata;
  }
}
