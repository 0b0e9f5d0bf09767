// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.kubernetes.Container;
import io.lateen.api.kubernetes.Pod;
import io.lateen.api.networking.WorkloadEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the workload that an object declares. */
public final class WorkloadDeclarations {

  private static final String NETWORK_LABEL = "topology.istio.io/network";
  private static final String LOCALITY_LABEL = "topology.istio.io/locality";

  /** Older spelling of {@link #LOCALITY_LABEL} (istio/istio pkg/model/proxy.go). */
  private static final String OLD_LOCALITY_LABEL = "istio-locality";

  private static final String REGION_LABEL = "topology.kubernetes.io/region";
  private static final String ZONE_LABEL = "topology.kubernetes.io/zone";
  private static final String SUBZONE_LABEL = "topology.istio.io/subzone";

  private static final String OLD_REGION_LABEL = "failure-domain.beta.kubernetes.io/region";
  private static final String OLD_ZONE_LABEL = "failure-domain.beta.kubernetes.io/zone";

  /** Names the injection templates of a pod; {@code gateway} makes it a gateway. */
  private static final String TEMPLATES_ANNOTATION = "inject.istio.io/templates";

  /** The templates that bring no proxy (istio/istio manifests/charts/istio-control files). */
  private static final Set<String> PROXYLESS_TEMPLATES = Set.of("grpc-agent", "grpc-simple");

  /** Marks the pods of an automated gateway of the Gateway API. */
  private static final String GATEWAY_NAME_LABEL = "gateway.networking.k8s.io/gateway-name";

  /** Phases of a pod that runs no more; its address may belong to another one by now. */
  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

  private WorkloadDeclarations() {}

  /** The objects of {@code delta} that may declare workloads. */
  static List<ConfigObject<?>> in(ConfigDelta delta) {
    var found = new ArrayList<ConfigObject<?>>(delta.upserts(Pod.class));
    found.addAll(delta.upserts(WorkloadEntry.class));
    return found;
  }

  /**
   * The workload of {@code object}; empty for other kinds and for pods that cannot have a proxy.
   */
  public static Optional<Workload> of(ConfigObject<?> object) {
    return switch (object.spec()) {
      case Pod pod when !FINISHED.contains(pod.phase()) && !pod.spec().hostNetwork() ->
          Optional.of(ofPod(object, pod));
      case WorkloadEntry entry -> Optional.of(ofEntry(object, entry));
      default -> Optional.empty();
    };
  }

  /** Whether the object's workload takes traffic that is found by a selector. */
  static boolean isReady(ConfigObject<?> object) {
    return !(object.spec() instanceof Pod pod) || (pod.ready() && !pod.terminating());
  }

  private static Workload ofPod(ConfigObject<?> object, Pod pod) {
    Map<String, String> labels = object.meta().labels();
    return new Workload(
        new WorkloadKey(object.namespace(), object.name()),
        object.meta().uid(),
        pod.podIps(),
        labels,
        object.meta().annotations(),
        pod.spec().effectiveServiceAccount(),
        pod.spec().nodeName(),
        role(object, pod),
        locality("", labels),
        labels.getOrDefault(NETWORK_LABEL, ""),
        ports(pod),
        1,
        TlsMode.labelled(labels.getOrDefault(TlsMode.LABEL, "")),
        object.key());
  }

  private static Workload ofEntry(ConfigObject<?> object, WorkloadEntry entry) {
    var labels = new TreeMap<>(entry.labels());
    labels.putAll(object.meta().labels());
    var ports = new ArrayList<ContainerPort>();
    entry.ports().forEach((name, number) -> ports.add(new ContainerPort(name, number)));
    return new Workload(
        new WorkloadKey(object.namespace(), object.name()),
        object.meta().uid(),
        entry.address().isEmpty() ? List.of() : List.of(entry.address()),
        labels,
        object.meta().annotations(),
        entry.serviceAccount(),
        "",
        ProxyRole.SIDECAR,
        locality(entry.locality(), labels),
        entry.network().isEmpty() ? labels.getOrDefault(NETWORK_LABEL, "") : entry.network(),
        ports,
        Math.max(1, entry.weight().orElse(1)),
        tlsMode(labels, entry.serviceAccount()),
        object.key());
  }

  /** An entry with an identity is taken to have a proxy unless its label says otherwise. */
  public static TlsMode tlsMode(Map<String, String> labels, String serviceAccount) {
    String label = labels.getOrDefault(TlsMode.LABEL, "");
    return label.isEmpty() && !serviceAccount.isEmpty() ? TlsMode.ISTIO : TlsMode.labelled(label);
  }

  /**
   * The locality that was written, else that of the labels.
   *
   * @param written may be empty
   */
  public static String locality(String written, Map<String, String> labels) {
    if (!written.isEmpty()) {
      return written;
    }
    String label = labels.getOrDefault(LOCALITY_LABEL, labels.getOrDefault(OLD_LOCALITY_LABEL, ""));
    if (!label.isEmpty()) {
      return label.indexOf('/') >= 0 ? label : label.replace('.', '/');
    }
    String region = labels.getOrDefault(REGION_LABEL, "");
    String zone = labels.getOrDefault(ZONE_LABEL, "");
    String subzone = labels.getOrDefault(SUBZONE_LABEL, "");
    if (region.isEmpty() && zone.isEmpty() && subzone.isEmpty()) {
      return ""; // As most pods: their nodes say it.
    }
    var parts = new StringBuilder(region).append('/').append(zone).append('/').append(subzone);
    while (!parts.isEmpty() && parts.charAt(parts.length() - 1) == '/') {
      parts.setLength(parts.length() - 1);
    }
    return parts.toString();
  }

  /** The locality of a node; older names of the labels count where the newer are missing. */
  static String nodeLocality(Map<String, String> labels) {
    var known = new TreeMap<>(labels);
    known.keySet().removeAll(List.of(LOCALITY_LABEL, OLD_LOCALITY_LABEL));
    known.putIfAbsent(REGION_LABEL, labels.getOrDefault(OLD_REGION_LABEL, ""));
    known.putIfAbsent(ZONE_LABEL, labels.getOrDefault(OLD_ZONE_LABEL, ""));
    return locality("", known);
  }

  private static ProxyRole role(ConfigObject<?> object, Pod pod) {
    String annotation = object.meta().annotation(TEMPLATES_ANNOTATION);
    List<String> templates =
        annotation.isEmpty()
            ? List.of()
            : Stream.of(annotation.split(",")).map(String::strip).toList();
    boolean router = false;
    for (Container container : pod.spec().containers()) {
      router |= container.name().equals("istio-proxy") && container.args().contains("router");
    }
    if (templates.contains("gateway")
        || router
        || object.meta().labels().containsKey(GATEWAY_NAME_LABEL)) {
      return ProxyRole.ROUTER;
    }
    return templates.stream().anyMatch(PROXYLESS_TEMPLATES::contains)
        ? ProxyRole.PROXYLESS
        : ProxyRole.SIDECAR;
  }

  private static List<ContainerPort> ports(Pod pod) {
    return pod.spec().containers().stream()
        .flatMap(container -> container.ports().stream())
        .map(port -> new ContainerPort(port.name(), port.containerPort()))
        .toList();
  }
}
