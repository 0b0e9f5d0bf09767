// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.matrix;

import com.google.protobuf.ByteString;
import io.lateen.api.ConfigDelta;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.conformance.golden.TranslationCase;
import io.lateen.conformance.yaml.YamlTree;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.translate.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A golden case whose documents may be replaced, to see whether its proxy notices. */
final class GoldenMesh {

  private final String name;
  private final WorkloadKey proxy;
  private final List<JsonNode> documents;
  private final MeshSnapshot mesh;
  private final Translator translator = new Translator();
  private final Map<String, ByteString> resources;

  GoldenMesh(TranslationCase golden) {
    this.name = golden.name();
    this.documents = YamlTree.read(golden.text());
    this.mesh = golden.mesh();
    this.proxy = golden.proxy(mesh).key();
    this.resources = translate(mesh);
  }

  /** All cases below a folder. */
  static List<GoldenMesh> all(Path goldens) throws IOException {
    return TranslationCase.all(goldens).stream().map(GoldenMesh::new).toList();
  }

  String name() {
    return name;
  }

  /** The documents; each may be changed, asked about, and must be restored. */
  List<JsonNode> documents() {
    return documents;
  }

  /** Whether the proxy gets something else when a document is replaced by this sound one. */
  boolean isChangedBy(JsonNode document) {
    var decoded = new DocumentDecoder().decode("case", document.toString());
    if (decoded.problems().hasErrors() || decoded.valid().isEmpty()) {
      return false;
    }
    return !translate(mesh.apply(ConfigDelta.upsert(decoded.valid()))).equals(resources);
  }

  private Map<String, ByteString> translate(MeshSnapshot snapshot) {
    var found = new TreeMap<String, ByteString>();
    snapshot.workloads().all().stream()
        .filter(workload -> workload.key().equals(proxy))
        .findFirst()
        .map(workload -> translator.translate(snapshot, workload))
        .ifPresent(
            translated ->
                translated
                    .byType()
                    .forEach(
                        (type, byName) ->
                            byName.forEach(
                                (resource, encoded) ->
                                    found.put(type + " " + resource, encoded.bytes()))));
    return found;
  }

  /** The case of that name. */
  static Optional<GoldenMesh> named(List<GoldenMesh> cases, String name) {
    return cases.stream().filter(one -> one.name.equals(name)).findFirst();
  }
}
