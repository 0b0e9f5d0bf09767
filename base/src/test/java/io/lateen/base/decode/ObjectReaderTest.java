// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.base.decode.Node.Mapping;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectReaderTest {

  private enum Color {
    RED,
    GREEN
  }

  @Test
  void readsFieldsOfEveryType() {
    var in =
        read(
            """
            text: hello
            yes: true
            number: 7
            share: 12.5
            wait: 1m30s
            color: GREEN
            list: [a, b]
            map: {x: 1, "y/z": two}
            objects:
            - {n: 1}
            - {n: 2}
            nothing: null
            """);
    assertThat(in.string("text")).isEqualTo("hello");
    assertThat(in.bool("yes")).isTrue();
    assertThat(in.integer("number", 0, 10)).isEqualTo(7);
    assertThat(in.number("share")).hasValue(12.5);
    assertThat(in.duration("wait")).contains(Duration.ofSeconds(90));
    assertThat(in.enumeration("color", Color.RED)).isEqualTo(Color.GREEN);
    assertThat(in.strings("list")).containsExactly("a", "b");
    assertThat(in.map("map")).containsOnlyKeys("x", "y/z");
    assertThat(in.objects("objects", part -> part.integer("n", 0, 9))).isEqualTo(List.of(1, 2));
    assertThat(in.has("nothing")).isFalse();
    in.done();
    assertThat(in.reading().problems().render()).isEmpty();
  }

  @Test
  void absentFieldsHaveDefaults() {
    var in = read("{}");
    assertThat(in.string("a")).isEmpty();
    assertThat(in.bool("a")).isFalse();
    assertThat(in.integer("a", 5, 10)).isZero();
    assertThat(in.enumeration("a", Color.RED)).isEqualTo(Color.RED);
    assertThat(in.strings("a")).isEmpty();
    assertThat(in.stringMap("a")).isEqualTo(Map.of());
    assertThat(in.isEmpty()).isTrue();
    assertThat(in.reading().failed()).isFalse();
  }

  @Test
  void typeErrorsNamePathLineAndValue() {
    var in = read("outer:\n- {}\n- name: 5\n  on: maybe\n  count: 1.5\n  far: 99\n  t: soon\n");
    in.objects(
        "outer",
        part -> {
          part.string("name");
          part.bool("on");
          part.integer("count", 0, 10);
          part.integer("far", 0, 10);
          return part.duration("t");
        });
    assertThat(in.reading().problems().render())
        .isEqualTo(
            """
            f.yaml:3:9  Thing a  outer[1].name
              error  must be a text, but is the number 5
              fix    put it in quotes: "5"
            f.yaml:4:7  Thing a  outer[1].on
              error  must be true or false, but is the text "maybe"
            f.yaml:5:10  Thing a  outer[1].count
              error  must be a whole number, but is the number 1.5
            f.yaml:6:8  Thing a  outer[1].far
              error  must be from 0 to 10, but is the number 99
            f.yaml:7:6  Thing a  outer[1].t
              error  must be a duration, but is the text "soon"
              fix    write it as in 1.5s, 200ms or 1h30m\
            """);
  }

  @Test
  void unknownFieldsAreErrorsWithASuggestion() {
    var in = read("exprtTo: x\nstrange: y\n");
    in.strings("exportTo");
    in.done();
    assertThat(in.reading().problems().render())
        .isEqualTo(
            """
            f.yaml:1:1  Thing a  exprtTo
              error  unknown field "exprtTo"
              fix    did you mean exportTo?
            f.yaml:2:1  Thing a  strange
              error  unknown field "strange\"\
            """);
  }

  @Test
  void lenientReadingsPassOverUnknownFields() {
    var in = ObjectReader.of(new Reading("f.yaml", "Thing a", false), mapping("strange: y\n"));
    in.done();
    assertThat(in.reading().problems()).isEmpty();
  }

  @Test
  void enumerationsSuggestConstants() {
    var in = read("color: GREN\n");
    in.enumeration("color", Color.RED);
    var problem = in.reading().problems().list().getFirst();
    assertThat(problem.message()).isEqualTo("must be one of RED, GREEN, but is the text \"GREN\"");
    assertThat(problem.fix()).isEqualTo("did you mean GREEN?");
  }

  @Test
  void nullItemsAreErrors() {
    var in = read("list:\n- a\n-\n");
    assertThat(in.strings("list")).containsExactly("a");
    assertThat(in.reading().problems().render()).contains("list[1]").contains("must not be null");
  }

  @Test
  void oneProblemIsToldOnceAndTheirNumberIsBounded() {
    var reading = new Reading("f.yaml", "Thing a", true);
    reading.error(new Mark(1, 1), "p", "same", "");
    reading.error(new Mark(1, 1), "p", "same", "");
    assertThat(reading.problems()).hasSize(1);
    for (var line = 0; line < 1_000; line++) {
      reading.warning(new Mark(line, 1), "p", "many", "");
    }
    assertThat(reading.problems()).hasSize(Reading.MAX_PROBLEMS);
  }

  @Test
  void anErrorIsNeverLostBehindWarnings() {
    var reading = new Reading("f.yaml", "Thing a", true);
    for (var line = 0; line < 1_000; line++) {
      reading.warning(new Mark(line, 1), "p", "many", "");
    }
    assertThat(reading.failed()).isFalse();
    reading.error(new Mark(5, 1), "p", "bad", "");
    assertThat(reading.failed()).isTrue();
    assertThat(reading.problems().hasErrors()).isTrue();
  }

  private static ObjectReader read(String text) {
    return ObjectReader.of(new Reading("f.yaml", "Thing a", true), mapping(text));
  }

  private static Mapping mapping(String text) {
    return (Mapping) Documents.read("f.yaml", text).roots().getFirst();
  }
}
