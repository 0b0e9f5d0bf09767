// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.Kinds;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Json;
import io.lateen.base.decode.Reading;
import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an author or an attacker writes, decoders answer with problems, never throw. */
class FuzzTest {

  private static final int CASES = 300;

  /** What a text is cut up with. */
  private static final Gen<String> NOISE =
      Gen.of(
          "",
          "\t",
          "&a [*a, *a]",
          "*b",
          "!!binary x",
          "<<: *a",
          "{",
          "]",
          "'",
          "---\n",
          "\n...\n",
          "? ",
          "\u0000",
          "\uFFFE",
          "%YAML 9.9\n",
          "|9\n",
          "a: b: c\n");

  /** A file with documents of every kind that is decoded. */
  static Stream<String> files() throws IOException {
    try (var files = Files.list(Path.of("src", "test", "resources", "valid"))) {
      var valid = files.map(file -> "/valid/" + file.getFileName()).sorted().toList();
      return Stream.concat(valid.stream(), Stream.of("/envoy-filter.yaml"));
    }
  }

  @Test
  void theFilesHaveDocumentsOfEveryKind() throws IOException {
    var found =
        files()
            .flatMap(file -> new DocumentDecoder().decode(file, Valid.read(file)).valid().stream())
            .map(object -> object.key().group() + " " + object.key().kind())
            .collect(Collectors.toSet());
    var wanted = Kinds.served().stream().map(kind -> kind.group() + " " + kind.kind()).toList();
    assertThat(found).containsAll(wanted);
  }

  @ParameterizedTest
  @MethodSource("files")
  void spoiledTrees(String file) {
    var documents = Documents.read(file, Valid.read(file)).roots();
    Property.forAll(
        Property.seed(),
        CASES,
        Mutations.of(documents).map(Json::write),
        json -> {
          var decoded = new DocumentDecoder().decode(file, json);
          assertThat(decoded.problems().size()).isLessThanOrEqualTo(Reading.MAX_PROBLEMS);
          if (decoded.valid().isEmpty()) {
            assertThat(decoded.problems().isEmpty()).isFalse();
          } else {
            assertThat(decoded.problems().hasErrors()).isFalse();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("files")
  void spoiledTexts(String file) {
    var text = Valid.read(file);
    Gen<String> spoiled =
        choices -> {
          var result = new StringBuilder(text);
          var times = 1 + choices.next(4);
          for (var time = 0; time < times; time++) {
            var at = (int) choices.next(result.length());
            var end = Math.min(result.length(), at + (int) choices.next(40));
            result.replace(at, end, NOISE.draw(choices));
          }
          return result.toString();
        };
    Property.forAll(
        Property.seed(),
        CASES,
        spoiled,
        one -> {
          var decoded = new DocumentDecoder().decode(file, one);
          assertThat(decoded.complete() || decoded.problems().hasErrors()).isTrue();
        });
  }
}
