// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.CertificateForm.Validity;
import io.lateen.identity.authority.LeafForm.Leaf;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.crypto.SignatureProvider;
import io.lateen.identity.secret.IdentityKey;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs the certificates of one trust domain, with an intermediate under a root that it makes at
 * its first start, or with an issuer that is plugged in. Whoever calls it has authenticated the
 * holder: a signing request contributes its public key and nothing else. Safe for all threads.
 */
public final class CertificateAuthority {

  /** A leaf ends at least this much before its issuer. */
  static final Duration ISSUER_MARGIN = Duration.ofSeconds(60);

  private final AuthoritySettings settings;
  private final AuthorityKeeper keeper;
  private final InstantSource clock;
  private final SecureRandom random;

  private volatile @Nullable Signing signing;

  private CertificateAuthority(
      AuthoritySettings settings,
      AuthorityKeeper keeper,
      InstantSource clock,
      SecureRandom random) {
    this.settings = settings;
    this.keeper = keeper;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The authority whose keys lie in {@code dataDir/ca/authority.pem} (mode 0600). They are made
   * when the file is absent; a damaged one is a problem, never replaced.
   */
  public static Result<CertificateAuthority> open(
      Path dataDir, AuthoritySettings settings, InstantSource clock, SecureRandom random) {
    return AuthorityKeeper.open(dataDir.resolve("ca"), settings, clock, random)
        .map(keeper -> new CertificateAuthority(settings, keeper, clock, random));
  }

  /** The domain whose root this authority holds. */
  public TrustDomain trustDomain() {
    return settings.trustDomain();
  }

  /** Who computes signatures. */
  public SignatureProvider signatures() {
    return settings.signatures();
  }

  /** The roots that peers must trust; two while a rotation is under way. */
  public TrustBundle bundle() {
    return keeper.bundle();
  }

  /** Whether signing waits for another process, and so must not run where nothing may block. */
  public boolean isRemote() {
    return keeper.state().issuer().key().isRemote();
  }

  /** Last instant at which the root is valid, for alarms. */
  public Instant rootNotAfter() {
    return keeper.state().issuer().root().getNotAfter().toInstant();
  }

  /** How it stands. */
  public AuthorityStatus status() {
    return keeper.status();
  }

  /**
   * Begins a change to a new root of its own; or ends the one under way as soon as all have
   * followed, when {@code pace} asks for it.
   *
   * @return a problem when one is under way at this pace or the issuer is plugged in
   */
  public Result<AuthorityStatus> rotate(Pace pace) {
    return keeper.rotate(pace);
  }

  /**
   * Looks after itself: moves a rotation on, starts one in time, renews the intermediate, reads the
   * plugged folder. Called about every {@link RotationTimer#STEP} of the time that the control
   * plane runs, by one thread.
   *
   * @param elapsed since the last call, by a clock that never jumps
   */
  public void tend(Duration elapsed) {
    keeper.tend(elapsed);
  }

  /**
   * Asks {@code those} from now on whether a phase of a rotation may end before its time; without
   * this, time alone decides.
   */
  public void follow(Followers those) {
    keeper.follow(those);
  }

  /** Whether no certificate was ever issued before this authority was opened. */
  public boolean isNew() {
    return keeper.isNew();
  }

  /** The longest life of leaves that may be out. */
  public Duration longestLeaf() {
    return keeper.state().leaf();
  }

  /** Whether no rotation is under way. */
  public boolean isSteady() {
    return keeper.state().isSteady();
  }

  /** Calls {@code told} after each change of the roots; it must not block. */
  public void onRoots(Runnable told) {
    keeper.onRoots(told);
  }

  /**
   * A certificate that calls the holder of the request's key {@code id}. The caller has made sure
   * that it is.
   *
   * @throws IllegalArgumentException when the ID is of another trust domain
   */
  public Result<Svid> issue(SpiffeId id, CertificateRequest request) {
    return issueLeaf(id, request, settings.leafLifetime()).map(IssuedLeaf::svid);
  }

  /**
   * As {@link #issue}, without parsing again what was signed.
   *
   * @param longest how long it may live; cut to what the settings allow, at least {@link
   *     AuthoritySettings#MIN_LEAF_LIFETIME}
   */
  public Result<IssuedLeaf> issueLeaf(SpiffeId id, CertificateRequest request, Duration longest) {
    return sign(new Leaf(id, List.of(), request), longest);
  }

  /** A new key and certificate for a door of the control plane itself. */
  public Result<KeyedSvid> issueServer(SpiffeId id, List<ServerName> names) {
    var key = IdentityKey.generate(random);
    return sign(new Leaf(id, names, key.publicKey()), settings.leafLifetime())
        .map(issued -> new KeyedSvid(issued.svid(), key));
  }

  private Result<IssuedLeaf> sign(Leaf leaf, Duration longest) {
    if (!leaf.id().trustDomain().equals(settings.trustDomain())) {
      throw new IllegalArgumentException(leaf.id() + " is not of " + settings.trustDomain());
    }
    var least = Times.longer(longest, AuthoritySettings.MIN_LEAF_LIFETIME);
    var life = Times.shorter(settings.leafLifetime(), least);
    var now = Times.seconds(clock.instant());
    return sign(leaf, signing(keeper.issuerAt(now)), now, life);
  }

  /** The form of an issuer's leaves, made anew when there is another issuer. */
  private Signing signing(Issuer issuer) {
    var current = signing;
    if (current == null || current.issuer() != issuer) {
      current = Signing.by(issuer);
      signing = current;
    }
    return current;
  }

  private Result<IssuedLeaf> sign(Leaf leaf, Signing signing, Instant now, Duration life) {
    var issuer = signing.issuer();
    var begin = Times.later(now.minus(Svid.BACKDATE), signing.notBefore());
    var last = signing.notAfter().minus(ISSUER_MARGIN);
    var end = Times.earlier(now.plus(life), last);
    var least = Times.shorter(life, ISSUER_MARGIN);
    if (end.isBefore(now.plus(least)) || begin.isAfter(now)) {
      return Result.err(outOfTime(issuer, now));
    }
    var validity = new Validity(BuiltInIssuer.serial(random), begin, end);
    try {
      return Result.ok(signing.leaf(leaf, validity));
    } catch (GeneralSecurityException e) {
      return Result.err(
          Problem.error(Location.UNKNOWN, "", "", "the issuer does not sign: " + e.getMessage())
              .withFix("see `lateen ca status`; agents ask again, and what they have goes on"));
    }
  }

  private Problem outOfTime(Issuer issuer, Instant now) {
    return Problem.error(
            Location.UNKNOWN,
            "",
            "",
            "what signs for "
                + settings.trustDomain()
                + " is valid from "
                + issuer.notBefore()
                + " to "
                + issuer.notAfter()
                + " and it is "
                + now)
        .withFix("correct the clock, or replace the root");
  }
}
