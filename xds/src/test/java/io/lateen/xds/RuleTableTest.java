// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of the rules in {@code docs/xds-rules.md} has every rule, and names tests that exist.
 */
class RuleTableTest {

  private static final int RULES = 25;
  private static final Path PROJECT = Path.of("..");
  private static final Path TABLE = PROJECT.resolve("docs").resolve("xds-rules.md");
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| .+ \\| (.+) \\|");
  private static final Pattern PROOF = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

  /** A test of the table; {@code method} is empty when the whole class is meant. */
  private record Proof(String type, String method) {}

  @Test
  void everyRuleIsProved() throws IOException {
    var table = table();
    assertThat(table.keySet())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, RULES).boxed().toList());
    assertThat(table.values()).noneMatch(List::isEmpty);
  }

  @Test
  void everyNamedTestIsThere() throws IOException {
    var texts = tests();
    for (var proof : table().values().stream().flatMap(List::stream).toList()) {
      assertThat(texts.getOrDefault(proof.type(), ""))
          .as("%s.%s", proof.type(), proof.method())
          .contains(proof.method().isEmpty() ? "@Test" : "void " + proof.method() + "(");
    }
  }

  private static Map<Integer, List<Proof>> table() throws IOException {
    var table = new TreeMap<Integer, List<Proof>>();
    for (var line : Files.readAllLines(TABLE)) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        var proofs =
            PROOF
                .matcher(row.group(2))
                .results()
                .map(each -> new Proof(each.group(1), each.group(2) == null ? "" : each.group(2)))
                .toList();
        table.put(Integer.valueOf(row.group(1)), proofs);
      }
    }
    return table;
  }

  /** The texts of all test classes of the project by class name. */
  private static Map<String, String> tests() throws IOException {
    try (var modules = Files.list(PROJECT)) {
      return modules
          .map(module -> module.resolve(Path.of("src", "test", "java")))
          .filter(Files::isDirectory)
          .flatMap(RuleTableTest::sources)
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  RuleTableTest::read,
                  (a, b) -> a));
    }
  }

  private static Stream<Path> sources(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith("Test.java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
