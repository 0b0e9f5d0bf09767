// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.matrix;

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
 * Why fields have no golden case. A line is {@code KIND PATH -- STATE}; a {@code *} stands for any
 * text. A state begins with {@code supported} (and names another test), {@code not applicable} or
 * {@code missing}.
 */
final class Reasons {

  private static final String FILE = "/field-reasons.txt";
  private static final Pattern STATE =
      Pattern.compile("(supported \\(\\w+\\)|not applicable|missing): .+|supported \\(\\w+\\)");

  private final List<Line> lines;

  private Reasons(List<Line> lines) {
    this.lines = lines;
  }

  private record Line(Pattern pattern, String state) {}

  static Reasons load() throws IOException {
    try (InputStream in = Reasons.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException("no " + FILE);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static Reasons parse(String text) {
    var lines = new ArrayList<Line>();
    for (var line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int dashes = line.indexOf(" -- ");
      var state = dashes < 0 ? "" : line.substring(dashes + 4).strip();
      if (!STATE.matcher(state).matches()) {
        throw new IllegalArgumentException("not KIND PATH -- STATE: " + line);
      }
      lines.add(new Line(glob(line.substring(0, dashes).strip()), state));
    }
    return new Reasons(List.copyOf(lines));
  }

  private static Pattern glob(String text) {
    return Pattern.compile(
        Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  /** The first line that speaks of the field. */
  Optional<String> of(String kind, String path) {
    var name = kind + " " + path;
    return lines.stream()
        .filter(line -> line.pattern().matcher(name).matches())
        .map(Line::state)
        .findFirst();
  }
}
