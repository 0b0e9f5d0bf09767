// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The passage on gRPC within the process: everything runs on the test's thread. */
class SotwRelayTest {

  private final FakeDiscovery controlPlane = new FakeDiscovery();
  private final Server upstreamServer = AdsRelayTest.start("sotw-control-plane", controlPlane);
  private final ManagedChannel upstream =
      InProcessChannelBuilder.forName("sotw-control-plane").directExecutor().build();
  private final Server socket =
      AdsRelayTest.start("sotw-agent", new SotwRelay("uid-1", upstream).service());
  private final ManagedChannel channel =
      InProcessChannelBuilder.forName("sotw-agent").directExecutor().build();
  private final Library library = new Library();
  private final StreamObserver<DiscoveryRequest> stream =
      AggregatedDiscoveryServiceGrpc.newStub(channel).streamAggregatedResources(library);

  @AfterEach
  void stop() {
    channel.shutdownNow();
    socket.shutdownNow();
    upstream.shutdownNow();
    upstreamServer.shutdownNow();
  }

  private static final class FakeDiscovery extends AggregatedDiscoveryServiceImplBase {

    private final List<DiscoveryRequest> requests = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private @Nullable StreamObserver<DiscoveryResponse> responses;

    StreamObserver<DiscoveryResponse> responses() {
      return Objects.requireNonNull(responses);
    }

    @Override
    public StreamObserver<DiscoveryRequest> streamAggregatedResources(
        StreamObserver<DiscoveryResponse> observer) {
      responses = observer;
      return new StreamObserver<>() {
        @Override
        public void onNext(DiscoveryRequest request) {
          requests.add(request);
        }

        @Override
        public void onError(Throwable cause) {
          ends.add(Status.fromThrowable(cause).getCode().name());
        }

        @Override
        public void onCompleted() {
          ends.add("completed");
        }
      };
    }
  }

  private static final class Library implements StreamObserver<DiscoveryResponse> {

    private final List<String> seen = new ArrayList<>();

    @Override
    public void onNext(DiscoveryResponse response) {
      seen.add(response.getVersionInfo());
    }

    @Override
    public void onError(Throwable cause) {
      seen.add(Status.fromThrowable(cause).getCode().name());
    }

    @Override
    public void onCompleted() {
      seen.add("completed");
    }
  }

  private static DiscoveryRequest request(String name) {
    var claimed =
        Struct.newBuilder()
            .putFields("LATEEN_WORKLOAD_UID", Value.newBuilder().setStringValue("other").build());
    return DiscoveryRequest.newBuilder()
        .setNode(Node.newBuilder().setId("library").setMetadata(claimed))
        .addResourceNames(name)
        .build();
  }

  @Test
  void everyNodeIsStampedWithTheWorkloadOfTheSocket() {
    stream.onNext(request("a"));
    stream.onNext(request("b"));

    assertThat(controlPlane.requests)
        .extracting(DiscoveryRequest::getResourceNamesList)
        .extracting(names -> names.get(0))
        .containsExactly("a", "b");
    assertThat(controlPlane.requests)
        .allSatisfy(
            request -> {
              var stamp = request.getNode().getMetadata().getFieldsOrThrow("LATEEN_WORKLOAD_UID");
              assertThat(stamp.getStringValue()).isEqualTo("uid-1");
              assertThat(request.getNode().getId()).isEqualTo("library");
            });
  }

  @Test
  void responsesPassInOrder() {
    stream.onNext(request("a"));
    for (var version : List.of("1", "2", "3")) {
      controlPlane
          .responses()
          .onNext(DiscoveryResponse.newBuilder().setVersionInfo(version).build());
    }

    assertThat(library.seen).containsExactly("1", "2", "3");
  }

  @Test
  void theLibraryHearsThatTheControlPlaneIsGone() {
    stream.onNext(request("a"));
    controlPlane.responses().onError(Status.PERMISSION_DENIED.asRuntimeException());

    assertThat(library.seen).containsExactly("PERMISSION_DENIED");
  }

  @Test
  void anEndWithoutReasonIsUnavailableSoThatTheLibraryComesAgain() {
    stream.onNext(request("a"));
    controlPlane.responses().onCompleted();

    assertThat(library.seen).containsExactly("UNAVAILABLE");
  }

  @Test
  void theStreamToTheControlPlaneEndsWithTheLibrarys() {
    stream.onNext(request("a"));
    stream.onCompleted();

    assertThat(controlPlane.ends).containsExactly("CANCELLED");
    assertThat(library.seen).containsExactly("completed");
  }
}
