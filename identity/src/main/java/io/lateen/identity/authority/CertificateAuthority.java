// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.CertificateForm.Leaf;
import io.lateen.identity.authority.CertificateForm.Validity;
import io.lateen.identity.authority.RootFile.Root;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.identity.secret.PrivateFile;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Signs the certificates of one trust domain with a P-256 root that it makes at its first start.
 * Whoever calls it has authenticated the holder: a signing request contributes its public key and
 * nothing else. Safe for all threads.
 */
public final class CertificateAuthority {

  /** Lifetime of the root; as Istio's self-signed one (security/pkg/pki/ca, caCertTTL). */
  static final Duration ROOT_LIFETIME = Duration.ofDays(3650);

  /** A leaf ends at least this much before its issuer. */
  static final Duration ISSUER_MARGIN = Duration.ofSeconds(60);

  /** Bits of a serial number; RFC 5280 allows 159. */
  private static final int SERIAL_BITS = 127;

  private final AuthoritySettings settings;
  private final Root root;
  private final InstantSource clock;
  private final SecureRandom random;

  private CertificateAuthority(
      AuthoritySettings settings, Root root, InstantSource clock, SecureRandom random) {
    this.settings = settings;
    this.root = root;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The authority whose root lies in {@code dataDir/ca/root.pem} (mode 0600). The root is made when
   * the file is absent; a damaged one is a problem, never replaced.
   */
  public static Result<CertificateAuthority> open(
      Path dataDir, AuthoritySettings settings, InstantSource clock, SecureRandom random) {
    var file = new RootFile(new PrivateFile(dataDir.resolve("ca").resolve("root.pem")));
    return file.open(settings.trustDomain(), () -> newRoot(settings.trustDomain(), clock, random))
        .map(root -> new CertificateAuthority(settings, root, clock, random));
  }

  private static Root newRoot(TrustDomain domain, InstantSource clock, SecureRandom random) {
    var now = seconds(clock.instant());
    var key = IdentityKey.generate(random);
    var validity = new Validity(serial(random), now.minus(Svid.BACKDATE), now.plus(ROOT_LIFETIME));
    return new Root(CertificateForm.root(domain, key, validity), key);
  }

  /** The domain whose root this authority holds. */
  public TrustDomain trustDomain() {
    return settings.trustDomain();
  }

  /** The roots that peers must trust. */
  public TrustBundle bundle() {
    return new TrustBundle(settings.trustDomain(), List.of(root.certificate()));
  }

  /** Last instant at which the root is valid, for alarms. */
  public Instant rootNotAfter() {
    return root.certificate().getNotAfter().toInstant();
  }

  /**
   * A certificate that calls the holder of the request's key {@code id}. The caller has made sure
   * that it is.
   *
   * @throws IllegalArgumentException when the ID is of another trust domain
   */
  public Result<Svid> issue(SpiffeId id, CertificateRequest request) {
    return sign(new Leaf(id, List.of(), request.publicKey()));
  }

  /** A new key and certificate for a door of the control plane itself. */
  public Result<KeyedSvid> issueServer(SpiffeId id, List<ServerName> names) {
    var key = IdentityKey.generate(random);
    return sign(new Leaf(id, names, key.publicKey())).map(svid -> new KeyedSvid(svid, key));
  }

  private Result<Svid> sign(Leaf leaf) {
    if (!leaf.id().trustDomain().equals(settings.trustDomain())) {
      throw new IllegalArgumentException(leaf.id() + " is not of " + settings.trustDomain());
    }
    var now = seconds(clock.instant());
    var issuer = root.certificate();
    var begin = later(now.minus(Svid.BACKDATE), issuer.getNotBefore().toInstant());
    var last = issuer.getNotAfter().toInstant().minus(ISSUER_MARGIN);
    var end = earlier(now.plus(settings.leafLifetime()), last);
    if (end.isBefore(now.plus(AuthoritySettings.MIN_LEAF_LIFETIME)) || begin.isAfter(now)) {
      return Result.err(
          Problem.error(
                  Location.UNKNOWN,
                  "",
                  "",
                  "the root of "
                      + settings.trustDomain()
                      + " is valid from "
                      + issuer.getNotBefore().toInstant()
                      + " to "
                      + issuer.getNotAfter().toInstant()
                      + " and it is "
                      + now)
              .withFix("correct the clock, or replace the root"));
    }
    var validity = new Validity(serial(random), begin, end);
    try {
      return Result.ok(Svid.of(List.of(CertificateForm.leaf(leaf, validity, issuer, root.key()))));
    } catch (CertificateException e) {
      throw new IllegalStateException("the authority issued what it would not accept", e);
    }
  }

  private static BigInteger serial(SecureRandom random) {
    return new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
  }

  /** X.509 counts in seconds. */
  private static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
