// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.lateen.identity.authority.Pace;
import io.lateen.proto.node.v1.AdminReply;
import io.lateen.proto.node.v1.Hello;
import io.lateen.proto.node.v1.MetricsReport;
import io.lateen.proto.node.v1.NodeCommand;
import io.lateen.proto.node.v1.NodeControlGrpc;
import io.lateen.proto.node.v1.NodeEvent;
import io.lateen.proto.node.v1.ProxyState;
import io.lateen.proto.node.v1.RootsFollowed;
import io.lateen.proto.node.v1.Sample;
import io.lateen.proto.node.v1.Workload;
import io.lateen.proto.node.v1.WorkloadStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeControlServiceTest {

  private static final long PATIENCE_SECONDS = 20;

  @TempDir Path folder;

  private Door door;

  @BeforeEach
  void open() throws IOException {
    door = new Door(folder);
    door.records.put("uid-1", "host1", "reviews");
    door.records.put("uid-2", "host2", "ratings");
  }

  @AfterEach
  void close() {
    door.close();
  }

  /** The agent's end of a session. */
  private static final class Agent implements StreamObserver<NodeCommand> {

    private final BlockingQueue<NodeCommand> commands = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final StreamObserver<NodeEvent> events;

    Agent(Channel channel) {
      events = NodeControlGrpc.newStub(channel).session(this);
    }

    static Agent greeting(Channel channel) {
      var agent = new Agent(channel);
      agent.say(NodeEvent.newBuilder().setHello(hello()));
      return agent;
    }

    private static Hello hello() {
      return Hello.newBuilder().setAgentVersion("1").setEnvoyVersion("1.40.0").build();
    }

    void say(NodeEvent.Builder event) {
      events.onNext(event.build());
    }

    void follows(String fingerprint) {
      var roots = RootsFollowed.newBuilder().setFingerprint(fingerprint);
      say(NodeEvent.newBuilder().setRootsFollowed(roots));
    }

    NodeCommand hears() throws InterruptedException {
      var command = commands.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (command == null) {
        throw new AssertionError("no command came");
      }
      return command;
    }

    List<String> hearsWorkloads() throws InterruptedException {
      var command = hears();
      assertThat(command.hasWorkloads()).as(command.toString()).isTrue();
      return command.getWorkloads().getWorkloadsList().stream().map(Workload::getUid).toList();
    }

    Status.Code ends() throws Exception {
      return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS).getCode();
    }

    @Override
    public void onNext(NodeCommand command) {
      commands.add(command);
    }

    @Override
    public void onError(Throwable failure) {
      end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      end.complete(Status.OK);
    }
  }

  private Agent connected(String node) throws InterruptedException {
    var agent = Agent.greeting(door.node(node));
    assertThat(agent.hears().hasBundle()).isTrue();
    agent.hearsWorkloads();
    return agent;
  }

  /** Waits for what another thread is about to do. */
  private static void await(BooleanSupplier condition) throws InterruptedException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen");
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  @Test
  void aNodeHearsRootsAndItsOwnWorkloads() throws InterruptedException {
    var agent = Agent.greeting(door.node("host1"));
    assertThat(agent.hears().getBundle()).isEqualTo(NodeMessages.bundle(door.authority.bundle()));
    assertThat(agent.hearsWorkloads()).containsExactly("uid-1");
    assertThat(door.directory.nodes())
        .containsExactly(new NodeState("host1", door.clock.instant(), "1", "1.40.0"));
  }

  @Test
  void aNodeHearsChangesOfItsWorkloadsOnly() throws InterruptedException {
    var agent = connected("host1");
    door.records.put("uid-3", "host2", "details");
    door.directory.recordsChanged();
    door.records.put("uid-4", "host1", "details");
    door.directory.recordsChanged();
    assertThat(agent.hearsWorkloads()).containsExactly("uid-1", "uid-4");
    door.records.byUid.clear();
    door.directory.recordsChanged();
    assertThat(agent.hearsWorkloads()).isEmpty();
    door.directory.rootsChanged();
    assertThat(agent.hears().hasBundle()).isTrue();
  }

  @Test
  void aChangeOfRootsGoesOnWhenAllNodesSayThatTheyFollow() throws InterruptedException {
    var agent = connected("host1");
    door.holders.issued("host1", door.clock.instant().plus(Duration.ofHours(1)));
    door.authority.rotate(Pace.PROMPT).orThrow();
    for (var phase : List.of("withdrawing", "steady")) {
      tend();
      var before = door.authority.status().phase();
      assertThat(before).isNotEqualTo(phase);
      agent.follows("nothing of this mesh");
      agent.follows(door.authority.bundle().fingerprint());
      await(
          () -> {
            tend();
            return !door.authority.status().phase().equals(before);
          });
      assertThat(door.authority.status().phase()).isEqualTo(phase);
    }
    assertThat(door.authority.bundle().roots()).hasSize(1);
  }

  private void tend() {
    for (int i = 0; i < 3; i++) {
      door.authority.tend(Duration.ofSeconds(1));
    }
  }

  @Test
  void withoutACertificateThereIsNoSession() throws Exception {
    assertThat(Agent.greeting(door.anonymous()).ends()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(door.directory.nodes()).isEmpty();
  }

  @Test
  void aSessionBeginsWithHello() throws Exception {
    var rude = new Agent(door.node("host1"));
    rude.say(NodeEvent.newBuilder().setMetrics(MetricsReport.getDefaultInstance()));
    assertThat(rude.ends()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(door.directory.isConnected("host1")).isFalse();
  }

  @Test
  void aSilentSessionEnds() throws Exception {
    connected("host2");
    var silent = new Agent(door.node("host1"));
    await(() -> advanced(silent));
    assertThat(silent.ends()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
  }

  /** Time moves until the session, which begins on another thread, has timed out. */
  private boolean advanced(Agent agent) {
    door.advance(NodeControlService.HELLO_TIME);
    return agent.end.isDone();
  }

  @Test
  void aNewerSessionReplacesTheOlder() throws Exception {
    var older = connected("host1");
    var newer = connected("host1");
    assertThat(older.ends()).isEqualTo(Status.Code.ABORTED);
    assertThat(door.directory.isConnected("host1")).isTrue();
    door.records.byUid.clear();
    door.directory.recordsChanged();
    assertThat(newer.hearsWorkloads()).isEmpty();
  }

  @Test
  void aSessionEndsWithItsCertificate() throws Exception {
    var agent = connected("host1");
    door.advance(Duration.ofHours(24).plusSeconds(1));
    assertThat(agent.ends()).isEqualTo(Status.Code.UNAVAILABLE);
    await(() -> !door.directory.isConnected("host1"));
  }

  @Test
  void aNodeThatSaysGoodbyeIsGone() throws Exception {
    var agent = connected("host1");
    agent.events.onCompleted();
    assertThat(agent.ends()).isEqualTo(Status.Code.OK);
    await(() -> !door.directory.isConnected("host1"));
  }

  @Test
  void anEnvoyIsAskedThroughItsNode() throws Exception {
    var agent = connected("host1");
    var answer = door.directory.admin("uid-1", "/certs");
    var question = agent.hears().getAdminRequest();
    assertThat(question.getWorkloadUid()).isEqualTo("uid-1");
    assertThat(question.getPath()).isEqualTo("/certs");
    agent.say(reply(question.getRequestId() + 7, "for nobody", ""));
    agent.say(reply(question.getRequestId(), "{}", ""));
    assertThat(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).asString().isEqualTo("{}");

    var refused = door.directory.admin("uid-1", "/quitquitquit");
    agent.say(reply(agent.hears().getAdminRequest().getRequestId(), "", "not allowed"));
    assertFails(refused, "not allowed");
  }

  private static NodeEvent.Builder reply(long id, String body, String error) {
    return NodeEvent.newBuilder()
        .setAdminReply(
            AdminReply.newBuilder()
                .setRequestId(id)
                .setBody(ByteString.copyFromUtf8(body))
                .setError(error));
  }

  private static void assertFails(CompletableFuture<byte[]> answer, String reason) {
    assertThatThrownBy(() -> answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(AdminException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void anUnansweredQuestionEnds() throws InterruptedException {
    connected("host1");
    var answer = door.directory.admin("uid-1", "/certs");
    door.advance(AdminCalls.TIMEOUT);
    assertFails(answer, "did not answer within 10 s");
  }

  @Test
  void questionsThatWaitAreBounded() throws InterruptedException {
    connected("host1");
    for (int i = 0; i < AdminCalls.MAX_WAITING; i++) {
      assertThat(door.directory.admin("uid-1", "/certs")).isNotDone();
    }
    assertFails(door.directory.admin("uid-1", "/certs"), "wait for an answer");
  }

  @Test
  void questionsEndWithTheSession() throws Exception {
    var agent = connected("host1");
    var answer = door.directory.admin("uid-1", "/certs");
    agent.hears();
    agent.events.onCompleted();
    assertFails(answer, "not connected");
    await(() -> !door.directory.isConnected("host1"));
    assertFails(door.directory.admin("uid-1", "/certs"), "not connected");
  }

  @Test
  void whatCannotBeAskedFailsAtOnce() {
    assertFails(door.directory.admin("uid-9", "/certs"), "no workload");
    assertFails(door.directory.admin("uid-1", "/certs"), "not connected");
    assertFails(door.directory.admin("uid-1", "certs"), "not an administration path");
    assertFails(door.directory.admin("uid-1", "/" + "x".repeat(600)), "not an administration path");
  }

  @Test
  void reportsAboutOwnWorkloadsAreKeptUntilTheyLeave() throws InterruptedException {
    var agent = connected("host1");
    agent.say(status("uid-2", 1));
    agent.say(
        status("uid-1", 1_800_000_000L)
            .setWorkloadStatus(
                status("uid-1", 1_800_000_000L).getWorkloadStatus().toBuilder()
                    .setReason("x".repeat(5000))));
    await(() -> door.directory.report("uid-1").isPresent());
    assertThat(door.directory.report("uid-2")).isEmpty();
    var report = door.directory.report("uid-1").orElseThrow();
    assertThat(report.node()).isEqualTo("host1");
    assertThat(report.state()).isEqualTo(ProxyState.READY);
    assertThat(report.certificateNotAfter()).contains(Instant.ofEpochSecond(1_800_000_000L));
    assertThat(report.reason()).hasSize(ProxyReport.MAX_REASON);

    door.records.byUid.clear();
    door.directory.recordsChanged();
    assertThat(door.directory.report("uid-1")).isEmpty();
  }

  @Test
  void anImpossibleExpiryIsNoExpiry() throws InterruptedException {
    var agent = connected("host1");
    agent.say(status("uid-1", Long.MAX_VALUE));
    await(() -> door.directory.report("uid-1").isPresent());
    assertThat(door.directory.report("uid-1").orElseThrow().certificateNotAfter()).isEmpty();
  }

  private static NodeEvent.Builder status(String uid, long notAfter) {
    return NodeEvent.newBuilder()
        .setWorkloadStatus(
            WorkloadStatus.newBuilder()
                .setWorkloadUid(uid)
                .setState(ProxyState.READY)
                .setCertificateNotAfterS(notAfter));
  }

  @Test
  void metricsAreKeptForAWhileAfterTheNodeLeft() throws Exception {
    var agent = connected("host1");
    agent.say(
        NodeEvent.newBuilder()
            .setMetrics(
                MetricsReport.newBuilder()
                    .addSamples(Sample.newBuilder().setName("istio_requests_total").setValue(3))));
    await(() -> !door.metrics.byName().isEmpty());
    agent.events.onCompleted();
    await(() -> !door.directory.isConnected("host1"));
    assertThat(door.metrics.byName()).hasSize(1);
    await(() -> expired());
  }

  private boolean expired() {
    door.advance(ReportedMetrics.RETENTION);
    return door.metrics.byName().isEmpty();
  }
}
