// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.sidecar;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Names;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Injection;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.Selections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sidecars that select nothing, the same pods as another, or pods that have no sidecar at all. */
public final class SidecarSelectorAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "sidecar.SelectorAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var selections = new Selections(inventory, findings);
    for (var sidecar : inventory.of(TypeName.SIDECAR)) {
      var labels = sidecar.spec("workloadSelector", "labels");
      if (labels.fields().isEmpty()) {
        selections.addForNamespace(sidecar);
      } else {
        selections.addForPods(sidecar, labels);
      }
    }
    var told = new HashSet<AnalyzedDocument>();
    selections.byPod().forEach((pod, sidecars) -> checkPod(pod, sidecars, told, findings));
    selections
        .withoutSelector()
        .forEach(
            (namespace, sidecars) ->
                checkNamespace(inventory, namespace, sidecars, told, findings));
  }

  private static void checkPod(
      AnalyzedDocument pod,
      List<AnalyzedDocument> sidecars,
      Set<AnalyzedDocument> told,
      Findings findings) {
    if (Injection.isAmbient(pod)) {
      tellIneffective(sidecars, "the selected workload is in ambient mode", told, findings);
      return;
    }
    if (sidecars.size() < 2) {
      return;
    }
    for (var sidecar : sidecars) {
      findings.add(
          Code.CONFLICTING_SIDECAR_SELECTORS,
          sidecar,
          "The Sidecars %s in namespace \"%s\" select the same workload pod \"%s\"; only one of them holds for it"
              .formatted(names(sidecars), pod.namespace(), pod.name()));
    }
  }

  private static void checkNamespace(
      Inventory inventory,
      String namespace,
      List<AnalyzedDocument> sidecars,
      Set<AnalyzedDocument> told,
      Findings findings) {
    if (Injection.isAmbientNamespace(inventory, namespace)) {
      tellIneffective(sidecars, "the namespace is in ambient mode", told, findings);
      return;
    }
    if (sidecars.size() < 2) {
      return;
    }
    for (var sidecar : sidecars) {
      findings.add(
          Code.MULTIPLE_SIDECARS_WITHOUT_SELECTORS,
          sidecar,
          "The Sidecars %s in namespace \"%s\" have no workload selector; only one of them holds"
              .formatted(names(sidecars), namespace));
    }
  }

  private static void tellIneffective(
      List<AnalyzedDocument> sidecars, String why, Set<AnalyzedDocument> told, Findings findings) {
    for (var sidecar : sidecars) {
      if (told.add(sidecar)) {
        findings.add(
            Code.INEFFECTIVE_POLICY,
            sidecar,
            "The policy has no impact: %s and has no sidecars".formatted(why));
      }
    }
  }

  private static String names(List<AnalyzedDocument> sidecars) {
    return Names.list(sidecars.stream().map(AnalyzedDocument::name).toList());
  }
}
