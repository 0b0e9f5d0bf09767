// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.secret.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the state of the authority: on disk first, then in use. Steps of a rotation, renewals of
 * the intermediate and plugged files all pass through here. Readers take one volatile reference;
 * changes are made one at a time.
 */
final class AuthorityKeeper {

  private static final Logger log = LoggerFactory.getLogger(AuthorityKeeper.class);

  /** How long all must have followed before a phase ends: handshakes under way come to an end. */
  static final Duration SETTLING = Duration.ofSeconds(2);

  /** The state is written at least this often while a phase lasts. */
  private static final int SAVES_PER_PHASE = 20;

  private final AuthoritySettings settings;
  private final StateFile file;
  private final BuiltInIssuer builtIn;
  private final Optional<PluggedFolder> plugged;
  private final InstantSource clock;
  private final List<Runnable> told = new CopyOnWriteArrayList<>();
  private final boolean isNew;
  private volatile Followers followers = Followers.UNKNOWN;
  private volatile AuthorityState state;
  private volatile @Nullable Bundled bundled;
  private volatile Problems refused = Problems.NONE;
  private String seen = "";
  private Duration unsaved = Duration.ZERO;

  /** Observed time since all were first seen to follow these roots. */
  private Optional<Following> following = Optional.empty();

  private record Following(TrustBundle bundle, Duration span) {}

  /** What peers must trust in one state. */
  private record Bundled(AuthorityState state, TrustBundle bundle) {}

  private AuthorityKeeper(
      AuthoritySettings settings,
      StateFile file,
      BuiltInIssuer builtIn,
      Optional<PluggedFolder> plugged,
      InstantSource clock,
      AuthorityState state,
      boolean isNew) {
    this.isNew = isNew;
    this.settings = settings;
    this.file = file;
    this.builtIn = builtIn;
    this.plugged = plugged;
    this.clock = clock;
    this.state = state;
  }

  static Result<AuthorityKeeper> open(
      Path folder, AuthoritySettings settings, InstantSource clock, SecureRandom random) {
    var check = new PluggedCheck(settings.trustDomain(), settings.signatures(), settings.signer());
    var plugged =
        settings
            .plugged()
            .map(path -> new PluggedFolder(path, check, settings.signer().isPresent()));
    var builtIn = new BuiltInIssuer(settings, random);
    var text =
        new StateText(settings.signatures(), certificate -> remoteKey(settings, certificate));
    var file = new StateFile(new PrivateFile(folder.resolve("authority.pem")), text);
    boolean isNew = !file.exists();
    return file.open(
            settings.trustDomain(), () -> first(plugged, builtIn, settings, clock.instant()))
        .map(
            state -> {
              var keeper =
                  new AuthorityKeeper(settings, file, builtIn, plugged, clock, state, isNew);
              keeper.begin();
              return keeper;
            });
  }

  private static io.lateen.identity.crypto.IssuerKey remoteKey(
      AuthoritySettings settings, java.security.cert.X509Certificate certificate)
      throws InvalidKeySpecException {
    if (settings.signer().isEmpty()) {
      throw new InvalidKeySpecException("its key is in another place, and no signer is configured");
    }
    return RemoteKey.of(certificate.getPublicKey(), settings.signer().get(), settings.signatures());
  }

  private static Result<AuthorityState> first(
      Optional<PluggedFolder> plugged,
      BuiltInIssuer builtIn,
      AuthoritySettings settings,
      Instant now) {
    return plugged
        .map(folder -> folder.read().then(texts -> folder.issuer(texts, now)))
        .orElseGet(() -> Result.ok(builtIn.withNewRoot(now)))
        .map(issuer -> AuthorityState.first(issuer, settings.leafLifetime()));
  }

  AuthorityState state() {
    return state;
  }

  /** Who signs now; a clock that jumped over the end of an intermediate gets another one first. */
  Issuer issuerAt(Instant now) {
    var issuer = state.issuer();
    if (issuer.isValidAt(now)) {
      return issuer;
    }
    tend(Duration.ZERO, false);
    return state.issuer();
  }

  /** The same object as long as nothing has changed. */
  TrustBundle bundle() {
    var now = state;
    var known = bundled;
    if (known == null || known.state() != now) {
      known = new Bundled(now, now.bundle(settings.trustDomain()));
      bundled = known;
    }
    return known.bundle();
  }

  boolean isNew() {
    return isNew;
  }

  void follow(Followers those) {
    followers = those;
  }

  void onRoots(Runnable observer) {
    told.add(observer);
  }

  synchronized Result<AuthorityStatus> rotate(Pace pace) {
    var now = clock.instant();
    if (pace == Pace.PROMPT && !state.isSteady() && !state.prompt()) {
      return changed(state.promptly());
    }
    if (plugged.isPresent()) {
      return refusal(
          "the issuer is plugged in",
          "put a new issuer into "
              + settings.plugged().orElseThrow()
              + "; the roots are changed in"
              + " two phases by themselves");
    }
    if (!state.isSteady()) {
      return refusal(
          "a rotation is under way: "
              + state.phase().word()
              + ends(now).map(end -> " until " + end).orElse(""),
          "wait until `lateen ca status` says steady");
    }
    var next = state.with(builtIn.withNewRoot(now), now);
    return changed(pace == Pace.PROMPT && !next.isSteady() ? next.promptly() : next);
  }

  private Result<AuthorityStatus> changed(AuthorityState next) {
    try {
      change(next);
      return Result.ok(status());
    } catch (IOException e) {
      return refusal("the change cannot be kept: " + e.getMessage(), "make room, then repeat");
    }
  }

  private static Result<AuthorityStatus> refusal(String message, String fix) {
    return Result.err(
        Problem.error(Location.UNKNOWN, "CertificateAuthority", "", message).withFix(fix));
  }

  void tend(Duration elapsed) {
    tend(elapsed, true);
  }

  /** Longer leaves than before are told to the file before the first is issued. */
  private synchronized void begin() {
    try {
      var longer = state.issuing(settings.leafLifetime());
      if (longer != state) {
        change(longer);
      }
      tend(Duration.ZERO, false);
    } catch (IOException e) {
      log.error("the certificate authority's state cannot be kept: {}", e.getMessage());
    }
  }

  private synchronized void tend(Duration elapsed, boolean mayRotate) {
    var now = clock.instant();
    unsaved = unsaved.plus(elapsed);
    try {
      var next = state.after(elapsed, now, settings.leafLifetime(), haveFollowed(elapsed, now));
      if (!next.phase().word().equals(state.phase().word())) {
        change(next);
      } else if (!next.equals(state)) {
        progress(next);
      }
      if (plugged.isPresent()) {
        look(plugged.get(), now);
      } else {
        tendBuiltIn(now, mayRotate);
      }
    } catch (IOException e) {
      log.error("the certificate authority's state cannot be kept: {}", e.getMessage());
    }
  }

  private boolean haveFollowed(Duration elapsed, Instant now) {
    var roots = bundle();
    if (state.isSteady() || !followers.follow(roots, now)) {
      following = Optional.empty();
      return false;
    }
    var span =
        following
            .filter(one -> one.bundle().equals(roots))
            .map(one -> one.span().plus(elapsed))
            .orElse(Duration.ZERO);
    following = Optional.of(new Following(roots, span));
    return span.compareTo(SETTLING) >= 0;
  }

  /** Time that has passed is no news; it is on disk now and then. */
  private void progress(AuthorityState next) throws IOException {
    if (unsaved.multipliedBy(SAVES_PER_PHASE).compareTo(state.hold()) > 0) {
      file.write(next);
      unsaved = Duration.ZERO;
    }
    state = next;
  }

  private void tendBuiltIn(Instant now, boolean mayRotate) throws IOException {
    var issuer = state.issuer();
    if (!state.isSteady()) {
      return;
    }
    var end = issuer.root().getNotAfter().toInstant();
    var near = !now.isBefore(end.minus(settings.rotateBefore())) && mayRotate;
    if (issuer.rootKey().isEmpty() || near || issuer.isOver(now)) {
      log.warn("the root ends at {}: another one takes its place", end);
      change(state.with(builtIn.withNewRoot(now), now));
    } else if (issuer.needsRenewal(now)) {
      var renewed = builtIn.under(issuer.root(), issuer.rootKey().get(), now);
      change(state.with(renewed, now));
    }
  }

  /** Takes over what the folder holds, unless it is what was seen before or a rotation runs. */
  private void look(PluggedFolder folder, Instant now) throws IOException {
    if (!state.isSteady()) {
      return;
    }
    switch (folder.read()) {
      case Result.Err<PluggedFolder.Texts>(var problems) -> refuse(problems, "");
      case Result.Ok<PluggedFolder.Texts>(var texts) -> {
        var fingerprint = texts.fingerprint();
        if (!fingerprint.equals(seen)) {
          take(folder.issuer(texts, now), fingerprint, now);
        }
      }
    }
  }

  private void take(Result<Issuer> found, String fingerprint, Instant now) throws IOException {
    switch (found) {
      case Result.Err<Issuer>(var problems) -> refuse(problems, fingerprint);
      case Result.Ok<Issuer>(var issuer) -> {
        if (!same(issuer, state.issuer())) {
          change(state.with(issuer, now));
        }
        refused = Problems.NONE;
        seen = fingerprint;
      }
    }
  }

  private void refuse(Problems problems, String fingerprint) {
    if (!problems.equals(refused)) {
      log.error("the plugged issuer is not used: {}", problems.render());
    }
    refused = problems;
    seen = "";
  }

  private static boolean same(Issuer a, Issuer b) {
    return a.certificate().equals(b.certificate())
        && a.chain().equals(b.chain())
        && a.roots().equals(b.roots());
  }

  /** On disk first: what nobody can find again after a crash must not be in use. */
  private void change(AuthorityState next) throws IOException {
    file.write(next);
    unsaved = Duration.ZERO;
    var before = bundle();
    state = next;
    log.info(
        "the certificate authority is {}; leaves lead to {}",
        next.phase().word(),
        next.issuer().root().getSerialNumber().toString(16));
    if (!before.equals(bundle())) {
      told.forEach(Runnable::run);
    }
  }

  private Optional<Instant> ends(Instant now) {
    return switch (state.phase()) {
      case Phase.Steady steady -> Optional.empty();
      case Phase.Distributing(var next, var hold) -> Optional.of(hold.expectedEnd(now));
      case Phase.Withdrawing(var old, var hold) -> Optional.of(hold.expectedEnd(now));
    };
  }

  AuthorityStatus status() {
    var current = state;
    var now = clock.instant();
    var issuer = current.issuer();
    var origin =
        issuer.origin() == Issuer.Origin.BUILT_IN
            ? "built-in"
            : issuer.key().isRemote() ? "plugged, remote key" : "plugged";
    return new AuthorityStatus(
        settings.trustDomain(),
        origin,
        settings.signatures().name(),
        settings.leafLifetime(),
        issuer.certificate(),
        current.bundle(settings.trustDomain()).roots(),
        current.phase().word(),
        ends(now),
        current.prompt(),
        current.rotations(),
        issuer.notAfter(),
        ExpiryAlarm.about(issuer, now).and(refused));
  }
}
