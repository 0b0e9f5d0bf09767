// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderFormatTest {

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "100%, 100%%",
    "100% sure, 100%% sure",
    "a%%b, a%%b",
    "%DOWNSTREAM_REMOTE_ADDRESS%, %DOWNSTREAM_REMOTE_ADDRESS%",
    "x-%REQ(x-a?:path):12%-y, x-%REQ(x-a?:path):12%-y",
    "%REQ()%, %%REQ()%%",
    "%UNKNOWN%, %%UNKNOWN%%",
    "%FILTER_STATE(a:PLAIN)%, %FILTER_STATE(a:PLAIN)%",
    "%FILTER_STATE(a:X)%, %%FILTER_STATE(a:X)%%",
    "$1 \\ %PROTOCOL% 5%, $1 \\ %PROTOCOL% 5%%",
  })
  void keepsOperatorsAndEscapesTheRest(String written, String sent) {
    assertThat(HeaderFormat.of(written)).isEqualTo(sent);
  }
}
