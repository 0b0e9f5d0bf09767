// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.base.Result;
import io.lateen.identity.Fixtures;
import io.lateen.testkit.time.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of the authority that somebody or something has changed is named and left alone. */
class StateFileTest {

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();
  private Path file;

  @BeforeEach
  void begin() {
    open().orThrow().rotate(Pace.OVERLAPPING).orThrow();
    file = folder.resolve("ca").resolve("authority.pem");
  }

  private Result<CertificateAuthority> open() {
    var settings = AuthoritySettings.of(Fixtures.DOMAIN);
    return CertificateAuthority.open(folder, settings, clock, Fixtures.RANDOM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# leaf\\nPT24H | # other | the section leaf is missing",
        "PT24H | a day | it is not readable",
        "# rotations\\n1 | # rotations\\none | it is not readable",
        "# phase\\ndistributing | # phase\\nresting | its phase is not known",
        "BUILT_IN | BORROWED | an origin is not known",
        "# end\\nlateen-authority-1 | # end | it is not whole",
        "# format\\nlateen-authority-1 | # format\\nlateen-authority-9 | it is not whole",
        "# next.roots\\n | # next.rots\\n | the section next.roots is missing",
        "# next.key\\n | # next.key\\n# | there is no private key"
      })
  void whatWasChangedIsNamedAndLeftAlone(String from, String to, String reason) throws IOException {
    var before = Files.readString(file);
    var changed = before.replaceFirst(from, to.replace("\\n", "\n"));
    assertThat(changed).isNotEqualTo(before);
    Files.writeString(file, changed);
    assertThat(open().problems().render())
        .contains("the certificate authority's state cannot be used", reason)
        .contains("restore the file from a backup");
    assertThat(Files.readString(file)).isEqualTo(changed);
  }

  @Test
  void aRotationDoesNotBeginInAnother() {
    var issuer = new BuiltInIssuer(AuthoritySettings.of(Fixtures.DOMAIN), Fixtures.RANDOM);
    var now = clock.instant();
    var state =
        AuthorityState.first(issuer.withNewRoot(now), AuthoritySettings.MAX_LEAF_LIFETIME)
            .with(issuer.withNewRoot(now), now);
    assertThatThrownBy(() -> state.with(issuer.withNewRoot(now), now))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("distributing");
  }
}
