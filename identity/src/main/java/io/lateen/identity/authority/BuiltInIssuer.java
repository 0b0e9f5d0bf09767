// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.authority.CertificateForm.Member;
import io.lateen.identity.authority.CertificateForm.Validity;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.crypto.LocalKey;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes roots and the intermediates under them. Safe for all threads. */
final class BuiltInIssuer {

  /** Lifetime of an intermediate, which is renewed when two thirds of it are over. */
  static final Duration INTERMEDIATE_LIFETIME = Duration.ofDays(365);

  /** Bits of a serial number; RFC 5280 allows 159. */
  private static final int SERIAL_BITS = 127;

  private final AuthoritySettings settings;
  private final SecureRandom random;

  BuiltInIssuer(AuthoritySettings settings, SecureRandom random) {
    this.settings = settings;
    this.random = random;
  }

  /** A new root with an intermediate under it. */
  Issuer withNewRoot(Instant instant) {
    var now = Times.seconds(instant);
    var key = LocalKey.generate(random, settings.signatures());
    var validity =
        new Validity(serial(random), now.minus(Svid.BACKDATE), now.plus(settings.rootLifetime()));
    return under(CertificateForm.root(settings.trustDomain(), key, validity), key, now);
  }

  /** A new intermediate under a root whose key is here. */
  Issuer under(X509Certificate root, LocalKey rootKey, Instant instant) {
    var now = Times.seconds(instant);
    var key = LocalKey.generate(random, settings.signatures());
    var begin = Times.later(now.minus(Svid.BACKDATE), root.getNotBefore().toInstant());
    var end = Times.earlier(begin.plus(INTERMEDIATE_LIFETIME), root.getNotAfter().toInstant());
    var certificate =
        CertificateForm.intermediate(
            new Member(settings.cluster(), Optional.of(settings.trustDomain())),
            key.publicKey(),
            new Validity(serial(random), begin, end),
            root,
            rootKey);
    return new Issuer(
        Issuer.Origin.BUILT_IN,
        certificate,
        key,
        List.of(certificate),
        List.of(root),
        Optional.of(rootKey));
  }

  static BigInteger serial(SecureRandom random) {
    return new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
  }
}
