// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A control plane that says what the test wants; the newest stream hears it. */
final class FakeControlPlane extends AggregatedDiscoveryServiceImplBase {
  final List<DeltaDiscoveryRequest> requests = new ArrayList<>();
  int open;
  private @Nullable StreamObserver<DeltaDiscoveryResponse> stream;
  private @Nullable Server server;
  private int nonce;

  void start() {
    server = AdsRelayTest.start("control-plane", this);
  }

  void stop() {
    if (server != null) {
      server.shutdownNow();
    }
  }

  boolean ready() {
    return ((io.grpc.stub.ServerCallStreamObserver<DeltaDiscoveryResponse>)
            Objects.requireNonNull(stream))
        .isReady();
  }

  void say(String typeUrl, String name, String version) {
    say(typeUrl, name, version, ByteString.copyFromUtf8(name + version));
  }

  void say(String typeUrl, String name, String version, ByteString content) {
    nonce++;
    var resource =
        Resource.newBuilder()
            .setName(name)
            .setVersion(version)
            .setResource(Any.newBuilder().setTypeUrl(typeUrl).setValue(content));
    Objects.requireNonNull(stream)
        .onNext(
            DeltaDiscoveryResponse.newBuilder()
                .setTypeUrl(typeUrl)
                .setNonce("n" + nonce)
                .addResources(resource)
                .build());
  }

  @Override
  public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
      StreamObserver<DeltaDiscoveryResponse> observer) {
    stream = observer;
    open++;
    return new StreamObserver<>() {
      @Override
      public void onNext(DeltaDiscoveryRequest request) {
        requests.add(request);
      }

      @Override
      public void onError(Throwable cause) {
        open--;
      }

      @Override
      public void onCompleted() {
        open--;
      }
    };
  }
}
