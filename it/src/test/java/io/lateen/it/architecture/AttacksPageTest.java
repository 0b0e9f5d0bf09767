// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code docs/attacks.md} has a row for each attack, and names tests that exist. */
@Tag("once")
class AttacksPageTest {

  private static final int ATTACKS = 36;
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (A\\d+) [^|]*\\|([^|]*)\\|.*$");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`");

  private final String page;
  private final Map<String, String> tests;

  AttacksPageTest() throws IOException {
    this.page = Files.readString(Machine.HOME.resolve("docs/attacks.md"));
    this.tests = tests();
  }

  private static Map<String, String> tests() throws IOException {
    var texts = new HashMap<String, String>();
    try (var modules = Files.list(Machine.HOME)) {
      for (var module : modules.toList()) {
        var sources = module.resolve("src/test/java");
        if (Files.isDirectory(sources)) {
          read(sources, texts);
        }
      }
    }
    return texts;
  }

  private static void read(Path sources, Map<String, String> texts) throws IOException {
    try (var files = Files.walk(sources)) {
      for (var file : files.toList()) {
        var name = file.getFileName().toString();
        if (name.endsWith("Test.java")) {
          texts.merge(name.replace(".java", ""), Files.readString(file), String::concat);
        }
      }
    }
  }

  @Test
  void everyAttackHasOneRow() {
    var expected = IntStream.rangeClosed(1, ATTACKS).mapToObj(number -> "A" + number).toList();
    assertThat(ROW.matcher(page).results().map(row -> row.group(1)).toList()).isEqualTo(expected);
  }

  @Test
  void whatIsNamedExists() {
    var named = NAMED.matcher(page).results().toList();
    assertThat(named).hasSizeGreaterThan(ATTACKS);
    for (var one : named) {
      assertThat(tests).as("a test " + one.group()).containsKey(one.group(1));
      if (one.group(2) != null) {
        assertThat(tests.get(one.group(1)))
            .as(one.group())
            .containsPattern("void " + one.group(2) + "\\(");
      }
    }
  }

  /** A row without a test is one that does not apply, or one that is known to be open. */
  @Test
  void rowsWithoutATestAreKnown() {
    var bare =
        ROW.matcher(page)
            .results()
            .filter(row -> !NAMED.matcher(row.group()).find())
            .filter(row -> !row.group(2).strip().startsWith("not: "))
            .map(row -> row.group(1))
            .toList();
    assertThat(bare).isEmpty();
  }
}
