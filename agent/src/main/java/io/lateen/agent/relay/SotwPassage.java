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
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a gRPC library with the stream to the control plane behind it. Each side is read
 * one message at a time, the next when the other side can take it, so that at most one message of
 * each is held. Requests come on one thread at a time, responses on another.
 */
final class SotwPassage implements StreamObserver<DiscoveryRequest> {

  private final String workloadUid;
  private final ServerCallStreamObserver<DiscoveryResponse> client;
  private final Runnable onEnd;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final ControlPlaneSide controlPlane = new ControlPlaneSide();

  /**
   * @param onEnd runs once, when nothing passes any more
   */
  SotwPassage(
      String workloadUid, ServerCallStreamObserver<DiscoveryResponse> client, Runnable onEnd) {
    this.workloadUid = workloadUid;
    this.client = client;
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
  }

  @Override
  public void onNext(DiscoveryRequest request) {
    controlPlane.ask(
        request.hasNode()
            ? request.toBuilder().setNode(stamped(request.getNode())).build()
            : request);
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
    if (!client.isCancelled()) {
      client.onCompleted();
    }
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

    void leave() {
      if (ended.compareAndSet(false, true)) {
        onEnd.run();
        if (call != null) {
          call.cancel("the workload's stream ended", null);
        }
      }
    }

    @Override
    public void onNext(DiscoveryResponse response) {
      if (!client.isCancelled()) {
        client.onNext(response);
        saidOne.set(true);
        readOn();
      }
    }

    @Override
    public void onError(Throwable cause) {
      end(Status.fromThrowable(cause));
    }

    @Override
    public void onCompleted() {
      end(Status.UNAVAILABLE.withDescription("the control plane ended the stream"));
    }

    void end(Status status) {
      if (ended.compareAndSet(false, true)) {
        onEnd.run();
        if (!client.isCancelled()) {
          client.onError(status.asRuntimeException());
        }
      }
    }
  }
}
