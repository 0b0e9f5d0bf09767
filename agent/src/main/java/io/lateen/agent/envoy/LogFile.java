// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The log of one Envoy, kept below a size. Envoy holds the file open for appending, so it is copied
 * and cut instead of renamed; lines written in between are lost, which a log may.
 *
 * @param file where Envoy writes; a second file beside it holds the previous part
 */
public record LogFile(Path file) {

  /** Size from which the log is cut, in bytes; twice of it is the most a workload's logs take. */
  static final long MAX_BYTES = 4L * 1024 * 1024;

  /** Cuts the log when it has grown too long. Blocks. */
  public void trim() throws IOException {
    if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
      Files.copy(file, previous(), StandardCopyOption.REPLACE_EXISTING);
      Files.newByteChannel(file, StandardOpenOption.WRITE).truncate(0).close();
    }
  }

  /** Deletes both parts. */
  public void delete() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(previous());
  }

  private Path previous() {
    return file.resolveSibling(file.getFileName() + ".1");
  }
}
