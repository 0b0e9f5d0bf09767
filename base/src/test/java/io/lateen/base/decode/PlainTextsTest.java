// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.base.decode.Node.ScalarType;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Short cuts over texts, against the patterns that they spare: all texts of up to four letters. */
class PlainTextsTest {

  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
              + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private static void all(String letters, String begin, Consumer<String> check) {
    check.accept(begin);
    if (begin.length() < 4) {
      for (var letter : letters.toCharArray()) {
        all(letters, begin + letter, check);
      }
    }
  }

  @Test
  void numbers() {
    all(
        "+-.07exoa",
        "",
        text -> {
          var type = Scalars.resolve(new Mark(1, 1), text).type();
          var isNumber = type == ScalarType.INTEGER || type == ScalarType.FLOAT;
          assertThat(isNumber).as(text).isEqualTo(NUMBER.matcher(text).matches());
        });
  }

  @Test
  void namesOfFields() {
    var plain = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    all(
        "aZ_-0.[é",
        "",
        text ->
            assertThat(FieldNames.isPlain(text)).as(text).isEqualTo(plain.matcher(text).matches()));
  }
}
