// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.lateen.base.time.Scheduler;
import io.lateen.controlplane.door.DoorEvents;
import io.lateen.controlplane.door.DoorLimits;
import io.lateen.controlplane.door.Visit;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.secret.SecretText;
import io.lateen.proto.istioca.v1.IstioCertificateServiceGrpc;
import io.lateen.proto.node.v1.NodeIdentityGrpc;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Lets no call pass without the certificate of a node, with two exceptions: Join, which a token
 * authenticates, and Istio's CreateCertificate, whose service looks at tokens and certificates of
 * workloads. Calls end at the latest when the certificate of their connection does. Stands in front
 * of every service of the door.
 */
public final class PeerInterceptor implements ServerInterceptor {

  /** Most calls without certificate at a time, all peers together. */
  static final int MAX_ANONYMOUS_CALLS = 64;

  /** Those of one address, so that one cannot keep the others from joining. */
  static final int MAX_ANONYMOUS_CALLS_PER_ADDRESS = 16;

  /** Longest call without certificate. */
  static final Duration ANONYMOUS_TIME = Duration.ofSeconds(10);

  /** What a caller without a node's certificate may call; the service finds out who it is. */
  private static final Set<String> OPEN =
      Set.of(
          NodeIdentityGrpc.getJoinMethod().getFullMethodName(),
          IstioCertificateServiceGrpc.getCreateCertificateMethod().getFullMethodName());

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final String SCHEME = "bearer ";

  private static final Attributes.Key<Found> FOUND = Attributes.Key.create("lateen-peer");

  /** Who is at the other end of a connection. */
  private sealed interface Found {

    /** A node of ours. */
    record Node(Peer peer, Svid svid) implements Found {}

    /** A workload of ours. */
    record Workload(Svid svid) implements Found {}

    /** Nobody who may call; with the reason for the caller. */
    record Nobody(String reason) implements Found {}
  }

  private final TrustDomain trustDomain;
  private final InstantSource clock;
  private final Scheduler scheduler;
  private final OpenCalls calls;

  private final Lock joinLock = new ReentrantLock();
  private final CallCounts<InetAddress> joins = new CallCounts<>(MAX_ANONYMOUS_CALLS_PER_ADDRESS);
  private int anonymous;

  /**
   * An interceptor for the nodes of one trust domain.
   *
   * @param events hears of calls that are too many
   */
  public PeerInterceptor(
      TrustDomain trustDomain,
      InstantSource clock,
      Scheduler scheduler,
      DoorLimits limits,
      DoorEvents events) {
    this.trustDomain = trustDomain;
    this.clock = clock;
    this.scheduler = scheduler;
    this.calls = new OpenCalls(limits, events);
  }

  /** The identity that a connection proves; empty when it is none of a node of ours. */
  Optional<String> identity(SSLSession session) {
    return find(session) instanceof Found.Node(var peer, var svid)
        ? Optional.of(peer.id().toString())
        : Optional.empty();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      return refuse(call, Status.UNAUTHENTICATED, "this door speaks TLS only");
    }
    var visit = call.getAttributes().get(Visit.KEY);
    if (visit == null) {
      return refuse(call, Status.UNAVAILABLE, "the connection has ended");
    }
    var refusal = visit.refusal();
    if (refusal != null) {
      return refuse(call, refusal, refusal.getDescription());
    }
    var known = call.getAttributes().get(FOUND);
    var found = known == null ? find(session) : known;
    var context = Context.current();
    if (OPEN.contains(call.getMethodDescriptor().getFullMethodName())) {
      context = context.withValue(Presented.KEY, presented(call, headers, found, visit));
      if (!(found instanceof Found.Node)) {
        return admitAnonymous(call, headers, next, visit, context);
      }
    }
    return switch (found) {
      case Found.Node(var peer, var svid) -> admit(call, headers, next, peer, visit, context);
      case Found.Workload(var svid) ->
          refuse(call, Status.UNAUTHENTICATED, svid.id() + " is not a node of " + trustDomain);
      case Found.Nobody(var reason) -> refuse(call, Status.UNAUTHENTICATED, reason);
    };
  }

  private static Presented presented(
      ServerCall<?, ?> call, Metadata headers, Found found, Visit visit) {
    var certificate =
        switch (found) {
          case Found.Node(var peer, var svid) -> Optional.of(svid);
          case Found.Workload(var svid) -> Optional.of(svid);
          case Found.Nobody nobody -> Optional.<Svid>empty();
        };
    var remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    var address =
        remote instanceof InetSocketAddress socket && socket.getAddress() != null
            ? socket.getAddress()
            : visit.address();
    return new Presented(certificate, bearer(headers), address);
  }

  /** The token; empty text when the header has another form, so that it is refused and not left. */
  private static Optional<SecretText> bearer(Metadata headers) {
    return Optional.ofNullable(headers.get(AUTHORIZATION))
        .map(
            header ->
                header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    ? SecretText.of(header.substring(SCHEME.length()).strip())
                    : SecretText.of(""));
  }

  /** Reads the certificate of a connection once, for all its calls. */
  ServerTransportFilter connections() {
    return new ServerTransportFilter() {
      @Override
      public Attributes transportReady(Attributes attributes) {
        var session = attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        return session == null
            ? attributes
            : attributes.toBuilder().set(FOUND, find(session)).build();
      }
    };
  }

  /** Whom the certificate names; its signatures were checked by the TLS handshake. */
  private Found find(SSLSession session) {
    try {
      var chain = new ArrayList<X509Certificate>();
      for (var certificate : session.getPeerCertificates()) {
        if (certificate instanceof X509Certificate x509) {
          chain.add(x509);
        }
      }
      var svid = Svid.of(List.copyOf(chain));
      var node = svid.id().nodeName();
      if (!svid.id().trustDomain().equals(trustDomain)) {
        return new Found.Nobody(svid.id() + " is not of " + trustDomain);
      }
      if (node.isPresent()) {
        return new Found.Node(new Peer(svid.id(), node.get(), svid.notAfter()), svid);
      }
      return svid.id().isWorkload()
          ? new Found.Workload(svid)
          : new Found.Nobody(svid.id() + " is not a node of " + trustDomain);
    } catch (SSLPeerUnverifiedException e) {
      return new Found.Nobody("a node's certificate is needed; join first");
    } catch (CertificateException e) {
      return new Found.Nobody(String.valueOf(e.getMessage()));
    }
  }

  private <Q, R> ServerCall.Listener<Q> admitAnonymous(
      ServerCall<Q, R> call,
      Metadata headers,
      ServerCallHandler<Q, R> next,
      Visit visit,
      Context context) {
    if (!joins(visit.address())) {
      return refuse(call, Status.RESOURCE_EXHAUSTED, "too many nodes join at the same time");
    }
    var bounded = new BoundedCall<>(call);
    bounded.belongsTo("address " + visit.address().getHostAddress());
    var late = Status.DEADLINE_EXCEEDED.withDescription("joining took too long");
    bounded.endBy(scheduler.schedule(ANONYMOUS_TIME, () -> bounded.expire(late)));
    return bounded.listen(
        Contexts.interceptCall(context, bounded, headers, next), () -> joined(visit.address()));
  }

  private boolean joins(InetAddress address) {
    joinLock.lock();
    try {
      if (anonymous >= MAX_ANONYMOUS_CALLS || !joins.add(address)) {
        return false;
      }
      anonymous++;
      return true;
    } finally {
      joinLock.unlock();
    }
  }

  private void joined(InetAddress address) {
    joinLock.lock();
    try {
      joins.remove(address);
      anonymous--;
    } finally {
      joinLock.unlock();
    }
  }

  private <Q, R> ServerCall.Listener<Q> admit(
      ServerCall<Q, R> call,
      Metadata headers,
      ServerCallHandler<Q, R> next,
      Peer peer,
      Visit visit,
      Context outer) {
    var left = Duration.between(clock.instant(), peer.notAfter());
    if (left.isNegative()) {
      return refuse(call, Status.UNAUTHENTICATED, "the certificate of the connection has expired");
    }
    var identity = peer.id().toString();
    var bounded = new BoundedCall<>(call);
    var full = calls.add(bounded, visit.address(), identity);
    if (full.isPresent()) {
      return refuse(call, full.get(), full.get().getDescription());
    }
    bounded.belongsTo(identity);
    var expired =
        Status.UNAVAILABLE.withDescription(
            "the certificate of the connection has expired; connect again");
    bounded.endBy(scheduler.schedule(left, () -> bounded.expire(expired)));
    Consumer<Status> ending = bounded::expire;
    var context = visit.within(outer.withValue(Peer.KEY, peer));
    var listener =
        bounded.listen(
            Contexts.interceptCall(context, bounded, headers, next),
            () -> {
              visit.ended(ending);
              calls.remove(bounded);
            });
    visit.began(ending);
    return listener;
  }

  /** Takes no more calls of nodes and ends the open ones within the time that it returns. */
  Duration drain() {
    return calls.drain(scheduler);
  }

  private static <Q, R> ServerCall.Listener<Q> refuse(
      ServerCall<Q, R> call, Status status, @Nullable String reason) {
    call.close(status.withDescription(reason), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
