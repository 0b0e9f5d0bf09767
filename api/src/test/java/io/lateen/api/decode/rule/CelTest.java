// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CelTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "response.code >= 400",
        "response.code",
        "has(request.headers['x-id']) || !(connection.mtls)",
        "request.url_path.startsWith(\"/a\\\"b\") ? 'x' : r'\\d' + b\"z\"",
        "[1, 2u, 0x1F, 1.5e-3, .5, 1e9,].exists(n, n in {1: true, 'a': null,})",
        "a.b.C{field: 1, other: -x[0]}.d",
        "\"\"\"three\nlines\"\"\" == '''x'''",
        ".rooted == --1 // comment",
        "a % b * c / d < e && f > g != h",
        "m.`quoted-name` == 1",
      })
  void valid(String expression) {
    assertThat(Cel.fault(expression)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ")++++",
        "response.code >=",
        "a b",
        "a ? b",
        "f(",
        "[1, 2",
        "{1}",
        "'open",
        "a.1",
        "while",
        "x == #",
        "a..b",
        "1 +* 2",
      })
  void invalid(String expression) {
    assertThat(Cel.fault(expression)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "{1:", "!", "a.f(", "a[", "-", "a?b:"})
  void deepOnesEndSoon(String opening) {
    assertThat(Cel.fault(opening.repeat(3_000))).isPresent();
    assertThat(Cel.fault(opening.repeat(100_000))).isPresent();
  }
}
