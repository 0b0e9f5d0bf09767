// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.certificate;

import io.lateen.agent.identity.certificate.CertificateIssuer.Issued;
import io.lateen.base.time.Cancellable;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.certificate.SvidVerifier;
import io.lateen.identity.certificate.SvidVerifier.Purpose;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.secret.IdentityKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one certificate valid: restores it from disk, renews it from a third of its life on with a
 * new key each time, and retries with growing pauses while the control plane does not answer. What
 * it has stays in use until it expires and not a second longer.
 *
 * <p>Attempts run one at a time on the executor; observers are told without a lock held.
 */
public final class CertificateKeeper implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CertificateKeeper.class);

  /** Told about the certificate; called on the executor, must not block. */
  public interface Observer {

    /**
     * There is a certificate, the first or a newer one.
     *
     * @param told the roots that came with it; empty when it was restored from disk
     */
    void renewed(KeyedSvid svid, Optional<TrustBundle> told);

    /** An attempt failed; another follows. */
    void failed(String reason);
  }

  /**
   * What is kept and for whom.
   *
   * @param id the identity that the certificate must name
   * @param file where it survives a restart
   * @param issuer who is asked
   */
  public record Subject(SpiffeId id, CertificateFile file, CertificateIssuer issuer) {}

  private final Subject subject;
  private final Supplier<TrustBundle> trust;
  private final Seams seams;
  private final Observer observer;

  private @Nullable KeyedSvid current;

  /** From when on a newer one is asked for; at once while there is none. */
  private Instant renewAt = Instant.EPOCH;

  /** Where the certificate in use was last found to lead. */
  private Optional<Led> led = Optional.empty();

  private record Led(Svid svid, X509Certificate root, boolean there) {}

  private int failures;
  private boolean pausing;
  private boolean asking;
  private boolean closed;
  private @Nullable Cancellable timer;

  /**
   * A keeper that does nothing yet.
   *
   * @param trust the roots against which a restored certificate is checked
   */
  public CertificateKeeper(
      Subject subject, Supplier<TrustBundle> trust, Seams seams, Observer observer) {
    this.subject = subject;
    this.trust = trust;
    this.seams = seams;
    this.observer = observer;
  }

  /** Takes what is on disk (blocking, small) and begins to keep it valid. */
  public void start() {
    var bundle = trust.get();
    var restored = subject.file().load().filter(svid -> usable(svid, bundle));
    if (restored.isPresent()) {
      log.info("restored the certificate {}", restored.get().svid());
      use(restored.get());
      observer.renewed(restored.get(), Optional.empty());
    }
    look();
  }

  private boolean usable(KeyedSvid svid, TrustBundle bundle) {
    try {
      verify(svid.svid(), bundle);
      return true;
    } catch (CertificateException e) {
      log.info("the stored certificate of {} is not used: {}", subject.id(), e.getMessage());
      return false;
    }
  }

  /** The certificate as long as it is valid. */
  public synchronized Optional<KeyedSvid> current() {
    return Optional.ofNullable(current)
        .filter(svid -> svid.svid().validAt(seams.clock().instant()));
  }

  /**
   * Renews soon when the certificate in use does not lead to the first of the roots; the others of
   * this node do so at other moments. Called after each change of the roots; checks a signature.
   */
  public void follow() {
    follow(Duration.ZERO);
  }

  private void follow(Duration least) {
    var root = trust.get().roots().getFirst();
    synchronized (this) {
      if (closed || current == null || leadsTo(current.svid(), root)) {
        return;
      }
      var wait = RenewalTimes.followAfter(current.svid(), seams.jitter());
      var soon = seams.clock().instant().plus(wait.compareTo(least) < 0 ? least : wait);
      renewAt = renewAt.isBefore(soon) ? renewAt : soon;
    }
    look();
  }

  private boolean leadsTo(Svid svid, X509Certificate root) {
    if (led.filter(one -> one.svid() == svid && one.root().equals(root)).isEmpty()) {
      led = Optional.of(new Led(svid, root, svid.leadsTo(root)));
    }
    return led.get().there();
  }

  /** Whether nothing is in use, or on its way, that does not lead to {@code root}. */
  public synchronized boolean follows(X509Certificate root) {
    return !asking
        && (current == null
            || !current.svid().validAt(seams.clock().instant())
            || leadsTo(current.svid(), root));
  }

  /** Tries at once instead of waiting, because something changed for the better. */
  public void hurry() {
    synchronized (this) {
      pausing = false;
    }
    look();
  }

  private synchronized void use(KeyedSvid svid) {
    current = svid;
    renewAt = RenewalTimes.renewAt(svid.svid(), seams.jitter());
    failures = 0;
  }

  /** Asks when it is time, else comes back later. */
  private void look() {
    synchronized (this) {
      if (closed || asking || pausing) {
        return;
      }
      var wait = Duration.between(seams.clock().instant(), renewAt);
      if (wait.isPositive()) {
        schedule(RenewalTimes.atMostLongest(wait), this::look);
        return;
      }
      asking = true;
    }
    seams.executor().execute(this::ask);
  }

  private synchronized void schedule(Duration wait, Runnable next) {
    if (timer != null) {
      timer.cancel();
    }
    timer = seams.scheduler().schedule(wait, next);
  }

  private void ask() {
    var key = IdentityKey.generate(seams.keys());
    subject
        .issuer()
        .issue(CertificateRequest.create(key))
        .whenComplete(
            (issued, failure) -> seams.executor().execute(() -> answered(key, issued, failure)));
  }

  private void answered(IdentityKey key, @Nullable Issued issued, @Nullable Throwable failure) {
    if (issued == null) {
      failed(failure == null ? "the control plane gave no certificate" : Failures.reason(failure));
      return;
    }
    try {
      var svid = new KeyedSvid(verify(issued.svid(), issued.bundle()), key);
      accept(svid, issued.bundle());
    } catch (CertificateException | IllegalArgumentException e) {
      failed("the control plane gave a certificate that is not usable: " + e.getMessage());
    }
  }

  private void accept(KeyedSvid svid, TrustBundle bundle) {
    synchronized (this) {
      asking = false;
      if (closed) {
        return;
      }
      subject.file().store(svid);
      use(svid);
      renewAt = later(renewAt, seams.clock().instant().plus(Svid.SHORTEST_RENEWAL));
    }
    log.info("got the certificate {}", svid.svid());
    observer.renewed(svid, Optional.of(bundle));
    follow(Svid.SHORTEST_RENEWAL);
    look();
  }

  private void failed(String reason) {
    synchronized (this) {
      asking = false;
      if (closed) {
        return;
      }
      failures++;
      pausing = true;
      schedule(RenewalTimes.retryAfter(failures, seams.jitter()), this::hurry);
    }
    log.warn("no certificate for {}: {}", subject.id(), reason);
    observer.failed(reason);
  }

  private Svid verify(Svid svid, TrustBundle bundle) throws CertificateException {
    if (!svid.id().equals(subject.id())) {
      throw new CertificateException("it names " + svid.id() + ", not " + subject.id());
    }
    return SvidVerifier.verify(svid.chain(), bundle, seams.clock().instant(), Purpose.CLIENT);
  }

  /** Stops renewing; the file stays. */
  @Override
  public synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
  }

  /** Stops renewing and removes key and certificate from disk. */
  public synchronized void forget() {
    close();
    current = null;
    subject.file().delete();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
