// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.inventory;

import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which workloads have a proxy or will get one (istio/istio
 * pkg/config/analysis/analyzers/util/in_mesh.go).
 */
public final class Injection {

  /** Label of namespaces that switches injection on or off. */
  public static final String NAMESPACE_LABEL = "istio-injection";

  /** Label of namespaces and pods that names a revision. */
  public static final String REVISION_LABEL = "istio.io/rev";

  /** Label of namespaces that are captured without sidecars. */
  public static final String DATAPLANE_LABEL = "istio.io/dataplane-mode";

  /** Label and annotation of pods that switches injection on or off. */
  public static final String POD_LABEL = "sidecar.istio.io/inject";

  /** Name of the proxy's container. */
  public static final String PROXY_CONTAINER = "istio-proxy";

  private Injection() {}

  /** Whether a pod has a sidecar or will get one. */
  public static boolean includes(Inventory inventory, AnalyzedDocument pod) {
    return includes(inventory, pod.namespace(), pod.labels(), pod.annotations(), pod.spec());
  }

  /** Whether the pods of a Deployment have a sidecar or will get one. */
  public static boolean includesPodsOf(Inventory inventory, AnalyzedDocument deployment) {
    var template = deployment.spec("template");
    return includes(
        inventory,
        deployment.namespace(),
        template.at("metadata", "labels").map(),
        template.at("metadata", "annotations").map(),
        template.at("spec"));
  }

  private static boolean includes(
      Inventory inventory,
      String namespace,
      Map<String, String> labels,
      Map<String, String> annotations,
      Part podSpec) {
    if (!proxyImage(podSpec).isEmpty()) {
      return true;
    }
    var own =
        Optional.ofNullable(labels.get(POD_LABEL))
            .or(() -> Optional.ofNullable(annotations.get(POD_LABEL)));
    return own.map(value -> value.equals("true")).orElseGet(() -> isEnabled(inventory, namespace));
  }

  private static boolean isEnabled(Inventory inventory, String namespace) {
    return inventory
        .find(TypeName.NAMESPACE, "", namespace)
        .map(found -> "enabled".equals(found.labels().get(NAMESPACE_LABEL)))
        .orElse(false);
  }

  /** Image of the proxy among the containers; empty when there is none. */
  public static String proxyImage(Part podSpec) {
    return Stream.of("containers", "initContainers")
        .flatMap(list -> podSpec.at(list).items().stream())
        .filter(container -> container.at("name").text().equals(PROXY_CONTAINER))
        .map(container -> container.at("image").text())
        .findFirst()
        .orElse("");
  }

  /** Whether the traffic of a pod is captured without a sidecar. */
  public static boolean isAmbient(AnalyzedDocument pod) {
    return "enabled".equals(pod.annotations().get("ambient.istio.io/redirection"));
  }

  /** Whether the pods of a namespace are captured without sidecars. */
  public static boolean isAmbientNamespace(Inventory inventory, String name) {
    return inventory
        .find(TypeName.NAMESPACE, "", name)
        .map(AnalyzedDocument::labels)
        .filter(labels -> !"enabled".equals(labels.get(NAMESPACE_LABEL)))
        .filter(labels -> labels.getOrDefault(REVISION_LABEL, "").isEmpty())
        .filter(labels -> "ambient".equals(labels.get(DATAPLANE_LABEL)))
        .isPresent();
  }

  /** Whether an object is a part of Istio's own installation. */
  public static boolean isControlPlane(AnalyzedDocument object) {
    return object.labels().containsKey("istio") || "istio".equals(object.labels().get("release"));
  }
}
