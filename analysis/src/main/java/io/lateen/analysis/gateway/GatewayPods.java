// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.gateway;

import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.Pods;
import java.util.List;

/** The pods that serve a Gateway, or the finding that there are none. */
final class GatewayPods {

  private GatewayPods() {}

  /** The pods that a Gateway selects; when there are none, that is reported. */
  static List<AnalyzedDocument> of(
      Inventory inventory, AnalyzedDocument gateway, Findings findings) {
    var selector = gateway.spec("selector");
    var pods = inventory.pods().selectedBy(selector.map());
    if (pods.isEmpty()) {
      findings.add(
          Code.REFERENCED_RESOURCE_NOT_FOUND,
          gateway,
          selector.fields().isEmpty() ? selector : selector.fields().getFirst(),
          "Referenced selector not found: \"%s\"; no pod serves this Gateway"
              .formatted(Pods.text(selector.map())));
    }
    return pods;
  }
}
