// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.identity.Fixtures;
import io.lateen.identity.Fixtures.Extra;
import io.lateen.identity.Fixtures.Forger;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.certificate.SvidVerifier.Purpose;
import io.lateen.identity.crypto.SignatureProvider;
import io.lateen.testkit.time.VirtualClock;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.util.List;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who checks the signatures of a chain: the provider that was given, where it can. */
class PathProviderTest {

  private static final SpiffeId ID = SpiffeId.workload(Fixtures.DOMAIN, "default", "reviews");
  private static final Extra CA =
      new Extra(Extension.basicConstraints, true, new BasicConstraints(true));

  /** Knows no signature, so that it shows where it is asked for one. */
  private static final class Ignorant extends Provider {
    private static final long serialVersionUID = 1;

    Ignorant(String name) {
      super(name, "1", "no services");
    }
  }

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();
  private CertificateAuthority authority;

  @BeforeEach
  void open() {
    authority = Fixtures.authority(folder.resolve("a"), clock);
  }

  private void verify(Svid svid, TrustBundle bundle, SignatureProvider signatures)
      throws CertificateException {
    SvidVerifier.verify(svid.chain(), bundle, clock.instant(), Purpose.CLIENT, signatures);
  }

  @Test
  void aRegisteredProviderChecks() throws CertificateException {
    var provider = SignatureProvider.of(Security.getProvider("SunEC"));
    assertThat(provider.registered()).contains("SunEC");
    var own = Fixtures.svid(authority, ID).svid();
    verify(own, authority.bundle(), provider);
    var foreign = Fixtures.svid(Fixtures.authority(folder.resolve("b"), clock), ID).svid();
    assertThatThrownBy(() -> verify(foreign, authority.bundle(), provider))
        .hasMessageContaining("not trusted");
  }

  @Test
  void itIsAskedForUsualKeysOnly() throws CertificateException {
    var ignorant = new Ignorant("LateenIgnorant");
    Security.addProvider(ignorant);
    try {
      var provider = SignatureProvider.of(ignorant);
      var svid = Fixtures.svid(authority, ID).svid();
      assertThatThrownBy(() -> verify(svid, authority.bundle(), provider))
          .hasMessageContaining("not trusted");

      var unusual = Fixtures.keyPair("EC", 521).getPublic();
      var root = new Forger("odd", clock.instant()).leaf(unusual, List.of(CA));
      var odd = new TrustBundle(Fixtures.DOMAIN, List.of(root));
      verify(svid, authority.bundle().and(odd), provider);
    } finally {
      Security.removeProvider(ignorant.getName());
    }
  }

  @Test
  void oneThatNobodyRegisteredIsNotAsked() throws CertificateException {
    var provider = SignatureProvider.of(new Ignorant("LateenUnknown"));
    assertThat(provider.registered()).isEmpty();
    assertThat(SignatureProvider.JDK.registered()).isEmpty();
    verify(Fixtures.svid(authority, ID).svid(), authority.bundle(), provider);
  }

  @Test
  void keysComeFromTheProvider() throws Exception {
    var key = Fixtures.keyPair("EC", 256).getPublic();
    var provider = SignatureProvider.of(Security.getProvider("SunEC"));
    assertThat(provider.publicKey("EC", key.getEncoded())).isEqualTo(key);
    assertThat(provider.signature("SHA256withECDSA").getProvider().getName()).isEqualTo("SunEC");
    assertThat(provider.name()).isEqualTo("SunEC");
    assertThatThrownBy(() -> provider.publicKey("RSA", key.getEncoded()))
        .hasMessageContaining("keys of the kind RSA are not known");
  }
}
