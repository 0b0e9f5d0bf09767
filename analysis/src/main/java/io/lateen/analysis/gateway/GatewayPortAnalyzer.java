// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.gateway;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
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

/** Ports of Gateways that no Service in front of their pods offers. */
public final class GatewayPortAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "gateway.IngressGatewayPortAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    Map<String, List<AnalyzedDocument>> services = new HashMap<>();
    for (var service : inventory.of(TypeName.SERVICE)) {
      services.computeIfAbsent(service.namespace(), key -> new ArrayList<>()).add(service);
    }
    Map<Map<String, String>, Set<Integer>> offered = new HashMap<>();
    for (var gateway : inventory.of(TypeName.GATEWAY)) {
      var pods = GatewayPods.of(inventory, gateway, findings);
      if (!pods.isEmpty()) {
        var ports =
            offered.computeIfAbsent(
                gateway.spec("selector").map(), key -> portsBefore(pods, services));
        gateway.spec("servers").items().forEach(one -> check(gateway, one, ports, findings));
      }
    }
  }

  private static void check(
      AnalyzedDocument gateway, Part server, Set<Integer> ports, Findings findings) {
    var number = server.at("port", "number");
    if (server.at("port").exists() && !ports.contains(number.number().orElse(0))) {
      findings.add(
          Code.GATEWAY_PORT_NOT_ON_SERVICE,
          gateway,
          number,
          "The gateway listens on port %s, which no Service before its pods (Pod selector %s) offers; it cannot be reached through a Service"
              .formatted(number.text(), Pods.text(gateway.spec("selector").map())));
    }
  }

  /** Ports and target ports of the Services that select one of the pods. */
  private static Set<Integer> portsBefore(
      List<AnalyzedDocument> pods, Map<String, List<AnalyzedDocument>> services) {
    var ports = new HashSet<Integer>();
    for (var pod : pods) {
      for (var service : services.getOrDefault(pod.namespace(), List.of())) {
        if (Pods.covers(service.spec("selector").map(), pod.labels())) {
          service.spec("ports").items().forEach(port -> add(port, ports));
        }
      }
    }
    return ports;
  }

  private static void add(Part port, Set<Integer> ports) {
    var transport = port.at("protocol").text();
    if (transport.isEmpty() || transport.equals("TCP")) {
      port.at("port").number().ifPresent(ports::add);
      port.at("targetPort").number().ifPresent(ports::add);
    }
  }
}
