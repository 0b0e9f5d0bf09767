// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules, which are written out for speed, against the patterns of Kubernetes and Istio. */
class DnsNamesLawsTest {

  private static final String LABEL = "[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?";
  private static final String LOWER_LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
  private static final char[] LETTERS = "aazZ09--..**_ é".toCharArray();

  private static void agree(Pattern pattern, Predicate<String> rule) {
    var accepted = 0;
    for (var seed = 1L; seed <= 50_000; seed++) {
      var text = text(new Random(seed));
      var expected = pattern.matcher(text).matches();
      assertThat(rule.test(text)).as("seed %d: \"%s\"", seed, text).isEqualTo(expected);
      accepted += expected ? 1 : 0;
    }
    assertThat(accepted).isGreaterThan(1_000);
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (var length = random.nextInt(6); length > 0; length--) {
      text.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return text.toString();
  }

  @Test
  void labels() {
    agree(Pattern.compile(LABEL), DnsNames::isLabel);
  }

  @Test
  void namesOfObjects() {
    agree(
        Pattern.compile(LOWER_LABEL + "(?:\\." + LOWER_LABEL + ")*"),
        text -> DnsNames.objectNameFault(text).isEmpty());
  }

  @Test
  void firstLabelsWithWildcards() {
    // Behind the wildcard label one that is always valid, so that only the first one decides.
    agree(
        Pattern.compile("\\*|(?:\\*|\\*-)?" + LABEL),
        text -> !text.contains(".") && DnsNames.wildcardNameFault(text + ".com").isEmpty());
  }

  @Test
  void lengths() {
    assertThat(DnsNames.isLabel("a".repeat(63))).isTrue();
    assertThat(DnsNames.isLabel("a".repeat(64))).isFalse();
    assertThat(DnsNames.objectNameFault("a".repeat(253))).isEmpty();
    assertThat(DnsNames.objectNameFault("a".repeat(254))).isPresent();
  }
}
