// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.destination;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.mesh.host.Hosts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * DestinationRules of one namespace for one host. Their subsets are put together; of their traffic
 * policies only that of the oldest counts (istio/istio pilot/pkg/model/destination_rule.go).
 */
public final class RuleMergeAnalyzer implements Analyzer {

  private record Place(String namespace, String host) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::namespace).thenComparing(Place::host);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  @Override
  public String name() {
    return "lateen.RuleMergeAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    Map<Place, List<AnalyzedDocument>> rules = new TreeMap<>();
    for (var rule : inventory.of(TypeName.DESTINATION_RULE)) {
      var policy = rule.spec("trafficPolicy");
      if (policy.exists() && !rule.spec("workloadSelector").exists()) {
        var host = Hosts.qualify(rule.spec("host").text(), rule.namespace());
        rules
            .computeIfAbsent(new Place(rule.namespace(), host), key -> new ArrayList<>())
            .add(rule);
      }
    }
    rules.forEach(
        (place, same) -> {
          var byAge = same.stream().sorted(AnalyzedDocument.OLDEST_FIRST).toList();
          var winner = byAge.getFirst();
          for (var loser : byAge.subList(1, byAge.size())) {
            findings.add(
                Code.RULE_POLICY_LOST,
                loser,
                loser.spec("trafficPolicy"),
                "The traffic policy for host %s is not used: that of %s (%s) is older and wins; only subsets are merged"
                    .formatted(place.host(), winner.display(), winner.place()));
          }
        });
  }
}
