// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads the end of log files. */
final class Logs {

  /** Enough for the last few lines. */
  private static final int TAIL_BYTES = 16 * 1024;

  private Logs() {}

  /** Whether one of the last lines is exactly {@code line}. */
  static boolean hasLine(Path log, String line) {
    return tail(log).contains(line);
  }

  /** The last line that says anything; a hint to the file when there is none. */
  static String lastWords(Path log) {
    var lines = tail(log).stream().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "it said nothing" : lines.getLast();
  }

  private static List<String> tail(Path log) {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long size = file.length();
      int length = (int) Math.min(size, TAIL_BYTES);
      var bytes = new byte[length];
      file.seek(size - length);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
