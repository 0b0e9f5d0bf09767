// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.injection;

import static io.lateen.analysis.inventory.Injection.DATAPLANE_LABEL;
import static io.lateen.analysis.inventory.Injection.NAMESPACE_LABEL;
import static io.lateen.analysis.inventory.Injection.POD_LABEL;
import static io.lateen.analysis.inventory.Injection.REVISION_LABEL;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Fix;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Injection;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.base.decode.Mark;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Namespaces whose labels say nothing or too much about injection, and pods without their proxy.
 */
public final class InjectionAnalyzer implements Analyzer {

  private static final String ENABLED = "enabled";

  /** Istio's own namespace, of which nobody expects sidecars. */
  private static final String CONTROL_PLANE = "istio-system";

  @Override
  public String name() {
    return "injection.Analyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var settings = new InjectorSettings(inventory);
    var injected = new HashSet<String>();
    for (var namespace : inventory.of(TypeName.NAMESPACE)) {
      if (namespace.name().equals(CONTROL_PLANE)) {
        continue;
      }
      checkLabels(namespace, findings);
      if (!"ambient".equals(namespace.labels().get(DATAPLANE_LABEL))) {
        checkInjection(namespace, settings, findings);
        if (ENABLED.equals(namespace.labels().get(NAMESPACE_LABEL))) {
          injected.add(namespace.name());
        }
      }
    }
    for (var pod : inventory.of(TypeName.POD)) {
      if (injected.contains(pod.namespace()) && misses(pod)) {
        findings.add(
            Code.POD_MISSING_PROXY,
            pod,
            "The pod %s is missing the Istio proxy; restart its workload to have it injected"
                .formatted(pod.fullName()));
      }
    }
  }

  private static void checkLabels(AnalyzedDocument namespace, Findings findings) {
    var labels = namespace.labels();
    var found = new ArrayList<String>();
    var injection = labels.get(NAMESPACE_LABEL);
    if (injection != null) {
      found.add(NAMESPACE_LABEL + "=" + injection);
    }
    if (injection == null || injection.equals(ENABLED)) {
      for (var other : List.of(REVISION_LABEL, DATAPLANE_LABEL)) {
        if (labels.containsKey(other)) {
          found.add(other + "=" + labels.get(other));
        }
      }
    }
    if (found.size() > 1) {
      findings.add(
          Code.NAMESPACE_MULTIPLE_INJECTION_LABELS,
          namespace,
          namespace.metadata().at("labels"),
          "The namespace has more than one label for injection %s; keep one".formatted(found));
    }
  }

  private static void checkInjection(
      AnalyzedDocument namespace, InjectorSettings settings, Findings findings) {
    var labels = namespace.labels();
    if (!labels.getOrDefault(NAMESPACE_LABEL, "").isEmpty() || labels.containsKey(REVISION_LABEL)) {
      return;
    }
    if (settings.injectsByDefault("")) {
      findings.add(
          Code.NAMESPACE_INJECTED_BY_DEFAULT,
          namespace,
          "Is enabled for injection, because the mesh sets enableNamespacesByDefault");
      return;
    }
    findings.add(
        Code.NAMESPACE_NOT_INJECTED,
        namespace,
        namespace.metadata().at("name"),
        "The namespace is not enabled for injection: label it %s=enabled, or %s=disabled to say that it needs none"
            .formatted(NAMESPACE_LABEL, NAMESPACE_LABEL),
        enable(namespace));
  }

  private static Fix enable(AnalyzedDocument namespace) {
    var description = "enable injection for the namespace";
    var labels = namespace.metadata().at("labels");
    var mark = new Mark(namespace.metadata().line(), 1);
    var value = new Scalar(mark, ScalarType.STRING, ENABLED);
    Node all = new Mapping(mark, List.of(new Field(NAMESPACE_LABEL, mark, value)));
    return labels.exists()
        ? Fix.add(description, labels.at(NAMESPACE_LABEL).pointer(), value)
        : Fix.add(description, labels.pointer(), all);
  }

  private static boolean misses(AnalyzedDocument pod) {
    var wish = pod.labels().getOrDefault(POD_LABEL, pod.annotations().getOrDefault(POD_LABEL, ""));
    return !wish.equalsIgnoreCase("false")
        && !pod.spec("hostNetwork").isTrue()
        && Injection.proxyImage(pod.spec()).isEmpty();
  }
}
