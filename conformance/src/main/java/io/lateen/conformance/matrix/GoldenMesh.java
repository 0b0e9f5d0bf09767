// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.matrix;

import com.google.protobuf.ByteString;
import io.lateen.api.ConfigDelta;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.conformance.yaml.YamlTree;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.translate.Translator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A golden case of the translation: documents, and the proxy whose resources they change. Comments
 * at its head name the proxy and the shared documents (translate/src/test/golden).
 */
final class GoldenMesh {

  private final String name;
  private final String proxy;
  private final List<JsonNode> documents;
  private final MeshSnapshot mesh;
  private final Translator translator = new Translator();
  private final Map<String, ByteString> resources;

  private GoldenMesh(String name, String text, Path goldens) {
    this.name = name;
    this.proxy = directives(text, "proxy").getFirst();
    this.documents = YamlTree.read(text);
    var snapshot = MeshSnapshot.EMPTY;
    for (var base : directives(text, "base")) {
      snapshot = with(snapshot, read(goldens.resolve("base").resolve(base + ".yaml")));
    }
    this.mesh = with(snapshot, text);
    this.resources = translate(mesh);
  }

  /** All cases below a folder whose subfolders are subjects. */
  static List<GoldenMesh> all(Path goldens) throws IOException {
    try (var files = Files.walk(goldens, 2)) {
      var cases = new ArrayList<GoldenMesh>();
      for (var file : files.filter(f -> f.toString().endsWith(".in.yaml")).sorted().toList()) {
        var path = goldens.relativize(file).toString();
        var name = path.substring(0, path.length() - ".in.yaml".length());
        cases.add(new GoldenMesh(name, Files.readString(file), goldens));
      }
      return List.copyOf(cases);
    }
  }

  private static List<String> directives(String text, String word) {
    var start = "# " + word + ": ";
    return text.lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MeshSnapshot with(MeshSnapshot mesh, String text) {
    return mesh.apply(ConfigDelta.upsert(new DocumentDecoder().decode("case", text).valid()));
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
        .filter(workload -> workload.key().toString().equals(proxy))
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
