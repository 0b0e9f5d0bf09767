// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.virtualservice;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.mesh.host.Hosts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Subsets of destinations that no DestinationRule defines. */
public final class SubsetReferenceAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "virtualservice.DestinationRuleAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    Map<String, Set<String>> subsets = new HashMap<>();
    for (var rule : inventory.of(TypeName.DESTINATION_RULE)) {
      var host = Hosts.qualify(rule.spec("host").text(), rule.namespace());
      var names = subsets.computeIfAbsent(host, key -> new HashSet<>());
      rule.spec("subsets").items().forEach(subset -> names.add(subset.at("name").text()));
    }
    for (var routes : inventory.of(TypeName.VIRTUAL_SERVICE)) {
      for (var target : Destinations.of(routes)) {
        var host = Hosts.qualify(target.host(), routes.namespace());
        var defined = subsets.getOrDefault(host, Set.of());
        if (!target.subset().isEmpty() && !defined.contains(target.subset())) {
          findings.add(
              Code.REFERENCED_RESOURCE_NOT_FOUND,
              routes,
              target.part().at("subset"),
              "Referenced %s+subset in destinationrule not found: \"%s+%s\"; %s"
                  .formatted(
                      target.mirror() ? "mirror" : "host",
                      target.host(),
                      target.subset(),
                      defined.isEmpty()
                          ? "no DestinationRule defines subsets of this host"
                          : "defined are " + String.join(", ", new TreeSet<>(defined))));
        }
      }
    }
  }
}
