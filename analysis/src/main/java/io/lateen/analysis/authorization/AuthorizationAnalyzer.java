// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.authorization;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Injection;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.Pods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** AuthorizationPolicies that select nothing, and namespaces in them that do not exist. */
public final class AuthorizationAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "auth.AuthorizationPoliciesAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var policies = inventory.of(TypeName.AUTHORIZATION_POLICY);
    if (policies.isEmpty()) {
      return;
    }
    var pods = meshPods(inventory);
    var namespaces = namespaces(inventory);
    for (var policy : policies) {
      checkSelector(inventory, policy, pods, findings);
      for (var rule : policy.spec("rules").items()) {
        for (var from : rule.at("from").items()) {
          checkNamespaces(policy, from.at("source", "namespaces"), namespaces, findings);
          checkNamespaces(policy, from.at("source", "notNamespaces"), namespaces, findings);
        }
      }
    }
  }

  /** Pods by namespace that are part of the mesh, with sidecar or without. */
  private static Map<String, List<AnalyzedDocument>> meshPods(Inventory inventory) {
    Map<String, List<AnalyzedDocument>> pods = new HashMap<>();
    for (var pod : inventory.pods().all()) {
      if (Injection.includes(inventory, pod) || Injection.isAmbient(pod)) {
        pods.computeIfAbsent(pod.namespace(), key -> new ArrayList<>()).add(pod);
      }
    }
    return pods;
  }

  private static void checkSelector(
      Inventory inventory,
      AnalyzedDocument policy,
      Map<String, List<AnalyzedDocument>> pods,
      Findings findings) {
    var selector = policy.spec("selector");
    var wanted = selector.at("matchLabels").map();
    var meshWide = policy.namespace().equals(inventory.settings().rootNamespace());
    if (meshWide && !selector.exists()) {
      return;
    }
    var found =
        meshWide
            ? pods.values().stream().flatMap(List::stream).anyMatch(pod -> selects(wanted, pod))
            : pods.getOrDefault(policy.namespace(), List.of()).stream()
                .anyMatch(pod -> selects(wanted, pod));
    if (!found) {
      findings.add(
          Code.NO_MATCHING_WORKLOADS,
          policy,
          selector.exists() ? selector : policy.metadata().at("name"),
          "No workload of the mesh has the labels this policy selects: "
              + (wanted.isEmpty() ? "the namespace has none at all" : Pods.text(wanted)));
    }
  }

  private static boolean selects(Map<String, String> wanted, AnalyzedDocument pod) {
    return Pods.covers(wanted, pod.labels());
  }

  private static void checkNamespaces(
      AnalyzedDocument policy, Part list, TreeSet<String> namespaces, Findings findings) {
    for (var written : list.items()) {
      if (!matchesAny(written.text().toLowerCase(Locale.ROOT), namespaces)) {
        findings.add(
            Code.REFERENCED_RESOURCE_NOT_FOUND,
            policy,
            written,
            "Referenced namespace not found: \"%s\"".formatted(written.text()));
      }
    }
  }

  private static TreeSet<String> namespaces(Inventory inventory) {
    var names = new TreeSet<String>();
    inventory
        .of(TypeName.NAMESPACE)
        .forEach(namespace -> names.add(namespace.name().toLowerCase(Locale.ROOT)));
    return names;
  }

  /** Whether a name with at most one star at its beginning or end means a namespace that exists. */
  private static boolean matchesAny(String pattern, TreeSet<String> namespaces) {
    if (pattern.startsWith("*")) {
      var suffix = pattern.substring(1);
      return namespaces.stream().anyMatch(name -> name.endsWith(suffix));
    }
    if (pattern.endsWith("*")) {
      var prefix = pattern.substring(0, pattern.length() - 1);
      var next = namespaces.ceiling(prefix);
      return next != null && next.startsWith(prefix);
    }
    return namespaces.contains(pattern);
  }
}
