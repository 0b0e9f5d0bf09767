// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Compares texts with golden files. With {@code -Dgolden.update=true} the files are rewritten
 * instead, and the difference is read in version control.
 */
public final class Golden {

  /** Where golden files live, relative to the module, which is the working directory of tests. */
  public static final Path ROOT = Path.of("src", "test", "golden");

  /** Lines shown before and after the first difference. */
  private static final int CONTEXT = 3;

  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  private Golden() {}

  /** Compares {@code actual} with the content of {@code file}; line endings count as they are. */
  public static void verify(Path file, String actual) {
    verify(file, actual, UPDATE);
  }

  static void verify(Path file, String actual, boolean update) {
    try {
      if (update) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
        return;
      }
      if (!Files.exists(file)) {
        throw new AssertionError(
            "%s is missing; write it with -Dgolden.update=true:%n%s".formatted(file, actual));
      }
      var expected = Files.readString(file);
      if (!expected.equals(actual)) {
        throw new AssertionError(difference(file, expected.lines().toList(), actual));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String difference(Path file, List<String> expected, String actualText) {
    var actual = actualText.lines().toList();
    var at = 0;
    while (at < expected.size() && at < actual.size() && expected.get(at).equals(actual.get(at))) {
      at++;
    }
    var text = new StringBuilder();
    text.append("%s:%d differs (rewrite with -Dgolden.update=true)%n".formatted(file, at + 1));
    for (var line = Math.max(0, at - CONTEXT); line < at; line++) {
      text.append("    ").append(expected.get(line)).append('\n');
    }
    append(text, "  - ", expected, at);
    append(text, "  + ", actual, at);
    return text.toString();
  }

  private static void append(StringBuilder text, String mark, List<String> lines, int from) {
    lines.subList(from, Math.min(lines.size(), from + CONTEXT)).stream()
        .map(line -> mark + line + "\n")
        .forEach(text::append);
  }
}
