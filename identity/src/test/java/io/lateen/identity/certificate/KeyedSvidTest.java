// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.identity.Fixtures;
import io.lateen.identity.Fixtures.Extra;
import io.lateen.identity.Fixtures.Forger;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.identity.secret.SecretText;
import io.lateen.testkit.time.VirtualClock;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyedSvidTest {

  private static final SpiffeId ID = SpiffeId.workload(Fixtures.DOMAIN, "default", "reviews");

  @TempDir Path folder;

  @Test
  void isReadBack() throws CertificateException {
    var svid = Fixtures.svid(Fixtures.authority(folder, new VirtualClock()), ID);
    var again = KeyedSvid.fromPem(svid.pem());
    assertThat(again.svid()).isEqualTo(svid.svid());
    assertThat(again.key().privateKey()).isEqualTo(svid.key().privateKey());
  }

  @Test
  void keyAndCertificateBelongTogether() {
    var authority = Fixtures.authority(folder, new VirtualClock());
    var one = Fixtures.svid(authority, ID);
    var other = Fixtures.svid(authority, ID);
    assertThatThrownBy(() -> new KeyedSvid(one.svid(), other.key()))
        .isInstanceOf(IllegalArgumentException.class);
    var mixed = SecretText.of(other.key().pem().reveal() + one.svid().pem());
    assertThatThrownBy(() -> KeyedSvid.fromPem(mixed))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("not the one of the certificate");
  }

  @Test
  void aFileThatIsCutAnywhereIsNotUsed() {
    var svid = Fixtures.svid(Fixtures.authority(folder, new VirtualClock()), ID);
    var pem = svid.pem().reveal();
    for (int length = 0; length < pem.length() - 2; length += 13) {
      var cut = SecretText.of(pem.substring(0, length));
      assertThatThrownBy(() -> KeyedSvid.fromPem(cut)).isInstanceOf(CertificateException.class);
    }
  }

  @Test
  void ownKeysAreOfOneKind() {
    var extras =
        List.of(
            new Extra(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                    new GeneralName(GeneralName.uniformResourceIdentifier, ID.toString()))),
            new Extra(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)));
    var rsa = Fixtures.keyPair("RSA", 2048).getPublic();
    var leaf = new Forger("root", VirtualClock.START).leaf(rsa, extras);
    var pem = SecretText.of(Certificates.toPem(List.of(leaf)));
    assertThatThrownBy(() -> KeyedSvid.fromPem(pem))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("P-256");
  }

  @Test
  void aKeyThatIsNoKeyIsNotUsed() {
    var svid = Fixtures.svid(Fixtures.authority(folder, new VirtualClock()), ID);
    var begin = "-----BEGIN PRIVATE KEY-----\n";
    var end = "\n-----END PRIVATE KEY-----\n";
    for (var body : new String[] {"AAAA", "*", ""}) {
      var pem = SecretText.of(begin + body + end + svid.svid().pem());
      assertThatThrownBy(() -> KeyedSvid.fromPem(pem)).isInstanceOf(CertificateException.class);
    }
  }

  @Test
  void secretsDoNotShow() {
    var svid = Fixtures.svid(Fixtures.authority(folder, new VirtualClock()), ID);
    var canary = svid.key().pem().reveal().lines().skip(1).findFirst().orElseThrow();
    var key = svid.key();
    assertThat(String.join(" ", svid.toString(), key.toString(), key.pem().toString()))
        .doesNotContain(canary)
        .contains("[secret]");
    assertThat(IdentityKey.generate(Fixtures.RANDOM)).hasToString(key.toString());
  }

  @Test
  void secretTextsCompareByContentAndHashAlike() {
    assertThat(SecretText.of("a")).isEqualTo(SecretText.of("a")).isNotEqualTo(SecretText.of("b"));
    assertThat(SecretText.of("a")).hasSameHashCodeAs(SecretText.of("b"));
    assertThat(SecretText.of("a")).isNotEqualTo("a");
  }
}
