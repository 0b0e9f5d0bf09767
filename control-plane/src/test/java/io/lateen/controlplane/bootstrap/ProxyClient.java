// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.status.v3.ClientStatusDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.envoyproxy.envoy.service.status.v3.ClientStatusResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.StreamObserver;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.proto.node.v1.JoinRequest;
import io.lateen.proto.node.v1.NodeIdentityGrpc;
import io.lateen.xds.resource.ProxyNode;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A node that joins with a token and then asks for the configuration of one workload. */
final class ProxyClient implements AutoCloseable, StreamObserver<DeltaDiscoveryResponse> {

  private final ManagedChannel channel;
  private final StreamObserver<DeltaDiscoveryRequest> requests;
  private final LinkedBlockingQueue<String> signals = new LinkedBlockingQueue<>();
  private final Map<String, ByteString> resources = new ConcurrentHashMap<>();
  private volatile Optional<String> refusal = Optional.empty();
  private Optional<Throwable> failure = Optional.empty();

  private ProxyClient(ManagedChannel channel, String workloadUid) {
    this.channel = channel;
    this.requests = AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(this);
    var metadata =
        Struct.newBuilder()
            .putFields(
                ProxyNode.WORKLOAD_UID, Value.newBuilder().setStringValue(workloadUid).build());
    requests.onNext(
        DeltaDiscoveryRequest.newBuilder()
            .setNode(Node.newBuilder().setId("sidecar~" + workloadUid).setMetadata(metadata))
            .setTypeUrl("type.googleapis.com/envoy.config.cluster.v3.Cluster")
            .build());
  }

  static ProxyClient join(int port, X509Certificate root, String token, String workloadUid)
      throws Exception {
    var key = IdentityKey.generate(new SecureRandom());
    var anonymous = channel(port, GrpcSslContexts.forClient().trustManager(root).build());
    try {
      var certificate =
          NodeIdentityGrpc.newBlockingStub(anonymous)
              .join(
                  JoinRequest.newBuilder()
                      .setToken(token)
                      .setCsr(ByteString.copyFrom(CertificateRequest.create(key)))
                      .build());
      var chain = new ArrayList<X509Certificate>();
      for (var der : certificate.getChainList()) {
        chain.add(Certificates.fromDer(der.toByteArray()));
      }
      var tls =
          GrpcSslContexts.forClient()
              .trustManager(root)
              .keyManager(key.privateKey(), chain.toArray(X509Certificate[]::new))
              .build();
      return new ProxyClient(channel(port, tls), workloadUid);
    } finally {
      anonymous.shutdownNow();
    }
  }

  /** What the node may know about clients. */
  ClientStatusResponse clientStatus() {
    return ClientStatusDiscoveryServiceGrpc.newBlockingStub(channel)
        .fetchClientStatus(ClientStatusRequest.getDefaultInstance());
  }

  static ManagedChannel channel(int port, SslContext tls) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port).sslContext(tls).build();
  }

  @Override
  public void onNext(DeltaDiscoveryResponse response) {
    response
        .getResourcesList()
        .forEach(r -> resources.put(r.getName(), r.getResource().getValue()));
    response.getRemovedResourcesList().forEach(resources::remove);
    var answer =
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(response.getTypeUrl())
            .setResponseNonce(response.getNonce());
    refusal.ifPresent(
        message ->
            answer.setErrorDetail(
                Status.newBuilder().setCode(Code.INVALID_ARGUMENT.value()).setMessage(message)));
    requests.onNext(answer.build());
    signals.add("response");
  }

  @Override
  public void onError(Throwable reason) {
    failure = Optional.of(reason);
    signals.add("error");
  }

  @Override
  public void onCompleted() {
    signals.add("completed");
  }

  /** Waits for the next thing that happens on the stream. */
  String next() throws InterruptedException {
    return Optional.ofNullable(signals.poll(20, TimeUnit.SECONDS)).orElse("silence");
  }

  /** Answers what comes from now on with an error. */
  void refuse(String message) {
    refusal = Optional.of(message);
  }

  /** Takes what comes from now on. */
  void accept() {
    refusal = Optional.empty();
  }

  Map<String, ByteString> resources() {
    return resources;
  }

  String failure() {
    return failure.map(Throwable::toString).orElse("none");
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
