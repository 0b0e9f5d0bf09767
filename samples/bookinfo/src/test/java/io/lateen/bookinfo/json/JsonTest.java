// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void whatIsWrittenReadsBackEqual() {
    var value =
        Map.of("a", List.of(1L, 2.5, true, "line\nbreak \"quoted\" \\ \t \u0001"), "b", Map.of());

    assertThat(Json.parse(Json.write(value))).isEqualTo(value);
  }

  @Test
  void readsEscapesAndNull() {
    assertThat(Json.parse(" [ null , \"\\u00e9\\/\\b\" ] ")).asString().isEqualTo("[null, é/\b]");
  }

  @Test
  void refusesWhatIsNotOneValue() {
    for (var text : List.of("", "{", "[1,]", "{\"a\":1} x", "\"open", "tru", "[".repeat(100))) {
      assertThatThrownBy(() -> Json.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
