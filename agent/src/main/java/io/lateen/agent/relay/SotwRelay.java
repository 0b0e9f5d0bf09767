// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The discovery service that the gRPC libraries of one workload without proxy talk to: ADS with the
 * state of the world, passed through to the control plane. Libraries keep what they have and
 * connect again by themselves; those that begin while the control plane is away get what was
 * accepted last. Safe from all threads.
 */
public final class SotwRelay implements AutoCloseable {

  private final String workloadUid;
  private final Channel upstream;
  private final LastGoodStore store;
  private final LibraryMemory memory;
  private final RelaySeams seams;
  private final AtomicInteger open = new AtomicInteger();

  /**
   * A relay that knows nothing before {@link #start}.
   *
   * @param workloadUid stamped on what goes to the control plane, whatever a library claims to be
   * @param upstream carries the node's identity
   */
  public SotwRelay(String workloadUid, Channel upstream, LastGoodStore store, RelaySeams seams) {
    this.workloadUid = workloadUid;
    this.upstream = upstream;
    this.store = store;
    this.seams = seams;
    this.memory = new LibraryMemory(workloadUid, store, seams);
  }

  /** Reads the last good configuration; blocks for as long as one small file takes. */
  public void start() {
    memory.restore(store.load());
  }

  /** For the workload's socket, which must admit nobody but this workload. */
  public BindableService service() {
    return new AggregatedDiscoveryServiceImplBase() {
      @Override
      public StreamObserver<DiscoveryRequest> streamAggregatedResources(
          StreamObserver<DiscoveryResponse> observer) {
        var client = (ServerCallStreamObserver<DiscoveryResponse>) observer;
        var passage = new SotwPassage(workloadUid, client, memory, seams, open::decrementAndGet);
        if (open.incrementAndGet() > RelayLimits.MAX_LIBRARY_STREAMS) {
          passage.refuse();
        } else {
          passage.open(upstream);
        }
        return passage;
      }
    };
  }

  /** The workload left the node: deletes the last good configuration. */
  public void forget() {
    memory.forget();
  }

  /** What is not saved yet is handed to the disk executor. */
  @Override
  public void close() {
    memory.save();
  }
}
