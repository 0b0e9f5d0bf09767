// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

  private static final List<String> NAMES =
      List.of("exportTo", "corsPolicy", "retries", "mirrorPercentage", "uri", "match", "tls");

  @ParameterizedTest
  @CsvSource({
    "export_to, exportTo",
    "exportto, exportTo",
    "retires, retries",
    "urL, uri",
    "matches, match",
    "mirrorpercentage, mirrorPercentage",
    "corPolicy, corsPolicy",
  })
  void closeNamesAreFound(String written, String meant) {
    assertThat(Suggestions.closest(written, NAMES)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"somethingElse", "x", "gateways"})
  void farNamesAreNot(String written) {
    assertThat(Suggestions.closest(written, NAMES)).isEmpty();
    assertThat(Suggestions.remedy(written, NAMES)).isEmpty();
  }
}
