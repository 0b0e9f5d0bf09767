// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.serviceentry;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;

/** TCP ports of ServiceEntries without an address: any TCP traffic to that port would be theirs. */
public final class AddressAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "serviceentry.Analyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    if (inventory.settings().allocatesAddresses()) {
      return;
    }
    for (var entry : inventory.of(TypeName.SERVICE_ENTRY)) {
      if (!hasAddresses(entry)) {
        for (var port : entry.spec("ports").items()) {
          var protocol = port.at("protocol").text();
          if (protocol.isEmpty() || protocol.equalsIgnoreCase("TCP")) {
            findings.add(
                Code.SERVICE_ENTRY_ADDRESSES_REQUIRED,
                entry,
                port,
                "ServiceEntry addresses are required for this protocol: without them, TCP of port %s to any address is taken for this host"
                    .formatted(port.at("number").text()));
          }
        }
      }
    }
  }

  private static boolean hasAddresses(AnalyzedDocument entry) {
    return entry.spec("addresses").exists()
        || !entry.root().at("status", "addresses").items().isEmpty();
  }
}
