// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Cases that are known not to pass, each with its reason. A line is {@code SUITE CASE -- REASON}; a
 * {@code *} in a case stands for any text.
 */
final class Exceptions {

  private static final String FILE = "/exceptions.txt";

  private final List<Line> lines;

  private Exceptions(List<Line> lines) {
    this.lines = lines;
  }

  private record Line(String suite, Pattern pattern, String reason) {

    boolean isFor(String suiteName, String caseName) {
      return suite.equals(suiteName) && pattern.matcher(caseName).matches();
    }
  }

  private static Pattern glob(String text) {
    return Pattern.compile(
        Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  static Exceptions load() throws IOException {
    try (InputStream in = Exceptions.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException("no " + FILE);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static Exceptions parse(String text) {
    var lines = new ArrayList<Line>();
    for (var line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int space = line.indexOf(' ');
      int colon = line.indexOf(" -- ");
      if (space < 0 || colon < space) {
        throw new IllegalArgumentException("not SUITE CASE -- REASON: " + line);
      }
      lines.add(
          new Line(
              line.substring(0, space),
              glob(line.substring(space, colon).strip()),
              line.substring(colon + 4).strip()));
    }
    return new Exceptions(List.copyOf(lines));
  }

  /** The reason why a case need not pass. */
  Optional<String> reason(String suite, String name) {
    return lines.stream().filter(line -> line.isFor(suite, name)).map(Line::reason).findFirst();
  }
}
