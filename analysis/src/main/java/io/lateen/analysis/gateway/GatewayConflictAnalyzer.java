// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.gateway;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Names;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.Pods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Gateways of the same pods that claim the same host on the same port and address. */
public final class GatewayConflictAnalyzer implements Analyzer {

  /** What only one Gateway of a pod can have. */
  private record Claim(String port, String bind, String host) {}

  /** Who claims something, by selector. */
  private record Claimant(Map<String, String> selector, String gateway) {}

  /** Most other Gateways that one finding looks for; more would not be shown. */
  private static final int MAX_OTHERS = 50;

  @Override
  public String name() {
    return "gateway.ConflictingGatewayAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    Map<Claim, List<Claimant>> claims = new HashMap<>();
    for (var gateway : inventory.of(TypeName.GATEWAY)) {
      for (var server : gateway.spec("servers").items()) {
        var claimant = new Claimant(gateway.spec("selector").map(), gateway.fullName());
        for (var claim : claims(server)) {
          claims.computeIfAbsent(claim, key -> new ArrayList<>()).add(claimant);
        }
      }
    }
    var together = new Neighbours(inventory);
    for (var gateway : inventory.of(TypeName.GATEWAY)) {
      for (var server : gateway.spec("servers").items()) {
        check(gateway, server, claims, together, findings);
      }
    }
  }

  private static List<Claim> claims(Part server) {
    var port = server.at("port", "number").text();
    var bind = server.at("bind").text();
    return server.at("hosts").texts().stream()
        .map(host -> host.startsWith("*/") ? host.substring(2) : host)
        .map(host -> new Claim(port, bind, host))
        .toList();
  }

  private static void check(
      AnalyzedDocument gateway,
      Part server,
      Map<Claim, List<Claimant>> claims,
      Neighbours together,
      Findings findings) {
    var selector = gateway.spec("selector").map();
    var others = new TreeSet<String>();
    var hosts = new TreeSet<String>();
    for (var claim : claims(server)) {
      for (var claimant : claims.getOrDefault(claim, List.of())) {
        if (others.size() < MAX_OTHERS
            && !claimant.gateway().equals(gateway.fullName())
            && together.sharePods(selector, claimant.selector())) {
          others.add(claimant.gateway());
          hosts.add(claim.host());
        }
      }
    }
    if (!others.isEmpty()) {
      findings.add(
          Code.CONFLICTING_GATEWAYS,
          gateway,
          server.at("hosts"),
          "Conflict with gateways %s (workload selector %s, port %s, hosts %s): only one of them gets the requests"
              .formatted(
                  Names.list(others),
                  Pods.text(selector),
                  server.at("port", "number").text(),
                  Names.list(hosts)));
    }
  }

  /** Whether two selectors meet in a pod; each pair is looked up once. */
  private static final class Neighbours {
    private final Inventory inventory;
    private final Map<Map<String, String>, Set<String>> selected = new HashMap<>();
    private final Map<List<Map<String, String>>, Boolean> answers = new HashMap<>();

    Neighbours(Inventory inventory) {
      this.inventory = inventory;
    }

    boolean sharePods(Map<String, String> left, Map<String, String> right) {
      return left.equals(right)
          || answers.computeIfAbsent(
              List.of(left, right), key -> pods(left).stream().anyMatch(pods(right)::contains));
    }

    private Set<String> pods(Map<String, String> selector) {
      return selected.computeIfAbsent(
          selector,
          key -> {
            var names = new HashSet<String>();
            inventory.pods().selectedBy(key).forEach(pod -> names.add(pod.fullName()));
            return names;
          });
    }
  }
}
