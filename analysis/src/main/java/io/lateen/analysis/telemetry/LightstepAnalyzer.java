// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.telemetry;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;

/** Traces that go to a provider of a kind that is going away. */
public final class LightstepAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "telemetry.LightstepAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var names = inventory.settings().providers("lightstep");
    for (var telemetry : inventory.of(TypeName.TELEMETRY)) {
      for (var tracing : telemetry.spec("tracing").items()) {
        for (var provider : tracing.at("providers").items()) {
          if (names.contains(provider.at("name").text())) {
            findings.add(
                Code.DEPRECATED,
                telemetry,
                provider,
                "Deprecated: the Lightstep provider %s; use an OpenTelemetry provider"
                    .formatted(provider.at("name").text()));
          }
        }
      }
    }
  }
}
