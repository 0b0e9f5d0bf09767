// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions find what the author named, and nothing beside it. */
class PatternsTest {

  @ParameterizedTest
  @CsvSource({
    "sa, spiffe://td/ns/ns/sa/x, false",
    "sa, spiffe://td/ns/sa/sa/x, true",
    "'*a', spiffe://td/ns/b/sa/x, false",
    "'*a', spiffe://td/ns/ba/sa/x, true",
    "'*sa', spiffe://td/ns/b/sa/x, false",
    "'s*', spiffe://td/ns/ns/sa/x, false",
    "'s*', spiffe://td/ns/shop/sa/x, true",
    "'*', spiffe://td/ns/b/sa/x, true",
    "team.one, spiffe://td/ns/teamXone/sa/x, false"
  })
  void aNamespaceIsNotFoundInTheAccount(String written, String identity, boolean found) {
    var expression = Patterns.namespace(written).getSafeRegex().getRegex();
    assertThat(Pattern.matches(expression, identity)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "'/a/{*}', /a/b=c, true",
    "'/a/{*}', /a/b*c, true",
    "'/a/{*}', '/a/b[c]', true",
    "'/a/{*}', /a/b/c, false",
    "'/a/{*}', /a/, false",
    "'/a.b/{**}', /a.b/c/d=e, true",
    "'/a.b/{**}', /axb/c, false"
  })
  void aTemplateOfARefusalSeesEverySegment(String written, String path, boolean found) {
    var expression = Permissions.path(written, false).getUrlPath().getPath().getSafeRegex();
    assertThat(Pattern.matches(expression.getRegex(), path)).isEqualTo(found);
    assertThat(Permissions.path(written, true).hasUriTemplate()).isTrue();
  }
}
