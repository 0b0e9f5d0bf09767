// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.virtualservice;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * VirtualServices of one gateway and host. Their routes are put one after the other, the oldest
 * first; behind one that takes every request the others are never reached.
 */
public final class GatewayHostAnalyzer implements Analyzer {

  private record Place(String gateway, String host) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::gateway).thenComparing(Place::host);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private record Bound(AnalyzedDocument routes, Part host) {}

  @Override
  public String name() {
    return "lateen.GatewayHostAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    Map<Place, List<Bound>> bound = new TreeMap<>();
    for (var routes : inventory.of(TypeName.VIRTUAL_SERVICE)) {
      if (routes.spec("http").items().isEmpty()) {
        continue;
      }
      for (var gateway : routes.spec("gateways").texts()) {
        if (!gateway.equals("mesh")) {
          var name = gateway.contains("/") ? gateway : routes.namespace() + "/" + gateway;
          var offered =
              GatewayReferenceAnalyzer.gatewayHosts(inventory, routes, gateway).orElse(List.of());
          for (var host : routes.spec("hosts").items()) {
            if (GatewayReferenceAnalyzer.overlapsAny(host.text(), offered)) {
              bound
                  .computeIfAbsent(new Place(name, host.text()), key -> new ArrayList<>())
                  .add(new Bound(routes, host));
            }
          }
        }
      }
    }
    bound.forEach((place, all) -> check(place, all, findings));
  }

  private static void check(Place place, List<Bound> all, Findings findings) {
    if (all.size() < 2) {
      return;
    }
    var byAge =
        all.stream()
            .sorted(Comparator.comparing(Bound::routes, AnalyzedDocument.OLDEST_FIRST))
            .toList();
    for (var index = 0; index < byAge.size(); index++) {
      var wide = takesAll(byAge.get(index).routes());
      if (wide.isPresent()) {
        var winner = byAge.get(index).routes();
        for (var loser : byAge.subList(index + 1, byAge.size())) {
          findings.add(
              Code.GATEWAY_HOST_LOST,
              loser.routes(),
              loser.host(),
              "Routes for host %s at gateway %s are never reached: %s comes first and takes every request (%s)"
                  .formatted(
                      place.host(), place.gateway(), winner.fullName(), winner.place(wide.get())));
        }
        return;
      }
    }
  }

  /** The rule that takes every request, if there is one. */
  private static Optional<Part> takesAll(AnalyzedDocument routes) {
    return routes.spec("http").items().stream().filter(GatewayHostAnalyzer::isOpen).findFirst();
  }

  private static boolean isOpen(Part rule) {
    var matches = rule.at("match").items();
    return matches.isEmpty()
        || matches.stream()
            .map(HttpConditions::of)
            .anyMatch(one -> one.others().isEmpty() && one.prefix().equals("/"));
  }
}
