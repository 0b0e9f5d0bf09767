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

/** Several Telemetries that hold for a whole namespace. */
public final class DefaultTelemetryAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "telemetry.DefaultSelectorAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var selections = new Selections(inventory, findings);
    inventory.of(TypeName.TELEMETRY).stream()
        .filter(telemetry -> !telemetry.spec("selector").exists())
        .forEach(selections::addForNamespace);
    selections
        .withoutSelector()
        .forEach(
            (namespace, telemetries) -> {
              if (telemetries.size() > 1) {
                var names = Names.list(telemetries.stream().map(AnalyzedDocument::name).toList());
                for (var telemetry : telemetries) {
                  findings.add(
                      Code.MULTIPLE_TELEMETRIES_WITHOUT_SELECTORS,
                      telemetry,
                      "The Telemetries %s in namespace \"%s\" have no workload selector; only one of them holds"
                          .formatted(names, namespace));
                }
              }
            });
  }
}
