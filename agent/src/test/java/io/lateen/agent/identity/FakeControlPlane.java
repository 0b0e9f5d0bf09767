// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.StreamObserver;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.tls.RenewableKey;
import io.lateen.identity.tls.SpiffeTrust;
import io.lateen.proto.node.v1.IssueWorkloadRequest;
import io.lateen.proto.node.v1.JoinRequest;
import io.lateen.proto.node.v1.NodeCertificate;
import io.lateen.proto.node.v1.NodeIdentityGrpc.NodeIdentityImplBase;
import io.lateen.proto.node.v1.RenewRequest;
import io.lateen.proto.node.v1.WorkloadCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A control plane that issues to whom its tables say; real TLS on the loopback interface. */
public final class FakeControlPlane implements AutoCloseable {

  private static final Context.Key<String> CALLER = Context.key("caller");

  /** Node names by join token. */
  public final Map<String, String> tokens = new ConcurrentHashMap<>();

  /** Service accounts by the uid of their workload. */
  public final Map<String, String> accounts = new ConcurrentHashMap<>();

  /** What was asked and by whom. */
  public final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

  private final CertificateAuthority authority;
  private final Server server;
  private final InetSocketAddress address;

  /** Serves as {@code id}, which the real one would prove to be the control plane's. */
  public FakeControlPlane(CertificateAuthority authority, SpiffeId id, InstantSource clock)
      throws IOException {
    this.authority = authority;
    var key = new RenewableKey();
    key.replace(Identities.svid(authority, id));
    var trust = new SpiffeTrust(authority::bundle, peer -> true, clock);
    var tls =
        GrpcSslContexts.configure(SslContextBuilder.forServer((KeyManager) key), SslProvider.JDK)
            .trustManager(trust)
            .clientAuth(ClientAuth.OPTIONAL)
            .protocols("TLSv1.3")
            .build();
    tls.sessionContext().setSessionTimeout(8 * 24 * 60 * 60);
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .sslContext(tls)
            .intercept(new Callers())
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .addService(new Service())
            .build()
            .start();
    address = InetSocketAddress.createUnresolved("127.0.0.1", server.getPort());
  }

  public InetSocketAddress address() {
    return address;
  }

  /** The next call; waits for it. */
  public String nextCall() throws InterruptedException {
    var call = calls.poll(20, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("nobody called");
    }
    return call;
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /** Names the certificate of each call. */
  private static final class Callers implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      var context = Context.current().withValue(CALLER, name(call));
      return Contexts.interceptCall(context, call, headers, next);
    }

    private static String name(ServerCall<?, ?> call) {
      var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
      if (session == null) {
        return "plaintext";
      }
      try {
        var leaf = (X509Certificate) session.getPeerCertificates()[0];
        var svid = Svid.of(List.of(leaf));
        return svid.id().nodeName().orElse("?") + "#" + leaf.getSerialNumber();
      } catch (SSLPeerUnverifiedException e) {
        return "anonymous";
      } catch (CertificateException e) {
        return "no SVID";
      }
    }
  }

  private final class Service extends NodeIdentityImplBase {

    @Override
    public void join(JoinRequest request, StreamObserver<NodeCertificate> caller) {
      calls.add("join by " + CALLER.get());
      var node = tokens.remove(request.getToken());
      if (node == null) {
        caller.onError(
            Status.UNAUTHENTICATED.withDescription("the join token is not valid").asException());
      } else {
        answer(caller, node, request.getCsr());
      }
    }

    @Override
    public void renew(RenewRequest request, StreamObserver<NodeCertificate> caller) {
      calls.add("renew by " + CALLER.get());
      var name = String.valueOf(CALLER.get());
      answer(caller, name.substring(0, Math.max(0, name.indexOf('#'))), request.getCsr());
    }

    private void answer(StreamObserver<NodeCertificate> caller, String node, ByteString csr) {
      var svid =
          Identities.svid(authority, SpiffeId.node(Identities.DOMAIN, node), csr.toByteArray());
      caller.onNext(
          NodeCertificate.newBuilder()
              .setNode(node)
              .addAllChain(bytes(svid.ders()))
              .setBundle(message(authority.bundle()))
              .build());
      caller.onCompleted();
    }

    @Override
    public void issueWorkload(
        IssueWorkloadRequest request, StreamObserver<WorkloadCertificate> caller) {
      calls.add("issue " + request.getWorkloadUid());
      var account = accounts.get(request.getWorkloadUid());
      if (account == null) {
        caller.onError(Status.PERMISSION_DENIED.withDescription("no such workload").asException());
        return;
      }
      var id = SpiffeId.workload(Identities.DOMAIN, "default", account);
      var svid = Identities.svid(authority, id, request.getCsr().toByteArray());
      caller.onNext(
          WorkloadCertificate.newBuilder()
              .setSpiffeId(id.toString())
              .addAllChain(bytes(svid.ders()))
              .setBundle(message(authority.bundle()))
              .build());
      caller.onCompleted();
    }
  }

  /** A bundle as the control plane sends it. */
  public static io.lateen.proto.node.v1.TrustBundle message(TrustBundle bundle) {
    return io.lateen.proto.node.v1.TrustBundle.newBuilder()
        .setTrustDomain(bundle.trustDomain().name())
        .addAllRoots(bytes(bundle.ders()))
        .build();
  }

  private static List<ByteString> bytes(List<byte[]> ders) {
    var all = new ArrayList<ByteString>();
    ders.forEach(der -> all.add(ByteString.copyFrom(der)));
    return all;
  }
}
