// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.golden;

import io.lateen.api.ConfigDelta;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A golden case of the translation: documents, and the proxy whose resources they change. Comments
 * at its head name the proxy and the shared documents.
 *
 * @param name subject and name, as in {@code route/redirects}
 * @param text the documents of the case
 * @param bases the shared documents, before its own
 */
public record TranslationCase(String name, String text, List<String> bases) {

  private static final String CASE = ".in.yaml";

  /** Begins the names of cases whose resources are not for an Envoy. */
  private static final String PROXYLESS = "grpc/";

  public TranslationCase {
    bases = List.copyOf(bases);
  }

  /**
   * All cases of Envoys below a folder whose subfolders are subjects, by name.
   *
   * @throws IOException if a file cannot be read or there is none at all
   */
  public static List<TranslationCase> all(Path goldens) throws IOException {
    try (var files = Files.walk(goldens, 2)) {
      var cases = new ArrayList<TranslationCase>();
      for (var file : files.filter(f -> f.toString().endsWith(CASE)).sorted().toList()) {
        var path = goldens.relativize(file).toString();
        if (!path.startsWith(PROXYLESS)) {
          cases.add(read(path.substring(0, path.length() - CASE.length()), file, goldens));
        }
      }
      if (cases.isEmpty()) {
        throw new IOException("no golden case below " + goldens);
      }
      return List.copyOf(cases);
    }
  }

  private static TranslationCase read(String name, Path file, Path goldens) throws IOException {
    var text = Files.readString(file);
    var bases = new ArrayList<String>();
    for (var base : directives(text, "base")) {
      bases.add(Files.readString(goldens.resolve("base").resolve(base + ".yaml")));
    }
    return new TranslationCase(name, text, bases);
  }

  private static List<String> directives(String text, String word) {
    var start = "# " + word + ": ";
    return text.lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }

  /** The mesh of all its documents. */
  public MeshSnapshot mesh() {
    var mesh = MeshSnapshot.EMPTY;
    for (var base : bases) {
      mesh = with(mesh, base);
    }
    return with(mesh, text);
  }

  private static MeshSnapshot with(MeshSnapshot mesh, String documents) {
    return mesh.apply(ConfigDelta.upsert(new DocumentDecoder().decode("case", documents).valid()));
  }

  /**
   * The workload that its head names.
   *
   * @throws IllegalStateException if {@code mesh} has none of that name
   */
  public Workload proxy(MeshSnapshot mesh) {
    var wanted = directives(text, "proxy").getFirst();
    return mesh.workloads().all().stream()
        .filter(workload -> workload.key().toString().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + ": no workload " + wanted));
  }

  /** What its proxy gets. */
  public ProxyResources translate() {
    var mesh = mesh();
    return new Translator().translate(mesh, proxy(mesh));
  }

  @Override
  public String toString() {
    return name;
  }
}
