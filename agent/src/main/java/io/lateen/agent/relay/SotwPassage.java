// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.lateen.base.time.Cancellable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of a gRPC library with the stream to the control plane behind it. Each side is read
 * one message at a time, the next when the other side can take it, so that at most one message of
 * each is held. When the control plane is away before it said anything, the stream is answered from
 * what was accepted last, for a while; then it ends, and the library tries again.
 */
final class SotwPassage implements StreamObserver<DiscoveryRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(SotwPassage.class);

  /** How a control plane ends that may come back, and not one that lets nobody in. */
  private static final Set<Status.Code> AWAY =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);

  private final String workloadUid;
  private final ServerCallStreamObserver<DiscoveryResponse> client;
  private final RelaySeams seams;
  private final Runnable onEnd;
  private final LibraryState state;
  private final SynchronizationContext turn = new SynchronizationContext(this::crashed);
  private final AtomicBoolean ended = new AtomicBoolean();
  private final ControlPlaneSide controlPlane = new ControlPlaneSide();
  private volatile boolean alone;
  private @Nullable Cancellable timer;

  /**
   * @param onEnd runs once, when nothing passes any more
   */
  SotwPassage(
      String workloadUid,
      ServerCallStreamObserver<DiscoveryResponse> client,
      LibraryMemory memory,
      RelaySeams seams,
      Runnable onEnd) {
    this.workloadUid = workloadUid;
    this.client = client;
    this.state = new LibraryState(memory);
    this.seams = seams;
    this.onEnd = onEnd;
  }

  /** There are too many already. */
  void refuse() {
    controlPlane.end(
        Status.RESOURCE_EXHAUSTED.withDescription(
            "the workload has " + RelayLimits.MAX_LIBRARY_STREAMS + " streams already"));
  }

  /** Begins; a channel that is waiting to connect again tries at once. */
  void open(Channel channel) {
    if (channel instanceof ManagedChannel managed) {
      managed.resetConnectBackoff();
    }
    client.disableAutoRequest();
    client.setOnReadyHandler(controlPlane::readOn);
    client.setOnCancelHandler(controlPlane::leave);
    var unused =
        AggregatedDiscoveryServiceGrpc.newStub(channel).streamAggregatedResources(controlPlane);
    client.request(1);
    turn.execute(() -> wait(RelayLimits.LOCAL_GRACE, this::graceOver));
  }

  private void wait(Duration span, Runnable then) {
    timer = seams.scheduler().schedule(span, () -> seams.calls().execute(() -> turn.execute(then)));
  }

  private void graceOver() {
    if (!state.heard() && !controlPlane.isReady()) {
      goAlone(Status.UNAVAILABLE.withDescription("the control plane does not answer"));
    }
  }

  @Override
  public void onNext(DiscoveryRequest request) {
    turn.execute(
        () -> {
          state.asks(request);
          if (alone) {
            answer();
            client.request(1);
          } else {
            controlPlane.ask(
                request.hasNode()
                    ? request.toBuilder().setNode(stamped(request.getNode())).build()
                    : request);
          }
        });
  }

  /** The control plane is away; the library tries again after a while. */
  private void goAlone(Status why) {
    if (alone || ended.get()) {
      return;
    }
    alone = true;
    controlPlane.cancel();
    if (timer != null) {
      timer.cancel();
    }
    if (state.asked() && !answer()) {
      controlPlane.finish(why);
      return;
    }
    wait(RelayLimits.LAST_BACKOFF, () -> controlPlane.finish(why));
    client.request(1);
  }

  /** Whether there was something to say. */
  private boolean answer() {
    var responses = state.local();
    if (!client.isCancelled()) {
      responses.forEach(client::onNext);
    }
    return !responses.isEmpty();
  }

  /** A fault of the program costs this stream, not the agent. */
  private void crashed(Thread thread, Throwable fault) {
    LOG.error("a library's stream of {} failed", workloadUid, fault);
    controlPlane.finish(Status.INTERNAL.withDescription("the relay failed; see the agent's log"));
  }

  private Node stamped(Node node) {
    var metadata =
        node.getMetadata().toBuilder()
            .putFields(
                RelayedNode.WORKLOAD_UID, Value.newBuilder().setStringValue(workloadUid).build());
    return node.toBuilder().setMetadata(metadata).build();
  }

  @Override
  public void onError(Throwable cause) {
    controlPlane.leave();
  }

  @Override
  public void onCompleted() {
    controlPlane.leave();
    turn.execute(
        () -> {
          if (!client.isCancelled()) {
            client.onCompleted();
          }
        });
  }

  /** The stream to the control plane. */
  private final class ControlPlaneSide
      implements ClientResponseObserver<DiscoveryRequest, DiscoveryResponse> {

    private final AtomicBoolean askedOne = new AtomicBoolean();
    private final AtomicBoolean saidOne = new AtomicBoolean();
    private @Nullable ClientCallStreamObserver<DiscoveryRequest> call;

    @Override
    public void beforeStart(ClientCallStreamObserver<DiscoveryRequest> started) {
      call = started;
      started.disableAutoRequestWithInitial(1);
      started.setOnReadyHandler(this::askOn);
    }

    void ask(DiscoveryRequest request) {
      if (call != null && !ended.get()) {
        call.onNext(request);
        askedOne.set(true);
        askOn();
      }
    }

    /** Reads the next request once the one before is on its way. */
    private void askOn() {
      if (call != null && call.isReady() && askedOne.compareAndSet(true, false)) {
        client.request(1);
      }
    }

    /** Reads the next response once the one before is on its way. */
    void readOn() {
      if (call != null && client.isReady() && saidOne.compareAndSet(true, false)) {
        call.request(1);
      }
    }

    boolean isReady() {
      return call != null && call.isReady();
    }

    void leave() {
      if (ended.compareAndSet(false, true)) {
        onEnd.run();
        turn.execute(SotwPassage.this::callOff);
        cancel();
      }
    }

    void cancel() {
      if (call != null) {
        call.cancel("nobody listens any more", null);
      }
    }

    @Override
    public void onNext(DiscoveryResponse response) {
      turn.execute(
          () -> {
            if (!alone && !client.isCancelled()) {
              state.says(response);
              client.onNext(response);
              saidOne.set(true);
              readOn();
            }
          });
    }

    @Override
    public void onError(Throwable cause) {
      end(Status.fromThrowable(cause));
    }

    @Override
    public void onCompleted() {
      end(Status.UNAVAILABLE.withDescription("the control plane ended the stream"));
    }

    /** The stream to the control plane is over. */
    void end(Status status) {
      turn.execute(
          () -> {
            if (AWAY.contains(status.getCode()) && !state.heard()) {
              goAlone(status);
            } else if (!alone) {
              finish(status);
            }
          });
    }

    /** The library's stream is over. */
    void finish(Status status) {
      if (ended.compareAndSet(false, true)) {
        onEnd.run();
        callOff();
        if (!client.isCancelled()) {
          client.onError(status.asRuntimeException());
        }
      }
    }
  }

  private void callOff() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
