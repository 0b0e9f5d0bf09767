// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VersionTest {

  @Test
  void isTheFirstHalfOfSha256() {
    // SHA-256 of "abc" (FIPS 180-4, example).
    assertThat(Version.of("abc").hex()).isEqualTo("ba7816bf8f01cfea414140de5dae2223");
    var bytes = "abc".getBytes(StandardCharsets.UTF_8);
    assertThat(Version.of(bytes)).isEqualTo(Version.of(ByteBuffer.wrap(bytes)));
  }

  @Test
  void otherTextsAreNoVersions() {
    assertThatThrownBy(() -> new Version("ABC")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Version("g".repeat(32)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
