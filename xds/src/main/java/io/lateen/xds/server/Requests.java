// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.lateen.xds.stream.StreamCommand;
import io.lateen.xds.stream.StreamCommand.ClientError;
import io.lateen.xds.stream.StreamState.Variant;
import java.util.Map;
import java.util.Optional;

/** What the two variants of the protocol have in common, seen from a stream. */
interface Requests<Q> {

  Requests<DeltaDiscoveryRequest> DELTA = new Delta();
  Requests<DiscoveryRequest> SOTW = new Sotw();

  Variant variant();

  Node node(Q request);

  String typeUrl(Q request);

  StreamCommand command(Q request);

  private static Optional<ClientError> error(boolean present, Status status) {
    return present
        ? Optional.of(new ClientError(status.getCode(), status.getMessage()))
        : Optional.empty();
  }

  /** Incremental. */
  final class Delta implements Requests<DeltaDiscoveryRequest> {
    @Override
    public Variant variant() {
      return Variant.DELTA;
    }

    @Override
    public Node node(DeltaDiscoveryRequest request) {
      return request.getNode();
    }

    @Override
    public String typeUrl(DeltaDiscoveryRequest request) {
      return request.getTypeUrl();
    }

    @Override
    public StreamCommand command(DeltaDiscoveryRequest request) {
      return new StreamCommand.DeltaRequest(
          request.getTypeUrl(),
          request.getResourceNamesSubscribeList(),
          request.getResourceNamesUnsubscribeList(),
          Map.copyOf(request.getInitialResourceVersionsMap()),
          request.getResponseNonce(),
          error(request.hasErrorDetail(), request.getErrorDetail()));
    }
  }

  /** State of the world. */
  final class Sotw implements Requests<DiscoveryRequest> {
    @Override
    public Variant variant() {
      return Variant.SOTW;
    }

    @Override
    public Node node(DiscoveryRequest request) {
      return request.getNode();
    }

    @Override
    public String typeUrl(DiscoveryRequest request) {
      return request.getTypeUrl();
    }

    @Override
    public StreamCommand command(DiscoveryRequest request) {
      return new StreamCommand.SotwRequest(
          request.getTypeUrl(),
          request.getResourceNamesList(),
          request.getVersionInfo(),
          request.getResponseNonce(),
          error(request.hasErrorDetail(), request.getErrorDetail()));
    }
  }
}
