// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.telemetry;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Names;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.Selections;

/** Telemetries that select nothing, or the same pods as another. */
public final class TelemetrySelectorAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "telemetry.SelectorAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var selections = new Selections(inventory, findings);
    for (var telemetry : inventory.of(TypeName.TELEMETRY)) {
      var labels = telemetry.spec("selector", "matchLabels");
      if (!labels.fields().isEmpty()) {
        selections.addForPods(telemetry, labels);
      }
    }
    selections
        .byPod()
        .forEach(
            (pod, telemetries) -> {
              if (telemetries.size() > 1) {
                var names = Names.list(telemetries.stream().map(AnalyzedDocument::name).toList());
                for (var telemetry : telemetries) {
                  findings.add(
                      Code.CONFLICTING_TELEMETRY_SELECTORS,
                      telemetry,
                      "The Telemetries %s in namespace \"%s\" select the same workload pod \"%s\"; only one of them holds for it"
                          .formatted(names, pod.namespace(), pod.name()));
                }
              }
            });
  }
}
