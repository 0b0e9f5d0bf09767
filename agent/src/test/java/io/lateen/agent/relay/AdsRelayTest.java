// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.lateen.proto.nds.v1.NameTable;
import io.lateen.testkit.time.VirtualScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The relay on gRPC within the process: everything runs on the test's thread. */
class AdsRelayTest {

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final FakeControlPlane controlPlane = new FakeControlPlane();
  private final FakeStore store = new FakeStore();
  private final List<String> names = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final ManagedChannel upstream =
      InProcessChannelBuilder.forName("control-plane").directExecutor().build();
  private AdsRelay relay = relay();
  private Server socket = start("agent", relay.service());
  private final ManagedChannel envoyChannel =
      InProcessChannelBuilder.forName("agent").directExecutor().build();

  @AfterEach
  void stop() {
    envoyChannel.shutdownNow();
    socket.shutdownNow();
    upstream.shutdownNow();
    controlPlane.stop();
  }

  private AdsRelay relay() {
    var journal =
        new RelayEvents() {
          @Override
          public void upstreamLost(String workloadUid, String reason) {
            events.add("lost");
          }

          @Override
          public void configured(String workloadUid) {
            events.add("configured " + workloadUid);
          }

          @Override
          public void saveFailed(String workloadUid, String reason) {
            events.add("not saved: " + reason);
          }
        };
    var seams = new RelaySeams(scheduler, new Random(1), Runnable::run, Runnable::run, journal);
    return new AdsRelay(
        "uid-1",
        upstream,
        store,
        (uid, table) -> names.addAll(table.getTableMap().keySet()),
        Judge.NONE,
        seams);
  }

  static Server start(String name, io.grpc.BindableService service) {
    try {
      return InProcessServerBuilder.forName(name)
          .directExecutor()
          .addService(service)
          .build()
          .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An Envoy with clusters and listeners. */
  private Envoy configured() {
    controlPlane.start();
    relay.start();
    var envoy = new Envoy();
    envoy.subscribe(RelayTypes.CLUSTER);
    controlPlane.say(RelayTypes.CLUSTER, "a", "1");
    envoy.ack();
    envoy.subscribe(RelayTypes.LISTENER);
    controlPlane.say(RelayTypes.LISTENER, "l", "1");
    envoy.ack();
    return envoy;
  }

  @Test
  void passesThroughAndStampsTheWorkload() {
    var envoy = configured();
    assertThat(envoy.heard).hasSize(2);
    assertThat(relay.configured()).isTrue();
    assertThat(events).containsExactly("configured uid-1");
    var node = controlPlane.requests.getFirst().getNode();
    assertThat(node.getId()).isEqualTo("sidecar~1");
    assertThat(node.getMetadata().getFieldsOrThrow("LATEEN_WORKLOAD_UID").getStringValue())
        .isEqualTo("uid-1");
    assertThat(node.getClientFeaturesList()).contains("lateen.relay.keeps_resources");
  }

  @Test
  void envoyStaysConnectedWhileTheControlPlaneIsAway() {
    var envoy = configured();
    controlPlane.stop();
    assertThat(events).contains("lost");
    assertThat(relay.status().upstreamConnected()).isFalse();
    assertThat(relay.status().upstreamProblem()).isPresent();
    scheduler.advance(Duration.ofMinutes(1));
    assertThat(envoy.status).isNull();
    envoy.subscribe(RelayTypes.ENDPOINT, "a");
    assertThat(envoy.heard.getLast().getRemovedResourcesList()).containsExactly("a");

    controlPlane.requests.clear();
    controlPlane.start();
    scheduler.advance(RelayLimits.LAST_BACKOFF);
    assertThat(controlPlane.requests.getFirst().getInitialResourceVersionsMap())
        .containsEntry("a", "1");
    assertThat(relay.status().upstreamConnected()).isTrue();
    controlPlane.say(RelayTypes.CLUSTER, "a", "2");
    assertThat(envoy.heard.getLast().getResources(0).getVersion()).isEqualTo("2");
  }

  @Test
  void triesAgainWithGrowingPauses() {
    configured();
    controlPlane.stop();
    events.clear();
    scheduler.advance(Duration.ofSeconds(2));
    var early = events.size();
    assertThat(early).isBetween(3, 10);
    scheduler.advance(Duration.ofSeconds(60));
    assertThat(events.size() - early).isBetween(11, 30);
  }

  @Test
  void savesAfterAWhileAndServesAnotherEnvoyFromIt() {
    configured();
    assertThat(store.saves).isZero();
    scheduler.advance(RelayLimits.SAVE_DELAY);
    assertThat(store.saves).isEqualTo(1);

    controlPlane.stop();
    relay.close();
    socket.shutdownNow();
    relay = relay();
    relay.start();
    socket = start("agent", relay.service());
    var envoy = new Envoy();
    envoy.subscribe(RelayTypes.CLUSTER);
    assertThat(envoy.heard.getFirst().getResources(0).getName()).isEqualTo("a");
    assertThat(envoy.heard.getFirst().getNonce()).startsWith("local:");
  }

  @Test
  void closingSavesWhatIsNotSavedYet() {
    var envoy = configured();
    relay.close();
    assertThat(store.saved.types().get(RelayTypes.CLUSTER)).hasSize(1);
    assertThat(Objects.requireNonNull(envoy.status).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(controlPlane.open).isZero();
  }

  @Test
  void forgettingDeletesAndNeverSavesAgain() {
    configured();
    relay.forget();
    scheduler.advance(Duration.ofMinutes(2));
    assertThat(store.deleted).isTrue();
    assertThat(store.saved).isEqualTo(LastGood.NONE);
  }

  @Test
  void aDiskThatRefusesIsReportedAndTheRelayGoesOn() {
    var envoy = configured();
    store.full = true;
    scheduler.advance(RelayLimits.SAVE_DELAY);
    assertThat(events).contains("not saved: no space left");
    controlPlane.say(RelayTypes.CLUSTER, "a", "2");
    envoy.ack();
    store.full = false;
    scheduler.advance(RelayLimits.SAVE_RETRY);
    assertThat(store.saves).isEqualTo(1);
    assertThat(store.saved.types().get(RelayTypes.CLUSTER))
        .extracting(Resource::getVersion)
        .containsExactly("2");
  }

  @Test
  void theNewestStreamOfEnvoyWins() {
    var old = configured();
    var fresh = new Envoy();
    assertThat(Objects.requireNonNull(old.status).getCode()).isEqualTo(Status.Code.ABORTED);
    fresh.subscribe(RelayTypes.CLUSTER);
    controlPlane.say(RelayTypes.CLUSTER, "a", "3");
    assertThat(fresh.heard).hasSize(1);
    assertThat(controlPlane.open).isEqualTo(1);
  }

  @Test
  void anEnvoyThatDoesNotReadStopsTheControlPlaneToo() {
    controlPlane.start();
    relay.start();
    var envoy = new Envoy(false);
    envoy.subscribe(RelayTypes.CLUSTER);
    for (int version = 1; version <= 50; version++) {
      controlPlane.say(RelayTypes.CLUSTER, "a", "" + version);
    }
    assertThat(controlPlane.ready()).isFalse();
    envoy.read();
    assertThat(envoy.heard).hasSize(1);
    envoy.reading = true;
    envoy.read();
    assertThat(envoy.heard).hasSize(50);
    assertThat(envoy.heard.getLast().getResources(0).getVersion()).isEqualTo("50");
  }

  @Test
  void handsNameTablesOverAndBringsTheSavedOneBack() {
    configured();
    controlPlane.say(
        RelayTypes.NAME_TABLE,
        "t",
        "1",
        NameTable.newBuilder()
            .putTable("reviews.default.svc.cluster.local", NameTable.NameInfo.getDefaultInstance())
            .build()
            .toByteString());
    assertThat(names).containsExactly("reviews.default.svc.cluster.local");
    relay.close();
    names.clear();
    relay().start();
    assertThat(names).containsExactly("reviews.default.svc.cluster.local");
  }

  @Test
  void everyTimerIsCalledOffInTheEnd() {
    configured();
    relay.close();
    scheduler.advance(RelayLimits.LOCAL_GRACE);
    assertThat(scheduler.pending()).isZero();
  }

  /** A client as Envoy is one. */
  private final class Envoy
      implements ClientResponseObserver<DeltaDiscoveryRequest, DeltaDiscoveryResponse> {
    final List<DeltaDiscoveryResponse> heard = new ArrayList<>();
    boolean reading;
    @Nullable Status status;
    private @Nullable ClientCallStreamObserver<DeltaDiscoveryRequest> call;
    private boolean introduced;

    Envoy() {
      this(true);
    }

    Envoy(boolean reading) {
      this.reading = reading;
      var unused =
          AggregatedDiscoveryServiceGrpc.newStub(envoyChannel).deltaAggregatedResources(this);
    }

    private ClientCallStreamObserver<DeltaDiscoveryRequest> call() {
      return Objects.requireNonNull(call);
    }

    void subscribe(String typeUrl, String... resources) {
      var request =
          DeltaDiscoveryRequest.newBuilder()
              .setTypeUrl(typeUrl)
              .addAllResourceNamesSubscribe(List.of(resources));
      if (!introduced) {
        introduced = true;
        request.setNode(Node.newBuilder().setId("sidecar~1"));
      }
      call().onNext(request.build());
    }

    void ack() {
      var last = heard.getLast();
      call()
          .onNext(
              DeltaDiscoveryRequest.newBuilder()
                  .setTypeUrl(last.getTypeUrl())
                  .setResponseNonce(last.getNonce())
                  .build());
    }

    void read() {
      call().request(1);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<DeltaDiscoveryRequest> started) {
      call = started;
      started.disableAutoRequestWithInitial(reading ? 1 : 0);
    }

    @Override
    public void onNext(DeltaDiscoveryResponse response) {
      heard.add(response);
      if (reading) {
        call().request(1);
      }
    }

    @Override
    public void onError(Throwable cause) {
      status = Status.fromThrowable(cause);
    }

    @Override
    public void onCompleted() {
      status = Status.OK;
    }
  }
}
