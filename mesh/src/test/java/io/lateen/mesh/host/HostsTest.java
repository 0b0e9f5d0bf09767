// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostsTest {

  private static final Gen<String> HOST =
      Gen.of(
          "*",
          "*.com",
          "*.foo.com",
          "*oo.com",
          "foo.com",
          "a.foo.com",
          "*.a.foo.com",
          "com",
          "b.a.foo.com",
          "*-x.com",
          "y-x.com");

  @Test
  void wildcardsCoverByTheirEnding() {
    assertThat(Hosts.covers("*.com", "foo.com")).isTrue();
    assertThat(Hosts.covers("*.foo.com", "foo.com")).isFalse();
    assertThat(Hosts.covers("*", "*.com")).isTrue();
    assertThat(Hosts.covers("*.com", "*.foo.com")).isTrue();
    assertThat(Hosts.covers("*.foo.com", "*.com")).isFalse();
    assertThat(Hosts.covers("foo.com", "*.com")).isFalse();
    assertThat(Hosts.overlap("foo.com", "*.com")).isTrue();
    assertThat(Hosts.overlap("bar.org", "*.com")).isFalse();
  }

  @Test
  void onlyNamesWithoutADotAreShort() {
    assertThat(Hosts.qualify("reviews", "default")).isEqualTo("reviews.default.svc.cluster.local");
    assertThat(Hosts.qualify("reviews.prod", "default")).isEqualTo("reviews.prod");
    assertThat(Hosts.qualify("*", "default")).isEqualTo("*");
    assertThat(Hosts.qualify("10.0.0.1", "default")).isEqualTo("10.0.0.1");
    assertThat(Hosts.qualify("2001::1", "default")).isEqualTo("2001::1");
  }

  /** The index finds what trying every entry finds. */
  @Test
  void theMostSpecificEntryIsTheLongestThatCovers() {
    Property.forAll(
        HOST.list(1, 6),
        hosts -> {
          String asked = hosts.getFirst();
          List<String> entries = hosts.subList(1, hosts.size());
          HostIndex<String> index = HostIndex.empty();
          for (String entry : entries) {
            index = index.plus(entry, entry);
          }
          Optional<String> expected =
              entries.stream()
                  .filter(entry -> Hosts.covers(entry, asked))
                  .max(
                      (one, other) ->
                          one.equals(asked) != other.equals(asked)
                              ? Boolean.compare(one.equals(asked), other.equals(asked))
                              : Integer.compare(one.length(), other.length()));
          assertThat(index.mostSpecific(asked)).isEqualTo(expected);
        });
  }
}
