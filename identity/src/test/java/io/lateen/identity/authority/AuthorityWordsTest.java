// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.identity.Fixtures;
import io.lateen.identity.crypto.SignatureProvider;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the authority is told in words: names of servers, its cluster, spans. */
class AuthorityWordsTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "Z", "host-1.Example.com", "1a", "0.a-9"})
  void namesOfHostsAreTaken(String name) {
    assertThat(ServerName.of(name)).isEqualTo(new ServerName.Dns(name));
  }

  @ParameterizedTest
  @CsvSource({"10.1.2.3, 10.1.2.3", "::1, ::1"})
  void addressesAreTaken(String text, String address) {
    assertThat(ServerName.of(text)).isEqualTo(new ServerName.Ip(InetAddress.ofLiteral(address)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a_b", "a b", "a/b", "a@b", "a`b", "a{b", "10.1", "1.2.3.999", "x:y"})
  void allElseIsRefused(String text) {
    assertThatThrownBy(() -> ServerName.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameOfAHostHasUpTo253Characters() {
    assertThat(ServerName.of("a".repeat(253))).isInstanceOf(ServerName.Dns.class);
    assertThatThrownBy(() -> ServerName.of("a".repeat(254)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static AuthoritySettings settings(Duration leaf, Duration root, String cluster) {
    return new AuthoritySettings(
        Fixtures.DOMAIN,
        leaf,
        root,
        cluster,
        Optional.empty(),
        Optional.empty(),
        SignatureProvider.JDK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines"})
  void aClusterHasAName(String name) {
    assertThatThrownBy(() -> settings(Duration.ofHours(1), Duration.ofHours(2), name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesAndSpansHaveBounds() {
    var hour = Duration.ofHours(1);
    assertThat(settings(hour, hour, "c".repeat(64)).rotateBefore())
        .isEqualTo(Duration.ofMinutes(20));
    assertThat(settings(hour, Duration.ofDays(3650), "c").rotateBefore())
        .isEqualTo(Duration.ofDays(30));
    for (var leaf : new Duration[] {Duration.ofSeconds(29), Duration.ofHours(25)}) {
      assertThatThrownBy(() -> settings(leaf, hour, "c")).hasMessageContaining("a leaf lives");
    }
    for (var root : new Duration[] {Duration.ofMinutes(59), Duration.ofDays(7301)}) {
      assertThatThrownBy(() -> settings(hour, root, "c")).hasMessageContaining("a root lives");
    }
    assertThatThrownBy(() -> settings(hour, hour, "c".repeat(65)))
        .hasMessageContaining("64 characters");
  }
}
