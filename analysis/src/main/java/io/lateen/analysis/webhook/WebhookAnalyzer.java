// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.webhook;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Names;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Injection;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Webhooks of injection of which two inject the same pod, or whose Service does not exist. */
public final class WebhookAnalyzer implements Analyzer {

  /** Most revisions whose labels are tried (docs/limits.md); the work grows with their square. */
  static final int MAX_REVISIONS = 50;

  private record Webhook(
      AnalyzedDocument configuration, Part part, LabelSelector namespaces, LabelSelector objects) {

    String fullName() {
      return configuration.name() + "/" + part.at("name").text();
    }

    boolean matches(Map<String, String> namespaceLabels, Map<String, String> objectLabels) {
      return namespaces.matches(namespaceLabels) && objects.matches(objectLabels);
    }
  }

  @Override
  public String name() {
    return "webhook.Analyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var webhooks = new ArrayList<Webhook>();
    var revisions = new TreeSet<String>();
    for (var configuration : inventory.of(TypeName.MUTATING_WEBHOOK)) {
      var own = configuration.root().at("webhooks").items().stream();
      var parts = own.map(part -> webhook(configuration, part)).toList();
      var found = revisions(configuration, parts);
      if (!found.isEmpty() || parts.stream().anyMatch(WebhookAnalyzer::isIstio)) {
        webhooks.addAll(parts);
        revisions.addAll(found);
      }
    }
    checkOverlaps(webhooks, revisions.stream().limit(MAX_REVISIONS).toList(), findings);
    webhooks.forEach(webhook -> checkService(inventory, webhook, findings));
  }

  private static Webhook webhook(AnalyzedDocument configuration, Part part) {
    return new Webhook(
        configuration,
        part,
        LabelSelector.of(part.at("namespaceSelector")),
        LabelSelector.of(part.at("objectSelector")));
  }

  private static boolean isIstio(Webhook webhook) {
    return webhook.part().at("name").text().endsWith("istio.io");
  }

  private static TreeSet<String> revisions(AnalyzedDocument configuration, List<Webhook> webhooks) {
    var found = new TreeSet<String>();
    var own = configuration.labels().get(Injection.REVISION_LABEL);
    if (own != null) {
      found.add(own);
    }
    for (var webhook : webhooks) {
      for (var selector : List.of(webhook.namespaces(), webhook.objects())) {
        var label = selector.labels().get(Injection.REVISION_LABEL);
        if (label != null) {
          found.add(label);
        }
        selector.expressions().stream()
            .filter(expression -> expression.key().equals(Injection.REVISION_LABEL))
            .forEach(expression -> found.addAll(expression.values()));
      }
    }
    return found;
  }

  /** Tries all labels of namespaces with all labels of pods that injection knows. */
  private static void checkOverlaps(
      List<Webhook> webhooks, List<String> revisions, Findings findings) {
    var namespaces = labels(Injection.NAMESPACE_LABEL, List.of("enabled", "disabled"), revisions);
    var objects = labels(Injection.POD_LABEL, List.of("true", "false"), revisions);
    for (var namespace : namespaces) {
      for (var object : objects) {
        var matching =
            webhooks.stream().filter(webhook -> webhook.matches(namespace, object)).toList();
        if (matching.size() > 1) {
          matching.forEach(webhook -> reportOverlap(webhook, matching, findings));
        }
      }
    }
  }

  private static List<Map<String, String>> labels(
      String label, List<String> values, List<String> revisions) {
    var switches = new ArrayList<Map<String, String>>();
    switches.add(Map.of());
    values.forEach(value -> switches.add(Map.of(label, value)));
    var all = new ArrayList<>(switches);
    for (var revision : revisions) {
      for (var one : switches) {
        var both = new TreeMap<>(one);
        both.put(Injection.REVISION_LABEL, revision);
        all.add(both);
      }
    }
    return all;
  }

  private static void reportOverlap(Webhook webhook, List<Webhook> all, Findings findings) {
    var others = new TreeSet<String>();
    all.forEach(one -> others.add(one.fullName()));
    others.remove(webhook.fullName());
    if (!others.isEmpty()) {
      findings.add(
          Code.INVALID_WEBHOOK,
          webhook.configuration(),
          webhook.part().at("name"),
          "Webhook overlaps with others: [%s]; pods may be injected twice"
              .formatted(Names.list(others)));
    }
  }

  private static void checkService(Inventory inventory, Webhook webhook, Findings findings) {
    var service = webhook.part().at("clientConfig", "service");
    var namespace = service.at("namespace").text();
    var name = service.at("name").text();
    if (service.exists() && inventory.find(TypeName.SERVICE, namespace, name).isEmpty()) {
      findings.add(
          Code.INVALID_WEBHOOK,
          webhook.configuration(),
          service,
          "Injector refers to a control plane service that does not exist: %s/%s"
              .formatted(namespace, name));
    }
  }
}
