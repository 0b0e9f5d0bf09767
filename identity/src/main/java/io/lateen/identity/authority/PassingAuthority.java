// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.CertificateForm.Validity;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.secret.IdentityKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * An authority that never leaves the process: its keys are in memory alone and end with it, and
 * nobody outside trusts its root. Both ends of a connection within one process show its
 * certificates to each other. Safe for all threads.
 */
public final class PassingAuthority {

  /** How long its certificates are valid. */
  static final Duration LIFETIME = Duration.ofHours(1);

  private final AuthoritySettings settings;
  private final SecureRandom random;
  private final Instant now;
  private final Signing signing;

  /**
   * An authority with a new root.
   *
   * @param settings of which only the trust domain, the cluster and who signs matter
   */
  public PassingAuthority(AuthoritySettings settings, InstantSource clock, SecureRandom random) {
    this.settings = settings;
    this.random = random;
    this.now = Times.seconds(clock.instant());
    this.signing = Signing.by(new BuiltInIssuer(settings, random).withNewRoot(now));
  }

  /** Its root. */
  public TrustBundle bundle() {
    return new TrustBundle(settings.trustDomain(), signing.issuer().roots());
  }

  /**
   * A new key with a certificate, valid for an hour from when the authority was made.
   *
   * @throws GeneralSecurityException when the key does not sign
   */
  public KeyedSvid issue(SpiffeId id, List<ServerName> names) throws GeneralSecurityException {
    var key = IdentityKey.generate(random);
    var validity =
        new Validity(BuiltInIssuer.serial(random), signing.notBefore(), now.plus(LIFETIME));
    var leaf = signing.leaf(new LeafForm.Leaf(id, names, key.publicKey()), validity);
    return new KeyedSvid(leaf.svid(), key);
  }
}
