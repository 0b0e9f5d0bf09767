// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.injection;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Injection;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pods and Deployments that leave the proxy's image to the injector, which never sees them. */
public final class AutoImageAnalyzer implements Analyzer {

  private static final String AUTO = "auto";

  @Override
  public String name() {
    return "injection.ImageAutoAnalyzer";
  }

  private record Webhook(LabelSelector namespaces, LabelSelector objects) {}

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    for (var pod : inventory.of(TypeName.POD)) {
      autoImage(pod.spec()).ifPresent(image -> report(Code.IMAGE_AUTO_ERROR, pod, image, findings));
    }
    var webhooks = webhooks(inventory);
    for (var deployment : inventory.of(TypeName.DEPLOYMENT)) {
      var template = deployment.spec("template");
      var image = autoImage(template.at("spec"));
      if (image.isPresent()
          && !isInjected(
              inventory, deployment, template.at("metadata", "labels").map(), webhooks)) {
        report(Code.IMAGE_AUTO_WARNING, deployment, image.get(), findings);
      }
    }
  }

  private static Optional<Part> autoImage(Part podSpec) {
    return podSpec.at("containers").items().stream()
        .filter(container -> container.at("name").text().equals(Injection.PROXY_CONTAINER))
        .map(container -> container.at("image"))
        .filter(image -> image.text().equals(AUTO))
        .findFirst();
  }

  private static List<Webhook> webhooks(Inventory inventory) {
    return inventory.of(TypeName.MUTATING_WEBHOOK).stream()
        .flatMap(configuration -> configuration.root().at("webhooks").items().stream())
        .filter(webhook -> webhook.at("name").text().endsWith("istio.io"))
        .map(
            webhook ->
                new Webhook(
                    LabelSelector.of(webhook.at("namespaceSelector")),
                    LabelSelector.of(webhook.at("objectSelector"))))
        .toList();
  }

  private static boolean isInjected(
      Inventory inventory,
      AnalyzedDocument deployment,
      Map<String, String> podLabels,
      List<Webhook> webhooks) {
    var namespaceLabels =
        inventory
            .find(TypeName.NAMESPACE, "", deployment.namespace())
            .map(AnalyzedDocument::labels)
            .orElse(Map.of());
    return webhooks.stream()
        .anyMatch(
            webhook ->
                webhook.namespaces().matches(namespaceLabels)
                    && webhook.objects().matches(podLabels));
  }

  private static void report(Code code, AnalyzedDocument object, Part image, Findings findings) {
    findings.add(
        code,
        object,
        image,
        "%s %s contains `image: auto`, but no webhook for injection selects it"
            .formatted(object.type().kind(), object.name()));
  }
}
