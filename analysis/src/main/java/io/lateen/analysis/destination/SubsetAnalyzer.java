// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.destination;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.KnownHosts;
import io.lateen.analysis.inventory.KnownHosts.KnownHost;
import io.lateen.analysis.inventory.Pods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** DestinationRules for hosts that nobody declares, and subsets that no workload belongs to. */
public final class SubsetAnalyzer implements Analyzer {

  private static final String HOSTNAME = "kubernetes.io/hostname";
  private static final List<String> LOCALITY =
      List.of(
          "topology.kubernetes.io/region",
          "topology.kubernetes.io/zone",
          "topology.istio.io/subzone");

  @Override
  public String name() {
    return "destinationrule.SubsetSelectPodAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var rules = inventory.of(TypeName.DESTINATION_RULE);
    if (rules.isEmpty()) {
      return;
    }
    var hosts = new KnownHosts(inventory);
    var workloads = new Workloads(inventory);
    for (var rule : rules) {
      var host = rule.spec("host");
      var exportTo = rule.spec("exportTo").texts();
      var known = hosts.find(rule.namespace(), exportTo, host.text());
      if (known.isEmpty()) {
        findings.add(
            Code.UNKNOWN_RULE_HOST,
            rule,
            host,
            "The host %s of this DestinationRule is no service of the mesh, so the rule has no effect"
                .formatted(host.text()));
      } else {
        checkSubsets(rule, known.get(), workloads, findings);
      }
    }
  }

  private static void checkSubsets(
      AnalyzedDocument rule, KnownHost host, Workloads workloads, Findings findings) {
    for (var subset : rule.spec("subsets").items()) {
      var wanted = new TreeMap<>(host.workloadSelector());
      wanted.putAll(subset.at("labels").map());
      if (!workloads.haveOne(wanted)) {
        var labels = subset.at("labels");
        findings.add(
            Code.SUBSET_WITHOUT_PODS,
            rule,
            labels.exists() ? labels : subset,
            "The Subset %s selects no pods (labels %s); requests to it fail with 503 UH"
                .formatted(subset.at("name").text(), Pods.text(wanted)));
      }
    }
  }

  /**
   * Whatever can belong to a subset, by labels with those of the node it runs on. Each selector is
   * looked for once.
   */
  private static final class Workloads {
    private final List<Map<String, String>> labels;
    private final Map<Map<String, String>, Boolean> answers = new HashMap<>();

    Workloads(Inventory inventory) {
      var all = new ArrayList<Map<String, String>>();
      inventory.pods().all().forEach(pod -> all.add(augmented(inventory, pod)));
      inventory.of(TypeName.WORKLOAD_ENTRY).forEach(entry -> all.add(entry.spec("labels").map()));
      for (var entry : inventory.of(TypeName.SERVICE_ENTRY)) {
        for (Part endpoint : entry.spec("endpoints").items()) {
          all.add(endpoint.at("labels").map());
        }
      }
      labels = List.copyOf(all);
    }

    boolean haveOne(Map<String, String> wanted) {
      return answers.computeIfAbsent(
          wanted, key -> labels.stream().anyMatch(one -> Pods.covers(key, one)));
    }

    /** The labels of a pod with those that Istio adds for the place where it runs. */
    private static Map<String, String> augmented(Inventory inventory, AnalyzedDocument pod) {
      var node = pod.spec("nodeName").text();
      if (node.isEmpty()) {
        return pod.labels();
      }
      var labels = new TreeMap<>(pod.labels());
      labels.put(HOSTNAME, node);
      inventory
          .find(TypeName.NODE, "", node)
          .ifPresent(
              found -> {
                for (var key : LOCALITY) {
                  var value = found.labels().getOrDefault(key, "");
                  if (!value.isEmpty()) {
                    labels.put(key, value);
                  }
                }
              });
      return labels;
    }
  }
}
