// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.multicluster;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Services of several clusters with one name that are not the same Service. */
public final class ServiceConsistencyAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "services.MultiClusterServiceAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    Map<String, List<AnalyzedDocument>> services = new TreeMap<>();
    for (var service : inventory.of(TypeName.SERVICE)) {
      services.computeIfAbsent(service.fullName(), key -> new ArrayList<>()).add(service);
    }
    services.values().stream()
        .filter(same -> same.size() > 1)
        .forEach(same -> check(same, findings));
  }

  private static void check(List<AnalyzedDocument> same, Findings findings) {
    var first = same.getFirst();
    var reasons = new TreeSet<String>();
    var clusters = new TreeSet<String>();
    for (var other : same.subList(1, same.size())) {
      var found = differences(first, other);
      if (!found.isEmpty()) {
        reasons.addAll(found);
        clusters.add(first.cluster());
        clusters.add(other.cluster());
      }
    }
    if (!reasons.isEmpty()) {
      findings.add(
          Code.INCONSISTENT_SERVICE,
          first,
          "The service %s in namespace \"%s\" is inconsistent across clusters %s: %s"
              .formatted(first.name(), first.namespace(), clusters, String.join("; ", reasons)));
    }
  }

  private static List<String> differences(AnalyzedDocument one, AnalyzedDocument other) {
    var found = new ArrayList<String>();
    if (isHeadless(one) != isHeadless(other)) {
      found.add("it is headless in some of them only");
    }
    if (!type(one).equals(type(other))) {
      found.add("the types differ");
    }
    if (!ports(one).equals(ports(other))) {
      found.add("the ports differ");
    }
    return found;
  }

  private static boolean isHeadless(AnalyzedDocument service) {
    return service.spec("clusterIP").text().equals("None");
  }

  private static String type(AnalyzedDocument service) {
    var written = service.spec("type").text();
    return written.isEmpty() ? "ClusterIP" : written;
  }

  /** The ports by name, each with all that is written about it. */
  private static Map<String, Map<String, String>> ports(AnalyzedDocument service) {
    var ports = new TreeMap<String, Map<String, String>>();
    for (Part port : service.spec("ports").items()) {
      var fields = new TreeMap<>(port.map());
      fields.putIfAbsent("protocol", "TCP");
      fields.putIfAbsent("targetPort", port.at("port").text());
      fields.remove("nodePort");
      ports.put(port.at("name").text() + "/" + port.at("port").text(), fields);
    }
    return ports;
  }
}
