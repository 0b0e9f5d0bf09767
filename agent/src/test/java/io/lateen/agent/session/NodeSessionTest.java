// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.lateen.agent.Pods;
import io.lateen.agent.telemetry.Counters;
import io.lateen.agent.telemetry.SeriesStore;
import io.lateen.agent.workload.AssignedWorkload;
import io.lateen.agent.workload.Lifecycle.Phase;
import io.lateen.agent.workload.WorkloadStatus;
import io.lateen.proto.node.v1.AdminRequest;
import io.lateen.proto.node.v1.Hello;
import io.lateen.proto.node.v1.NodeCommand;
import io.lateen.proto.node.v1.NodeControlGrpc;
import io.lateen.proto.node.v1.NodeEvent;
import io.lateen.proto.node.v1.NodeEvent.EventCase;
import io.lateen.proto.node.v1.ProxyState;
import io.lateen.proto.node.v1.TrustBundle;
import io.lateen.proto.node.v1.WorkloadSet;
import io.lateen.testkit.time.VirtualScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session over an in-process channel, on one thread with virtual time. */
class NodeSessionTest {

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final Counters counters = new Counters();
  private final List<NodeEvent> events = new ArrayList<>();
  private final List<StreamObserver<NodeCommand>> streams = new ArrayList<>();
  private final FakePeer peer = new FakePeer();
  private Server server;
  private ManagedChannel channel;
  private NodeSession session;

  private static WorkloadStatus status(Phase phase) {
    return new WorkloadStatus(
        "uid-reviews", phase, Optional.empty(), Optional.empty(), 7, 1, 99, "why");
  }

  private static final class FakePeer implements SessionPeer {

    final List<AssignedWorkload> assigned = new ArrayList<>();
    final List<TrustBundle> bundles = new ArrayList<>();

    @Override
    public Hello hello() {
      return Hello.newBuilder().setAgentVersion("test").build();
    }

    @Override
    public void assign(List<AssignedWorkload> workloads) {
      assigned.addAll(workloads);
    }

    Optional<String> followed = Optional.empty();

    @Override
    public Optional<String> followedRoots() {
      return followed;
    }

    @Override
    public void trust(TrustBundle bundle) {
      bundles.add(bundle);
    }

    @Override
    public void statuses(Consumer<List<WorkloadStatus>> receiver) {
      receiver.accept(List.of(status(Phase.READY)));
    }
  }

  @BeforeEach
  void connect() throws IOException {
    var service =
        new NodeControlGrpc.NodeControlImplBase() {
          @Override
          public StreamObserver<NodeEvent> session(StreamObserver<NodeCommand> commands) {
            streams.add(commands);
            return new StreamObserver<>() {
              @Override
              public void onNext(NodeEvent event) {
                events.add(event);
              }

              @Override
              public void onError(Throwable cause) {}

              @Override
              public void onCompleted() {}
            };
          }
        };
    var name = InProcessServerBuilder.generateName();
    server =
        InProcessServerBuilder.forName(name).directExecutor().addService(service).build().start();
    channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    session =
        new NodeSession(
            channel,
            peer,
            new Administration(uid -> Optional.empty(), Runnable::run, counters),
            new SeriesStore(counters),
            new SessionSeams(
                task -> scheduler.schedule(Duration.ZERO, task),
                scheduler,
                new SplittableRandom(7)));
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  private void advance(long millis) {
    scheduler.advance(Duration.ofMillis(millis));
  }

  private List<EventCase> kinds() {
    return events.stream().map(NodeEvent::getEventCase).toList();
  }

  @Test
  void aSessionBeginsWithEverything() {
    counters.add(Counters.DNS_QUERIES, 3);
    session.start();
    advance(1500);
    assertThat(kinds())
        .containsExactly(EventCase.HELLO, EventCase.WORKLOAD_STATUS, EventCase.METRICS);
    var status = events.get(1).getWorkloadStatus();
    assertThat(status.getState()).isEqualTo(ProxyState.READY);
    assertThat(status.getEnvoyPid()).isEqualTo(7);
    assertThat(status.getRestarts()).isEqualTo(1);
    assertThat(status.getCertificateNotAfterS()).isEqualTo(99);
    assertThat(events.get(2).getMetrics().getSamplesList()).hasSize(1);
  }

  @Test
  void afterwardsOnlyChangesAreSent() {
    counters.add(Counters.DNS_QUERIES, 3);
    session.start();
    advance(1500);
    events.clear();
    advance(10_000);
    assertThat(events).isEmpty();
    counters.add(Counters.DNS_QUERIES, 1);
    session.changed(status(Phase.START_LATER));
    advance(1000);
    assertThat(kinds()).containsExactly(EventCase.WORKLOAD_STATUS, EventCase.METRICS);
    assertThat(events.getFirst().getWorkloadStatus().getState()).isEqualTo(ProxyState.FAILED);
  }

  @Test
  void commandsReachTheAgent() {
    session.start();
    advance(1);
    var stream = streams.getFirst();
    stream.onNext(
        NodeCommand.newBuilder()
            .setWorkloads(WorkloadSet.newBuilder().addWorkloads(Pods.reviews().toMessage()))
            .build());
    stream.onNext(
        NodeCommand.newBuilder()
            .setBundle(TrustBundle.newBuilder().setTrustDomain("cluster.local"))
            .build());
    advance(1);
    assertThat(peer.assigned).containsExactly(Pods.reviews());
    assertThat(peer.bundles).hasSize(1);
  }

  @Test
  void whatAllFollowIsToldOnceForEachStreamAndChange() {
    session.start();
    advance(3000);
    assertThat(kinds()).doesNotContain(EventCase.ROOTS_FOLLOWED);
    peer.followed = Optional.of("first");
    advance(3000);
    peer.followed = Optional.empty();
    advance(3000);
    peer.followed = Optional.of("second");
    advance(3000);
    streams.getLast().onError(Status.UNAVAILABLE.asRuntimeException());
    advance(6000);
    assertThat(events.stream().filter(NodeEvent::hasRootsFollowed))
        .extracting(event -> event.getRootsFollowed().getFingerprint())
        .containsExactly("first", "second", "second");
  }

  @Test
  void questionsAreAnsweredAlsoWithRefusals() {
    session.start();
    advance(1);
    var request =
        AdminRequest.newBuilder().setRequestId(5).setWorkloadUid("other").setPath("/stats");
    streams.getFirst().onNext(NodeCommand.newBuilder().setAdminRequest(request).build());
    advance(1);
    var reply = events.getLast().getAdminReply();
    assertThat(reply.getRequestId()).isEqualTo(5);
    assertThat(reply.getError()).isEqualTo("no such workload on this node");
    assertThat(counters.value(Counters.ADMIN_FAILED)).isOne();
  }

  @Test
  void aLostSessionComesBackWithEverythingAndGrowingPauses() {
    session.start();
    advance(1);
    var pauses = new ArrayList<Long>();
    for (int i = 0; i < 8; i++) {
      var before = scheduler.clock().nanos();
      var known = streams.size();
      streams.getLast().onError(Status.UNAVAILABLE.asRuntimeException());
      while (streams.size() == known) {
        advance(1);
      }
      pauses.add(Duration.ofNanos(scheduler.clock().nanos() - before).toMillis());
    }
    assertThat(pauses.getFirst()).isBetween(100L, 201L);
    assertThat(pauses.getLast()).isBetween(2500L, 5001L);
    events.clear();
    streams.getLast().onError(Status.UNAVAILABLE.asRuntimeException());
    advance(6000);
    assertThat(kinds()).contains(EventCase.HELLO, EventCase.WORKLOAD_STATUS);
  }

  @Test
  void aSessionThatHeldEndsTheGrowth() {
    session.start();
    advance(1);
    for (int i = 0; i < 6; i++) {
      streams.getLast().onError(Status.UNAVAILABLE.asRuntimeException());
      advance(4900);
      advance(200);
    }
    advance(10_000);
    var known = streams.size();
    streams.getLast().onError(Status.UNAVAILABLE.asRuntimeException());
    advance(201);
    assertThat(streams).hasSize(known + 1);
  }

  @Test
  void afterCloseNothingComesBack() {
    session.start();
    advance(1);
    session.close();
    advance(60_000);
    assertThat(streams).hasSize(1);
  }
}
