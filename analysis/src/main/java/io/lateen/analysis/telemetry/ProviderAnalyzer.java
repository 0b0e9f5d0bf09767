// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.telemetry;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;

/** Access logs that are switched on without a provider, here and in the mesh. */
public final class ProviderAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "telemetry.ProviderAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    if (inventory.settings().hasDefaultAccessLogging()) {
      return;
    }
    for (var telemetry : inventory.of(TypeName.TELEMETRY)) {
      for (var logging : telemetry.spec("accessLogging").items()) {
        if (!logging.at("disabled").isTrue() && logging.at("providers").items().isEmpty()) {
          findings.add(
              Code.INVALID_TELEMETRY_PROVIDER,
              telemetry,
              logging,
              "The Telemetry %s in namespace \"%s\" names no provider and the mesh has no default one, so this access log is ignored"
                  .formatted(telemetry.name(), telemetry.namespace()));
        }
      }
    }
  }
}
