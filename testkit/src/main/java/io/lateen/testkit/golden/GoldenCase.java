// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One case: an input file {@code NAME.in.EXT} and the texts expected from it beside it.
 *
 * @param name file name of the input without {@code .in.EXT}
 * @param input the input file
 */
public record GoldenCase(String name, Path input) {

  private static final String INPUT_MARK = ".in.";

  /**
   * The cases of a feature, by name.
   *
   * @param feature folder below {@code src/test/golden}
   * @throws IllegalStateException when there are none, so that a wrong name cannot pass
   */
  public static List<GoldenCase> of(String feature) {
    var folder = Golden.ROOT.resolve(feature);
    try (var files = Files.list(folder)) {
      var cases =
          files
              .filter(file -> file.getFileName().toString().contains(INPUT_MARK))
              .sorted()
              .map(GoldenCase::new)
              .toList();
      if (cases.isEmpty()) {
        throw new IllegalStateException("no case in " + folder.toAbsolutePath());
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GoldenCase(Path input) {
    this(nameOf(input), input);
  }

  private static String nameOf(Path input) {
    var file = input.getFileName().toString();
    return file.substring(0, file.indexOf(INPUT_MARK));
  }

  /** The text of the input. */
  public String text() {
    try {
      return Files.readString(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file beside the input with another ending, as in {@code out.yaml}. */
  public Path beside(String ending) {
    return input.resolveSibling(name + "." + ending);
  }

  /** Compares a text with the file beside the input. */
  public void verify(String ending, String actual) {
    Golden.verify(beside(ending), actual);
  }

  @Override
  public String toString() {
    return name;
  }
}
