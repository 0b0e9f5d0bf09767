// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity;

import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.secret.IdentityKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.InstantSource;

/** An authority for tests and what it issues. */
public final class Identities {

  public static final TrustDomain DOMAIN = new TrustDomain("cluster.local");
  public static final SecureRandom RANDOM = new SecureRandom();

  private Identities() {}

  public static CertificateAuthority authority(Path folder, InstantSource clock) {
    return CertificateAuthority.open(folder, AuthoritySettings.of(DOMAIN), clock, RANDOM).orThrow();
  }

  public static KeyedSvid svid(CertificateAuthority authority, SpiffeId id) {
    var key = IdentityKey.generate(RANDOM);
    return new KeyedSvid(svid(authority, id, CertificateRequest.create(key)), key);
  }

  public static Svid svid(CertificateAuthority authority, SpiffeId id, byte[] csr) {
    try {
      return authority.issue(id, CertificateRequest.parse(csr)).orThrow();
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }
}
