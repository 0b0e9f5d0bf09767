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
 * state of the world, passed through to the control plane. Keeps nothing: the libraries keep what
 * they have, and connect again by themselves. Safe from all threads.
 */
public final class SotwRelay {

  private final String workloadUid;
  private final Channel upstream;
  private final AtomicInteger open = new AtomicInteger();

  /**
   * @param workloadUid stamped on what goes to the control plane, whatever a library claims to be
   * @param upstream carries the node's identity
   */
  public SotwRelay(String workloadUid, Channel upstream) {
    this.workloadUid = workloadUid;
    this.upstream = upstream;
  }

  /** For the workload's socket, which must admit nobody but this workload. */
  public BindableService service() {
    return new AggregatedDiscoveryServiceImplBase() {
      @Override
      public StreamObserver<DiscoveryRequest> streamAggregatedResources(
          StreamObserver<DiscoveryResponse> observer) {
        var client = (ServerCallStreamObserver<DiscoveryResponse>) observer;
        var passage = new SotwPassage(workloadUid, client, open::decrementAndGet);
        if (open.incrementAndGet() > RelayLimits.MAX_LIBRARY_STREAMS) {
          passage.refuse();
        } else {
          passage.open(upstream);
        }
        return passage;
      }
    };
  }
}
