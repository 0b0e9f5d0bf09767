// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a virtual network, seen by gRPC's server as a call and by the proxy as two queues.
 * Bytes that the proxy has not read count against a window, as HTTP/2 does.
 */
final class Wire extends ServerCall<DeltaDiscoveryRequest, Object> {

  /** What gRPC's servers buffer before they say that a call is not ready. */
  private static final int WINDOW = 32 << 10;

  private final MethodDescriptor<DeltaDiscoveryRequest, Object> method;
  private final Deque<DeltaDiscoveryRequest> toServer = new ArrayDeque<>();
  private final Deque<DeltaDiscoveryResponse> toProxy = new ArrayDeque<>();
  private ServerCall.@Nullable Listener<DeltaDiscoveryRequest> listener;
  private @Nullable Status ended;
  private int requested;
  private int unread;
  private int largest;
  private int mostUnread;
  private boolean cancelled;

  private Wire(MethodDescriptor<DeltaDiscoveryRequest, Object> method) {
    this.method = method;
  }

  @SuppressWarnings("unchecked") // the server's own type of responses is not visible here
  static Wire open(ServerMethodDefinition<?, ?> served, Metadata headers) {
    var definition = (ServerMethodDefinition<DeltaDiscoveryRequest, Object>) served;
    var wire = new Wire(definition.getMethodDescriptor());
    wire.listener = definition.getServerCallHandler().startCall(wire, headers);
    wire.listener.onReady();
    return wire;
  }

  void send(DeltaDiscoveryRequest request) {
    toServer.add(request);
  }

  /** Lets the server read a request; false when there is none, or it reads none now. */
  boolean arriveAtServer() {
    var target = listener;
    if (target == null || requested == 0 || toServer.isEmpty() || gone()) {
      return false;
    }
    requested--;
    target.onMessage(toServer.remove());
    return true;
  }

  /** The next response for the proxy. */
  Optional<DeltaDiscoveryResponse> arriveAtProxy() {
    var next = Optional.ofNullable(toProxy.poll());
    var wasReady = isReady();
    next.ifPresent(response -> unread -= response.getSerializedSize());
    if (!wasReady && isReady() && listener != null) {
      listener.onReady();
    }
    return next;
  }

  /** The connection breaks: what is on its way is lost. */
  void cut() {
    if (!gone() && listener != null) {
      cancelled = true;
      listener.onCancel();
    }
    toServer.clear();
    toProxy.clear();
  }

  /** Whether there is nothing more to come. */
  boolean gone() {
    return cancelled || ended != null;
  }

  /** The most bytes that ever waited for the proxy. */
  int mostUnread() {
    return mostUnread;
  }

  /** The most that may wait: what fits into the window, and the response that filled it. */
  int allowedUnread() {
    return WINDOW + largest;
  }

  Optional<Status> ended() {
    return Optional.ofNullable(ended);
  }

  @Override
  public void request(int messages) {
    requested += messages;
  }

  @Override
  public void sendHeaders(Metadata headers) {}

  @Override
  public void sendMessage(Object message) {
    try (InputStream bytes = method.streamResponse(message)) {
      var response = DeltaDiscoveryResponse.parseFrom(bytes);
      unread += response.getSerializedSize();
      mostUnread = Math.max(mostUnread, unread);
      largest = Math.max(largest, response.getSerializedSize());
      toProxy.add(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isReady() {
    return !gone() && unread < WINDOW;
  }

  @Override
  public void close(Status status, Metadata trailers) {
    ended = status;
    if (listener != null) {
      listener.onComplete();
    }
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public MethodDescriptor<DeltaDiscoveryRequest, Object> getMethodDescriptor() {
    return method;
  }
}
