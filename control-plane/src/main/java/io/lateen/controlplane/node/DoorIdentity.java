// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.lateen.base.Result;
import io.lateen.base.time.Cancellable;
import io.lateen.base.time.Scheduler;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.ServerName;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.tls.RenewableKey;
import io.lateen.identity.tls.SpiffeTrust;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate with which the control plane's own doors say who they are. Issued by its own
 * authority at start and again at a third of its life; doors use the newest from the next handshake
 * on. Safe for all threads.
 */
public final class DoorIdentity implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DoorIdentity.class);

  /** Longest time without a look at the clock, which may jump while timers stand still. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** Pause after the authority could not issue. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final CertificateAuthority authority;
  private final List<ServerName> names;
  private final InstantSource clock;
  private final Scheduler scheduler;
  private final RenewableKey key = new RenewableKey();
  private volatile @Nullable KeyedSvid current;
  private @Nullable Cancellable timer;
  private boolean closed;

  private DoorIdentity(
      CertificateAuthority authority,
      List<ServerName> names,
      InstantSource clock,
      Scheduler scheduler) {
    this.authority = authority;
    this.names = List.copyOf(names);
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /**
   * Issues the first certificate and keeps it renewed.
   *
   * @param names DNS names and addresses under which clients reach the doors
   */
  public static Result<DoorIdentity> start(
      CertificateAuthority authority,
      List<ServerName> names,
      InstantSource clock,
      Scheduler scheduler) {
    var identity = new DoorIdentity(authority, names, clock, scheduler);
    return identity
        .issue()
        .map(
            svid -> {
              identity.use(svid);
              return identity;
            });
  }

  private Result<KeyedSvid> issue() {
    return authority.issueServer(SpiffeId.controlPlane(authority.trustDomain()), names);
  }

  /** The certificate and key that the doors use now; signs what the control plane states. */
  public Optional<KeyedSvid> current() {
    return Optional.ofNullable(current);
  }

  private void use(KeyedSvid svid) {
    key.replace(svid);
    current = svid;
    log.info("the doors use {}", svid.svid());
    var left = Duration.between(clock.instant(), svid.svid().firstThirdEnds());
    renewAfter(left.compareTo(Svid.SHORTEST_RENEWAL) < 0 ? Svid.SHORTEST_RENEWAL : left);
  }

  /** Comes back after {@code left}, looking at the clock once a minute on the way. */
  private synchronized void renewAfter(Duration left) {
    if (closed) {
      return;
    }
    if (timer != null) {
      timer.cancel();
    }
    var due = clock.instant().plus(left);
    var step = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
    timer =
        scheduler.schedule(
            step,
            () -> {
              if (clock.instant().isBefore(due)) {
                renewAfter(Duration.between(clock.instant(), due));
              } else {
                renew();
              }
            });
  }

  /** The roots have changed: from now on the doors present what leads to the first of them. */
  public void rootsChanged() {
    if (!followsRoots()) {
      renew();
    }
  }

  /** Whether the doors present what leads to the first of the roots. */
  public boolean followsRoots() {
    var svid = current;
    return svid != null && svid.svid().leadsTo(authority.bundle().roots().getFirst());
  }

  /** Timers of everybody run on this thread; a key that is elsewhere may let it wait. */
  private void renew() {
    if (authority.isRemote()) {
      Thread.startVirtualThread(this::renewHere);
    } else {
      renewHere();
    }
  }

  private void renewHere() {
    switch (issue()) {
      case Result.Ok<KeyedSvid>(var svid) -> use(svid);
      case Result.Err<KeyedSvid>(var problems) -> {
        log.error("the certificate of the doors is not renewed: {}", problems.render());
        renewAfter(RETRY);
      }
    }
  }

  /**
   * TLS for the door of the nodes: TLS 1.3 only; a certificate is asked for but not demanded,
   * because Join comes without; one that is shown must be a node's or a workload's.
   */
  public SslContext nodeTls() {
    return NodeTls.context(
        key,
        new SpiffeTrust(
            authority::bundle,
            id -> id.nodeName().isPresent() || id.isWorkload(),
            clock,
            authority.signatures()));
  }

  /**
   * TLS for doors whose clients may show a certificate, such as the configuration API: it must be
   * one of the mesh; what its holder may do is for the door to find out.
   */
  public SSLContext serverTls() {
    try {
      var trust = new SpiffeTrust(authority::bundle, id -> true, clock, authority.signatures());
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(new KeyManager[] {key}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS 1.3", e);
    }
  }

  /** Stops renewing. */
  @Override
  public synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
  }
}
