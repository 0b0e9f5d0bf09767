// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.injection;

import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.base.decode.Documents;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The settings of the injectors, one ConfigMap for each revision. */
final class InjectorSettings {

  private static final String NAME = "istio-sidecar-injector";

  private final Map<String, Part> values = new HashMap<>();

  InjectorSettings(Inventory inventory) {
    for (var map : inventory.of(TypeName.CONFIG_MAP)) {
      if (map.name().startsWith(NAME)) {
        values.put(map.name(), values(map));
      }
    }
  }

  private static Part values(AnalyzedDocument map) {
    var text = map.root().at("data", "values").text();
    return Documents.read(map.source(), text).roots().stream()
        .findFirst()
        .map(Part::root)
        .orElseGet(() -> map.root().at("data", "values", "nothing"));
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Whether namespaces without a label are injected by a revision. */
  boolean injectsByDefault(String revision) {
    return of(revision)
        .map(one -> one.at("sidecarInjectorWebhook", "enableNamespacesByDefault").isTrue())
        .orElse(false);
  }

  /** The image that a revision injects; empty when the revision has no settings. */
  Optional<String> image(String revision) {
    return of(revision).map(InjectorSettings::image);
  }

  private static String image(Part settings) {
    var global = settings.at("global");
    var image = global.at("proxy", "image").text();
    return image.contains("/")
        ? image
        : "%s/%s:%s".formatted(global.at("hub").text(), image, global.at("tag").text());
  }

  private Optional<Part> of(String revision) {
    var plain = revision.isEmpty() || revision.equals("default");
    return Optional.ofNullable(values.get(plain ? NAME : NAME + "-" + revision));
  }
}
