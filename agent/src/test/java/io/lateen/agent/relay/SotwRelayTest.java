// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.lateen.testkit.time.VirtualScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The passage on gRPC within the process: everything runs on the test's thread. */
class SotwRelayTest {

  private final FakeDiscovery controlPlane = new FakeDiscovery();
  private final Server upstreamServer = AdsRelayTest.start("sotw-control-plane", controlPlane);
  private final ManagedChannel upstream =
      InProcessChannelBuilder.forName("sotw-control-plane").directExecutor().build();
  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final FakeStore store = new FakeStore();
  private final SotwRelay relay = relay();
  private final Server socket = AdsRelayTest.start("sotw-agent", relay.service());
  private final ManagedChannel channel =
      InProcessChannelBuilder.forName("sotw-agent").directExecutor().build();
  private final List<Runnable> closing = new ArrayList<>();
  private final Library library = new Library();
  private final StreamObserver<DiscoveryRequest> stream =
      AggregatedDiscoveryServiceGrpc.newStub(channel).streamAggregatedResources(library);

  private SotwRelay relay() {
    var seams =
        new RelaySeams(scheduler, new Random(1), Runnable::run, Runnable::run, RelayEvents.NONE);
    var fresh = new SotwRelay("uid-1", upstream, store, seams);
    fresh.start();
    return fresh;
  }

  @AfterEach
  void stop() {
    closing.forEach(Runnable::run);
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
    private final List<DiscoveryResponse> responses = new ArrayList<>();
    private @Nullable StreamObserver<DiscoveryRequest> requests;

    void say(DiscoveryRequest request) {
      Objects.requireNonNull(requests).onNext(request);
    }

    @Override
    public void onNext(DiscoveryResponse response) {
      responses.add(response);
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

  private static DiscoveryRequest ask(String typeUrl, String... names) {
    return DiscoveryRequest.newBuilder()
        .setNode(Node.newBuilder().setId("library"))
        .setTypeUrl(typeUrl)
        .addAllResourceNames(List.of(names))
        .build();
  }

  private static DiscoveryRequest ack(String typeUrl, String nonce, String... names) {
    return ask(typeUrl, names).toBuilder().setResponseNonce(nonce).build();
  }

  private static DiscoveryResponse say(String typeUrl, String nonce, Message... resources) {
    var response =
        DiscoveryResponse.newBuilder().setTypeUrl(typeUrl).setVersionInfo(nonce).setNonce(nonce);
    for (var resource : resources) {
      response.addResources(Any.pack(resource));
    }
    return response.build();
  }

  private static Listener listener(String name) {
    return Listener.newBuilder().setName(name).build();
  }

  /** A library accepts two listeners and a route, and refuses another route. */
  private void accept() {
    stream.onNext(ask(RelayTypes.LISTENER, "a", "b"));
    controlPlane.responses().onNext(say(RelayTypes.LISTENER, "1", listener("a"), listener("b")));
    stream.onNext(ack(RelayTypes.LISTENER, "1", "a", "b"));
    stream.onNext(ask(RelayTypes.ROUTE, "r"));
    var route = RouteConfiguration.newBuilder().setName("r");
    controlPlane.responses().onNext(say(RelayTypes.ROUTE, "2", route.build()));
    stream.onNext(ack(RelayTypes.ROUTE, "2", "r"));
    route.addVirtualHostsBuilder().setName("bad");
    controlPlane.responses().onNext(say(RelayTypes.ROUTE, "3", route.build()));
    stream.onNext(
        ack(RelayTypes.ROUTE, "3", "r").toBuilder()
            .setErrorDetail(com.google.rpc.Status.newBuilder().setCode(3))
            .build());
    scheduler.advance(RelayLimits.SAVE_DELAY);
    assertThat(store.saves).isPositive();
  }

  /** A library of an application that starts, at an agent that has started. */
  private Library another() {
    var server = AdsRelayTest.start("sotw-agent-2", relay().service());
    var next = InProcessChannelBuilder.forName("sotw-agent-2").directExecutor().build();
    closing.add(next::shutdownNow);
    closing.add(server::shutdownNow);
    var begun = new Library();
    begun.requests = AggregatedDiscoveryServiceGrpc.newStub(next).streamAggregatedResources(begun);
    return begun;
  }

  @Test
  void whoBeginsWhileTheControlPlaneIsAwayGetsWhatWasAccepted() {
    accept();
    upstreamServer.shutdownNow();
    var begun = another();
    begun.say(ask(RelayTypes.LISTENER, "a"));
    assertThat(begun.responses).hasSize(1);
    assertThat(begun.responses.getFirst().getResourcesList())
        .containsExactly(Any.pack(listener("a")));
    var nonce = begun.responses.getFirst().getNonce();
    begun.say(ack(RelayTypes.LISTENER, nonce, "a"));
    assertThat(begun.responses).as("an acceptance is no question").hasSize(1);
    begun.say(ask(RelayTypes.ROUTE, "r"));
    assertThat(begun.responses.getLast().getResourcesList())
        .as("not the refused one")
        .containsExactly(Any.pack(RouteConfiguration.newBuilder().setName("r").build()));
    begun.say(ack(RelayTypes.LISTENER, nonce, "a", "unknown"));
    assertThat(begun.responses).as("what is left out would be taken for deleted").hasSize(2);
    scheduler.advance(RelayLimits.LAST_BACKOFF);
    assertThat(begun.seen.getLast()).as("it shall try again").isEqualTo("UNAVAILABLE");
  }

  @Test
  void whoNeverAcceptedAnythingHearsThatTheControlPlaneIsAway() {
    upstreamServer.shutdownNow();
    var begun = another();
    begun.say(ask(RelayTypes.LISTENER, "a"));
    scheduler.advance(RelayLimits.LAST_BACKOFF);
    assertThat(begun.seen).containsExactly("UNAVAILABLE");
  }

  /** It lets nobody in, so nobody may go on with what it said before. */
  @Test
  void aControlPlaneThatRefusesIsNotAway() {
    accept();
    var begun = another();
    begun.say(ask(RelayTypes.LISTENER, "a"));
    controlPlane.responses().onError(Status.PERMISSION_DENIED.asRuntimeException());
    assertThat(begun.seen).containsExactly("PERMISSION_DENIED");
  }

  @Test
  void aListenerThatIsGoneIsForgotten() {
    accept();
    controlPlane.responses().onNext(say(RelayTypes.LISTENER, "4", listener("b")));
    stream.onNext(ack(RelayTypes.LISTENER, "4", "a", "b"));
    scheduler.advance(RelayLimits.SAVE_DELAY);
    assertThat(store.saved.types().get(RelayTypes.LISTENER))
        .extracting(Resource::getName)
        .containsExactly("b");
    relay.forget();
    assertThat(store.deleted).isTrue();
  }
}
