// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The entry point of {@code ./dev fields}: writes the matrix of fields into the page. */
public final class Fields {

  static final Path COLLECTION = Path.of("../shared/conformance/istio");
  static final Path GOLDENS = Path.of("translate/src/test/golden");
  static final Path PAGE = Path.of("docs/compatibility.md");

  private Fields() {}

  /** Runs in the project's folder; an argument is the folder with Istio's schemas. */
  public static void main(String[] words) throws IOException {
    var collection = words.length > 0 ? Path.of(words[0]) : COLLECTION;
    var matrix = FieldMatrix.of(collection, GOLDENS);
    Files.writeString(PAGE, MatrixPage.with(Files.readString(PAGE), matrix));
    for (var kind : matrix.kinds()) {
      System.out.printf(
          "%-22s %4d fields, %4d supported, %4d not applicable, %4d missing%n",
          kind.name(),
          kind.rows().size(),
          kind.count("supported"),
          kind.count("not applicable"),
          kind.count("missing"));
    }
  }
}
