// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.stub.StreamObserver;
import io.lateen.base.time.NanoClock;
import io.lateen.base.time.SystemScheduler;
import io.lateen.controlplane.metrics.ControlPlaneMetrics;
import io.lateen.controlplane.node.NodeTls;
import io.lateen.controlplane.pipeline.Layer;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.pipeline.ProblemBoard;
import io.lateen.controlplane.proxy.ProxyWorkloads;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.PassingAuthority;
import io.lateen.identity.crypto.SignatureProvider;
import io.lateen.identity.tls.RenewableKey;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.server.XdsEvents;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WarmupDoorTest {

  private static final TrustDomain DOMAIN = new TrustDomain("warmup.invalid");

  private final SystemScheduler timer = new SystemScheduler("test-timer", (_, _) -> {});
  private final Warmup.Seams seams =
      new Warmup.Seams(
          SignatureProvider.JDK, InstantSource.system(), NanoClock.system(), new SecureRandom());
  private WarmupDoor door;

  @BeforeEach
  void open() throws Exception {
    var pipeline =
        new Pipeline(
            (_, _) -> {
              throw new IllegalStateException("nobody gets so far");
            },
            new ProblemBoard(),
            new ProxyWorkloads(),
            new Pipeline.Seams(Runnable::run, timer, seams.ticks(), seams.clock()),
            new ControlPlaneMetrics(),
            Set.of(Layer.FILES));
    door = new WarmupDoor(seams, timer, pipeline, XdsEvents.NONE, new ControlPlaneMetrics());
  }

  @AfterEach
  void close() {
    door.close();
    timer.close();
  }

  /** How a call on that connection ends; the door refuses workloads it has not. */
  private static Status end(ManagedChannel channel) throws Exception {
    var ended = new CompletableFuture<Status>();
    try {
      AggregatedDiscoveryServiceGrpc.newStub(channel)
          .deltaAggregatedResources(
              new StreamObserver<DeltaDiscoveryResponse>() {
                @Override
                public void onNext(DeltaDiscoveryResponse response) {
                  ended.complete(Status.OK);
                }

                @Override
                public void onError(Throwable cause) {
                  ended.complete(Status.fromThrowable(cause));
                }

                @Override
                public void onCompleted() {
                  ended.complete(Status.OK);
                }
              })
          .onNext(
              DeltaDiscoveryRequest.newBuilder()
                  .setNode(WarmupMesh.node(0))
                  .setTypeUrl(TypeUrls.CLUSTER)
                  .build());
      return ended.get(20, TimeUnit.SECONDS);
    } finally {
      channel.shutdownNow();
    }
  }

  private ManagedChannel stranger(RenewableKey key) {
    var anyDoor = (X509TrustManager) InsecureTrustManagerFactory.INSTANCE.getTrustManagers()[0];
    return NettyChannelBuilder.forAddress("127.0.0.1", door.port())
        .sslContext(NodeTls.client(key, anyDoor))
        .build();
  }

  @Test
  void itsOwnProxiesAreKnownAsANodeOfItsMesh() throws Exception {
    var status = end(door.connect());

    assertThat(status.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(status.getDescription()).contains("node " + WarmupMesh.NODE);
  }

  @Test
  void whoeverComesWithoutACertificateIsRefused() throws Exception {
    assertThat(end(stranger(new RenewableKey())).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void aCertificateOfTheSameNameByAnotherAuthorityIsRefused() throws Exception {
    var other = new PassingAuthority(AuthoritySettings.of(DOMAIN), seams.clock(), seams.random());
    var key = new RenewableKey();
    key.replace(other.issue(SpiffeId.node(DOMAIN, WarmupMesh.NODE), List.of()));

    assertThat(end(stranger(key)).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }
}
