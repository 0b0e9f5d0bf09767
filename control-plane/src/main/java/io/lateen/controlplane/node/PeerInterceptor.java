// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.lateen.base.time.Scheduler;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.certificate.Svid;
import io.lateen.proto.node.v1.NodeIdentityGrpc;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Lets no call pass without the certificate of a node, with one exception: Join, which a token
 * authenticates. Calls end at the latest when the certificate of their connection does. Stands in
 * front of every service of the door.
 */
public final class PeerInterceptor implements ServerInterceptor {

  /** Most calls without certificate at a time, all peers together. */
  static final int MAX_ANONYMOUS_CALLS = 64;

  /** Longest call without certificate. */
  static final Duration ANONYMOUS_TIME = Duration.ofSeconds(10);

  private static final String JOIN = NodeIdentityGrpc.getJoinMethod().getFullMethodName();

  private final TrustDomain trustDomain;
  private final InstantSource clock;
  private final Scheduler scheduler;
  private final AtomicInteger anonymous = new AtomicInteger();
  private final OpenCalls calls = new OpenCalls();

  /** An interceptor for the nodes of one trust domain. */
  public PeerInterceptor(TrustDomain trustDomain, InstantSource clock, Scheduler scheduler) {
    this.trustDomain = trustDomain;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      return refuse(call, Status.UNAUTHENTICATED, "this door speaks TLS only");
    }
    if (call.getMethodDescriptor().getFullMethodName().equals(JOIN)) {
      return admitAnonymous(call, headers, next);
    }
    try {
      return admit(call, headers, next, peer(session));
    } catch (SSLPeerUnverifiedException e) {
      return refuse(call, Status.UNAUTHENTICATED, "a node's certificate is needed; join first");
    } catch (CertificateException e) {
      return refuse(call, Status.UNAUTHENTICATED, e.getMessage());
    }
  }

  private <Q, R> ServerCall.Listener<Q> admitAnonymous(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (anonymous.incrementAndGet() > MAX_ANONYMOUS_CALLS) {
      anonymous.decrementAndGet();
      return refuse(call, Status.RESOURCE_EXHAUSTED, "too many nodes join at the same time");
    }
    var bounded = new BoundedCall<>(call);
    var late = Status.DEADLINE_EXCEEDED.withDescription("joining took too long");
    bounded.endBy(scheduler.schedule(ANONYMOUS_TIME, () -> bounded.expire(late)));
    return bounded.listen(next.startCall(bounded, headers), anonymous::decrementAndGet);
  }

  private <Q, R> ServerCall.Listener<Q> admit(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next, Peer peer) {
    var left = Duration.between(clock.instant(), peer.notAfter());
    if (left.isNegative()) {
      return refuse(call, Status.UNAUTHENTICATED, "the certificate of the connection has expired");
    }
    var bounded = new BoundedCall<>(call);
    if (!calls.add(bounded)) {
      return refuse(call, OpenCalls.stopping(), OpenCalls.stopping().getDescription());
    }
    var expired =
        Status.UNAVAILABLE.withDescription(
            "the certificate of the connection has expired; connect again");
    bounded.endBy(scheduler.schedule(left, () -> bounded.expire(expired)));
    var context = Context.current().withValue(Peer.KEY, peer);
    return bounded.listen(
        Contexts.interceptCall(context, bounded, headers, next), () -> calls.remove(bounded));
  }

  /** Takes no more calls of nodes and ends the open ones within the time that it returns. */
  Duration drain() {
    return calls.drain(scheduler);
  }

  /** The node that the certificate names; its signatures were checked by the TLS handshake. */
  private Peer peer(SSLSession session) throws SSLPeerUnverifiedException, CertificateException {
    var chain = new ArrayList<X509Certificate>();
    for (var certificate : session.getPeerCertificates()) {
      if (certificate instanceof X509Certificate x509) {
        chain.add(x509);
      }
    }
    var svid = Svid.of(List.copyOf(chain));
    var node = svid.id().nodeName();
    if (!svid.id().trustDomain().equals(trustDomain) || node.isEmpty()) {
      throw new CertificateException(svid.id() + " is not a node of " + trustDomain);
    }
    return new Peer(svid.id(), node.get(), svid.notAfter());
  }

  private static <Q, R> ServerCall.Listener<Q> refuse(
      ServerCall<Q, R> call, Status status, @Nullable String reason) {
    call.close(status.withDescription(reason), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
