// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.lateen.proto.node.v1.Hello;
import io.lateen.proto.node.v1.NodeCommand;
import io.lateen.proto.node.v1.NodeControlGrpc;
import io.lateen.proto.node.v1.NodeEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes see when the control plane stops. */
class NodeDrainTest {

  private static final long PATIENCE_SECONDS = 20;

  @TempDir Path folder;

  private Door door;

  @BeforeEach
  void open() throws IOException {
    door = new Door(folder);
  }

  @AfterEach
  void close() {
    door.close();
  }

  static final class Session implements StreamObserver<NodeCommand> {
    private final CompletableFuture<NodeCommand> first = new CompletableFuture<>();
    final CompletableFuture<Status> end = new CompletableFuture<>();

    Session(Channel channel) {
      NodeControlGrpc.newStub(channel)
          .session(this)
          .onNext(NodeEvent.newBuilder().setHello(Hello.getDefaultInstance()).build());
    }

    Session established() throws Exception {
      assertThat(first.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
      return this;
    }

    Status ended() throws Exception {
      return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void onNext(NodeCommand command) {
      first.complete(command);
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

  private static void stopping(Status status) {
    assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(status.getDescription()).contains("stopping");
  }

  @Test
  void callsEndOneAfterTheOtherAndNewOnesAreRefused() throws Exception {
    var first = new Session(door.node("host1")).established();
    var second = new Session(door.node("host2")).established();
    var third = new Session(door.node("host3")).established();
    assertThat(door.drain()).isEqualTo(OpenCalls.STEP.multipliedBy(3));
    stopping(new Session(door.node("host4")).ended());

    assertThat(List.of(first, second, third)).noneMatch(session -> session.end.isDone());
    door.advance(Duration.ZERO);
    stopping(first.ended());
    assertThat(second.end).isNotDone();
    door.advance(OpenCalls.STEP);
    stopping(second.ended());
    assertThat(third.end).isNotDone();
    door.advance(OpenCalls.STEP);
    stopping(third.ended());
  }

  @Test
  void callsThatEndedBeforeAreNotWaitedFor() throws Exception {
    var gone = door.node("host1");
    var session = new Session(gone).established();
    gone.shutdownNow();
    assertThat(session.ended().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (door.directory.isConnected("host1") && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(door.drain()).isZero();
  }
}
