// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.injection;

import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.Pods;
import io.lateen.base.decode.Documents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which variant of the proxy's image a pod gets: from its annotation, else from the ProxyConfig of
 * its workload, of its namespace, of the mesh, else from the mesh's settings.
 */
final class ImageTypes {

  private final Inventory inventory;
  private final Map<String, String> ofNamespace = new HashMap<>();
  private final Map<String, List<AnalyzedDocument>> ofWorkloads = new HashMap<>();

  ImageTypes(Inventory inventory) {
    this.inventory = inventory;
    for (var config : inventory.of(TypeName.PROXY_CONFIG)) {
      if (config.spec("selector").exists()) {
        ofWorkloads.computeIfAbsent(config.namespace(), key -> new ArrayList<>()).add(config);
      } else {
        ofNamespace.put(config.namespace(), type(config.spec()));
      }
    }
  }

  /** The variant; empty for the plain image. */
  String of(AnalyzedDocument pod) {
    var found = inventory.settings().imageType();
    found = orElse(ofNamespace.get(inventory.settings().rootNamespace()), found);
    found = orElse(ofNamespace.get(pod.namespace()), found);
    for (var config : ofWorkloads.getOrDefault(pod.namespace(), List.of())) {
      if (Pods.covers(config.spec("selector", "matchLabels").map(), pod.labels())) {
        found = orElse(type(config.spec()), found);
      }
    }
    found = orElse(annotated(pod), found);
    return found.equals("default") ? "" : found;
  }

  private static String annotated(AnalyzedDocument pod) {
    var text = pod.annotations().getOrDefault("proxy.istio.io/config", "");
    return Documents.read("", text).roots().stream()
        .findFirst()
        .map(root -> type(Part.root(root)))
        .orElse("");
  }

  private static String type(Part config) {
    return config.at("image", "imageType").text();
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null || text.isEmpty() ? otherwise : text;
  }
}
