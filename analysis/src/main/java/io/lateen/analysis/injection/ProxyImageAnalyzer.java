// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.injection;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Names;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Injection;
import io.lateen.analysis.inventory.Inventory;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Pods whose proxy is another image than the injector of their namespace would give them today. */
public final class ProxyImageAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "injection.ImageAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var settings = new InjectorSettings(inventory);
    if (settings.isEmpty()) {
      return;
    }
    var types = new ImageTypes(inventory);
    Map<String, TreeSet<String>> outdated = new TreeMap<>();
    for (var pod : inventory.of(TypeName.POD)) {
      var own = pod.annotations().getOrDefault("sidecar.istio.io/proxyImage", "");
      if (own.isEmpty()
          && revision(inventory, pod.namespace())
              .flatMap(settings::image)
              .filter(image -> differs(pod, image, types))
              .isPresent()) {
        outdated.computeIfAbsent(pod.namespace(), key -> new TreeSet<>()).add(pod.name());
      }
    }
    outdated.forEach(
        (namespace, pods) ->
            inventory
                .find(TypeName.NAMESPACE, "", namespace)
                .ifPresent(found -> report(found, pods, findings)));
  }

  private static void report(AnalyzedDocument namespace, TreeSet<String> pods, Findings findings) {
    findings.add(
        Code.PROXY_IMAGE_MISMATCH,
        namespace,
        "The proxies of pods here are not of the image that is injected today (pod names: %s); restart their workloads"
            .formatted(Names.list(pods)));
  }

  /** The revision that injects a namespace; empty when none does. */
  private static Optional<String> revision(Inventory inventory, String namespace) {
    return inventory
        .find(TypeName.NAMESPACE, "", namespace)
        .map(AnalyzedDocument::labels)
        .flatMap(
            labels ->
                labels.containsKey(Injection.REVISION_LABEL)
                    ? Optional.ofNullable(labels.get(Injection.REVISION_LABEL))
                    : "enabled".equals(labels.get(Injection.NAMESPACE_LABEL))
                        ? Optional.of("default")
                        : Optional.empty());
  }

  private static boolean differs(AnalyzedDocument pod, String image, ImageTypes types) {
    var variant = image + "-" + types.of(pod);
    return Stream.of("containers", "initContainers")
        .flatMap(list -> pod.spec(list).items().stream())
        .filter(container -> container.at("name").text().equals(Injection.PROXY_CONTAINER))
        .map(container -> container.at("image").text())
        .anyMatch(found -> !found.equals(image) && !found.equals(variant));
  }
}
