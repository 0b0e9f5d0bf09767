// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder of its own that is removed with all that is in it. */
public record ScratchFolder(Path path) implements AutoCloseable {

  /** A new empty one below the folder for temporary files. */
  public static ScratchFolder create() throws IOException {
    return new ScratchFolder(Files.createTempDirectory("lateen-bench"));
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
