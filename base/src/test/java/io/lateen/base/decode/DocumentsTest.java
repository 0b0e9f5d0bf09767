// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {

  @Test
  void aFieldGivenTwiceHarmsNoOtherDocument() {
    var documents = Documents.read("f", "a: 1\n---\nb: {c: 1, c: 2}\n---\nd: 1\n");
    assertThat(documents.roots()).hasSize(2);
    assertThat(documents.problems().render()).contains("f:3:11", "\"c\" is given twice");
  }

  @Test
  void halvesOfCharactersAreRefused() {
    for (var text : new String[] {"a: 1\nb: \uD83D", "{\"a\": \"\uDE00\uD83D\"}"}) {
      var documents = Documents.read("f", "#" + " ".repeat(1_023) + "\n" + text);
      assertThat(documents.roots()).isEmpty();
      assertThat(documents.problems().render()).contains("half of a character");
    }
    assertThat(Documents.read("f", "a: \uD83D\uDE00").problems().isEmpty()).isTrue();
  }

  @Test
  void everyValueKnowsItsLineAndColumn() {
    var root = mapping("# comment\na: 1\nb:\n  c: text\n");
    assertThat(root.field("a").orElseThrow().mark()).isEqualTo(new Mark(2, 1));
    var inner = (Mapping) root.field("b").orElseThrow().value();
    assertThat(inner.field("c").orElseThrow().value().mark()).isEqualTo(new Mark(4, 6));
  }

  @Test
  void jsonHasMarksToo() {
    var root = mapping("{\n  \"a\": {\"b\": [1, true]}\n}");
    var inner = (Mapping) root.field("a").orElseThrow().value();
    assertThat(inner.mark()).isEqualTo(new Mark(2, 8));
    assertThat(Json.write(root)).isEqualTo("{\"a\":{\"b\":[1,true]}}");
  }

  @Test
  void manyDocumentsWithEmptyOnesBetween() {
    var documents = Documents.read("x.yaml", "---\na: 1\n---\n# nothing\n---\nb: 2\n---\n");
    assertThat(documents.roots()).hasSize(2);
    assertThat(documents.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true, BOOL, true",
    "False, BOOL, false",
    "12, INTEGER, 12",
    "+7, INTEGER, 7",
    "0x1F, INTEGER, 31",
    "0o17, INTEGER, 15",
    "1.50, FLOAT, 1.50",
    ".5, FLOAT, 0.5",
    "1e3, FLOAT, 1E+3",
    "yes, STRING, yes",
    "1h, STRING, 1h",
    "2026-01-01, STRING, 2026-01-01",
    "~, NULL, ''",
    "'\"5\"', STRING, 5",
    "!!str 5, STRING, 5",
    "1e999999999, STRING, 1e999999999",
    "1e10000000001e1, STRING, 1e10000000001e1",
    "1e99999999999, STRING, 1e99999999999",
    "-1.5E-2147483649, STRING, -1.5E-2147483649",
    "1e000000000000003, FLOAT, 1E+3",
    "1e400, FLOAT, 1E+400",
    "1e401, STRING, 1e401",
  })
  void scalarsFollowTheCoreSchema(String yaml, ScalarType type, String text) {
    var scalar = (Scalar) mapping("a: " + yaml).field("a").orElseThrow().value();
    assertThat(scalar.type()).isEqualTo(type);
    assertThat(scalar.text()).isEqualTo(text);
  }

  @Test
  void unreadableTextGivesOneProblemAndKeepsWhatCameBefore() {
    var documents = Documents.read("x.yaml", "a: 1\n---\nb: [1, 2\nc: 3\n");
    assertThat(documents.roots()).hasSize(1);
    assertThat(documents.problems()).hasSize(1);
    var problem = documents.problems().list().getFirst();
    assertThat(problem.location().line()).isEqualTo(4);
    assertThat(problem.message()).startsWith("not readable as YAML");
  }

  @Test
  void tabsAreNamed() {
    assertThat(fault("a:\n\tb: 1\n")).contains("a tab is used for indentation");
  }

  @Test
  void aFieldGivenTwiceIsRefused() {
    assertThat(fault("a: 1\na: 2\n")).isEqualTo("the field \"a\" is given twice");
    assertThat(fault("{\"a\": 1, \"a\": 2}")).isEqualTo("the field \"a\" is given twice");
  }

  @Test
  void aliasesAndMergeKeysWork() {
    var root = mapping("base: &b {x: 1, y: 2}\nother:\n  <<: *b\n  y: 3\nsame: *b\n");
    assertThat(Json.write(root))
        .isEqualTo(
            "{\"base\":{\"x\":1,\"y\":2},\"other\":{\"y\":3,\"x\":1},\"same\":{\"x\":1,\"y\":2}}");
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (var level = 1; level <= 9; level++) {
      text.append("a%d: &a%d [".formatted(level, level));
      text.append(("*a" + (level - 1) + ", ").repeat(10)).append("x]\n");
    }
    assertThat(fault(text.toString())).contains("more than 500000 values");
  }

  @Test
  void anAliasCannotContainItself() {
    assertThat(fault("a: &a [*a]\n")).contains("no complete anchor");
  }

  @Test
  void deepNestingIsRefusedInBothLanguages() {
    assertThat(fault("a: " + "[".repeat(5_000) + "]".repeat(5_000))).contains("64 levels");
    assertThat(fault("{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"))
        .contains("64 levels");
  }

  @Test
  void longTextsAreRefusedUnread() {
    var limits = new DecodeLimits(10, 5, 5, 5);
    var documents = Documents.read("x", "a: 12345678901", limits);
    assertThat(documents.problems().render()).contains("longer than 10 characters (14)");
  }

  @Test
  void tooManyDocumentsAreRefused() {
    var limits = new DecodeLimits(1000, 5, 5, 2);
    var documents = Documents.read("x", "a: 1\n---\nb: 1\n---\nc: 1\n", limits);
    assertThat(documents.roots()).hasSize(2);
    assertThat(documents.problems().render()).contains("more than 2 documents");
  }

  @Test
  void flowYamlThatLooksLikeJsonIsReadAsYaml() {
    assertThat(Json.write(mapping("{a: 1, b: text}"))).isEqualTo("{\"a\":1,\"b\":\"text\"}");
  }

  @Test
  void jsonIsEscaped() {
    assertThat(Json.quoted("a\"b\\c\n\t\u0001é")).isEqualTo("\"a\\\"b\\\\c\\n\\t\\u0001é\"");
  }

  private static Mapping mapping(String text) {
    var documents = Documents.read("x.yaml", text);
    assertThat(documents.problems().render()).isEmpty();
    return (Mapping) documents.roots().getFirst();
  }

  private static String fault(String text) {
    var documents = Documents.read("x.yaml", text);
    assertThat(documents.problems()).hasSize(1);
    return documents.problems().list().getFirst().message();
  }
}
