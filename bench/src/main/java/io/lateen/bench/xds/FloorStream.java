// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One stream of the floor program: references to shared bytes, written when there is room. */
final class FloorStream implements StreamObserver<DeltaDiscoveryRequest> {

  private final ServerCallStreamObserver<byte[]> responses;
  private final Map<String, byte[]> first;
  private final Collection<FloorStream> streams;
  private final Set<String> asked = new HashSet<>();
  private final Deque<byte[]> waiting = new ArrayDeque<>();

  FloorStream(
      ServerCallStreamObserver<byte[]> responses,
      Map<String, byte[]> first,
      Collection<FloorStream> streams) {
    this.responses = responses;
    this.first = first;
    this.streams = streams;
    responses.setOnReadyHandler(this::write);
    responses.setOnCancelHandler(() -> streams.remove(this));
  }

  @Override
  public void onNext(DeltaDiscoveryRequest request) {
    var type = request.getTypeUrl();
    if (!request.getResponseNonce().isEmpty() || !asked.add(type)) {
      return;
    }
    var bytes = first.get(type);
    if (bytes == null || request.getInitialResourceVersionsCount() > 0) {
      var nothing = DeltaDiscoveryResponse.newBuilder().setTypeUrl(type).setNonce("0");
      send(nothing.build().toByteArray());
    } else {
      send(bytes);
    }
  }

  /** Any thread. */
  synchronized void send(byte[] bytes) {
    waiting.add(bytes);
    write();
  }

  private synchronized void write() {
    while (!waiting.isEmpty() && responses.isReady()) {
      responses.onNext(waiting.remove());
    }
  }

  @Override
  public void onError(Throwable cause) {
    streams.remove(this);
  }

  @Override
  public void onCompleted() {
    streams.remove(this);
    responses.onCompleted();
  }
}
