// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Keeps the logs of a start that failed; the folder they were in is removed. */
final class FailedStart {

  private FailedStart() {}

  /** Returns the folder that now holds the logs of this start and of no earlier one. */
  static Optional<Path> keepLogs(DemoOptions options) {
    var logs = new StateFolder(options.stateDir()).root().resolve("logs");
    var kept = options.cacheDir().resolve("failed-start");
    if (!Files.isDirectory(logs)) {
      return Optional.empty();
    }
    try (var files = Files.list(logs)) {
      NetnsFiles.removeTree(kept);
      Files.createDirectories(kept);
      for (var file : files.toList()) {
        Files.copy(file, kept.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
      return Optional.of(kept);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
