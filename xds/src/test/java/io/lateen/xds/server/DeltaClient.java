// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.lateen.xds.stream.FakeView;
import java.util.Optional;

/** An incremental client. */
final class DeltaClient extends CallClient<DeltaDiscoveryResponse, DeltaDiscoveryRequest> {

  DeltaClient hello(String type) {
    send(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(FakeView.url(type))
            .setNode(Node.newBuilder().setId("p1"))
            .build());
    return this;
  }

  void send(DeltaDiscoveryRequest.Builder request) {
    send(request.build());
  }

  void nack(String message) {
    answer(this, Optional.of(message));
  }
}
