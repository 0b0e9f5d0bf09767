// SPDX-License-Identifier: Apache-2.0
package io.lateen.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sound documents from which the fuzzer starts. */
final class Seeds {

  static final Path GOLDENS = Path.of("..", "translate", "src", "test", "golden").toAbsolutePath();

  private static final Path VALID = Path.of("..", "api", "src", "test", "resources", "valid");

  private Seeds() {}

  /**
   * Copies documents of every kind and some of the translation's golden cases into a folder.
   *
   * @param every how many golden cases there are for one that is taken, 1 for all; a fuzzer must
   *     have run all of its seeds before it changes one
   */
  static void copyTo(Path folder, int every) throws IOException {
    var seeds = new ArrayList<>(files(VALID, ".yaml"));
    var goldens = files(GOLDENS, ".in.yaml");
    for (int i = 0; i < goldens.size(); i += every) {
      seeds.add(goldens.get(i));
    }
    for (int i = 0; i < seeds.size(); i++) {
      Files.copy(seeds.get(i), folder.resolve("seed-" + i));
    }
  }

  private static List<Path> files(Path below, String end) throws IOException {
    try (var files = Files.walk(below)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }
}
