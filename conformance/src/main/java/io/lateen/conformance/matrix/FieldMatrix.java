// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of every field.
 *
 * @param kinds by name; MeshConfig, annotations and labels last
 */
record FieldMatrix(List<Kind> kinds) {

  private static final String MISSING = "missing";

  /**
   * The fields of a kind.
   *
   * @param rows by path
   */
  record Kind(String name, List<Row> rows) {

    long count(String state) {
      return rows.stream().filter(row -> row.state().startsWith(state)).count();
    }
  }

  /**
   * One field.
   *
   * @param state {@code supported (GOLDEN CASE)}, {@code not applicable: REASON} or {@code missing:
   *     REASON}
   */
  record Row(String path, String state) {}

  /**
   * Tries all cases; takes some seconds.
   *
   * @param collection folder with Istio's schemas
   * @param goldens folder with the cases of the translation
   */
  static FieldMatrix of(Path collection, Path goldens) throws IOException {
    var catalogs = Catalog.all(collection);
    var evidence = new Evidence(catalogs);
    GoldenMesh.all(goldens).forEach(evidence::gather);
    return of(catalogs, evidence, Reasons.load());
  }

  private static FieldMatrix of(List<Catalog> catalogs, Evidence evidence, Reasons reasons) {
    var kinds = new ArrayList<Kind>();
    for (var catalog : catalogs) {
      var rows = new ArrayList<Row>();
      for (var path : catalog.fields().keySet()) {
        var state =
            evidence
                .of(catalog.kind(), path)
                .map(name -> "supported (" + name + ")")
                .or(() -> reasons.of(catalog.kind(), path))
                .orElse(MISSING);
        rows.add(new Row(path, state));
      }
      kinds.add(new Kind(catalog.kind(), List.copyOf(rows)));
    }
    return new FieldMatrix(List.copyOf(kinds));
  }
}
