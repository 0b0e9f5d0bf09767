// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.controlplane.bootstrap.Authorities;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.SvidVerifier;
import io.lateen.identity.certificate.SvidVerifier.Purpose;
import io.lateen.identity.crypto.SignatureProvider;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.testkit.time.VirtualClock;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains of peers, with their signatures checked by the provider that the doors use. */
class PathOfPeerTest {

  private static final SpiffeId ID = SpiffeId.node(Door.DOMAIN, "host1");
  private static final SignatureProvider NATIVE = Authorities.signatures();

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();

  private CertificateAuthority authority(String name) {
    var settings = AuthoritySettings.of(Door.DOMAIN).with(NATIVE);
    return CertificateAuthority.open(folder.resolve(name), settings, clock, Door.RANDOM).orThrow();
  }

  private static List<X509Certificate> chain(CertificateAuthority authority)
      throws CertificateException {
    var request = CertificateRequest.create(IdentityKey.generate(Door.RANDOM));
    return authority.issue(ID, CertificateRequest.parse(request, NATIVE)).orThrow().chain();
  }

  private void verify(List<X509Certificate> chain, CertificateAuthority trusted)
      throws CertificateException {
    SvidVerifier.verify(chain, trusted.bundle(), clock.instant(), Purpose.CLIENT, NATIVE);
  }

  @Test
  void theNativeProviderIsTheOneThatChecks() throws CertificateException {
    assertThat(NATIVE.registered()).contains(NATIVE.name());
    var authority = authority("a");
    verify(chain(authority), authority);
  }

  @Test
  void whatAnotherRootOfThatNameSignedIsRefused() throws CertificateException {
    var authority = authority("a");
    var foreign = chain(authority("b"));
    assertThatThrownBy(() -> verify(foreign, authority)).hasMessageContaining("not trusted");
  }

  @Test
  void aChangedSignatureIsRefused() throws CertificateException {
    var authority = authority("a");
    var chain = chain(authority);
    var bytes = chain.getFirst().getEncoded();
    bytes[bytes.length - 1] ^= 1;
    var changed =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(bytes));
    assertThatThrownBy(() -> verify(List.of(changed), authority))
        .hasMessageContaining("not trusted");
  }
}
