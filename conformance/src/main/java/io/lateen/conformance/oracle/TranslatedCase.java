// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.oracle;

import io.lateen.cli.offline.OfflineMesh;
import io.lateen.cli.offline.OfflineMesh.MeshSettings;
import io.lateen.cli.offline.OfflineTranslation;
import io.lateen.cli.offline.ProxyDescription;
import io.lateen.cli.offline.ProxyDescriptionDecoder;
import io.lateen.cli.offline.ResourceKind;
import io.lateen.client.DocumentSource;
import io.lateen.conformance.yaml.HarnessDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The documents of a case, and what the product makes of them for a proxy. */
final class TranslatedCase {

  private final OfflineMesh mesh;
  private final OfflineTranslation translation = new OfflineTranslation();

  TranslatedCase(Path folder) {
    var sources = new ArrayList<DocumentSource>();
    text(folder, "input.yaml").map(TranslatedCase::asInHarness).ifPresent(sources::add);
    text(folder, "kube.yaml").map(TranslatedCase::asInHarness).ifPresent(sources::add);
    mesh = OfflineMesh.read(sources, new MeshSettings(text(folder, "mesh.yaml"), Optional.empty()));
  }

  /** The resources for that proxy, by kind. */
  JsonNode of(JsonNode proxy) {
    var resources = translation.translate(mesh, description(proxy));
    return OfflineTranslation.resources(resources, List.of(ResourceKind.values()));
  }

  OfflineMesh mesh() {
    return mesh;
  }

  static ProxyDescription description(JsonNode proxy) {
    return ProxyDescriptionDecoder.decode("proxy", proxy.toString()).orThrow();
  }

  private static DocumentSource asInHarness(DocumentSource source) {
    return new DocumentSource(source.name(), HarnessDocuments.writtenOut(source.text()));
  }

  private static Optional<DocumentSource> text(Path folder, String name) {
    var file = folder.resolve(name);
    try {
      return Files.exists(file)
          ? Optional.of(new DocumentSource(name, Files.readString(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
