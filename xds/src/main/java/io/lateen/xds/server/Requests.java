// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.ClientSkills;
import io.lateen.xds.stream.StreamCommand;
import io.lateen.xds.stream.StreamCommand.ClientError;
import io.lateen.xds.stream.StreamState.Variant;
import java.util.Optional;

/** What the two variants of the protocol have in common, seen from a stream. */
interface Requests<Q> {

  Variant variant();

  /** The one type that the stream serves; empty when it serves all. */
  String only();

  Node node(Q request);

  /** The type that the request names; streams of one type need not (xds_protocol.rst). */
  String named(Q request);

  StreamCommand command(Q request);

  /** The type that the request is about; empty when it does not say. */
  default String typeUrl(Q request) {
    return only().isEmpty() ? TypeUrls.shared(named(request)) : only();
  }

  /** Why the request cannot be answered on this stream. */
  default Optional<String> fault(Q request) {
    var named = named(request);
    if (only().isEmpty() && named.isEmpty()) {
      return Optional.of("request without a type_url");
    }
    if (named.length() > XdsLimits.MAX_TYPE_URL_CHARS) {
      return Optional.of("a type_url of " + named.length() + " characters");
    }
    if (!only().isEmpty() && !named.isEmpty() && !named.equals(only())) {
      return Optional.of("this service serves " + only() + ", not " + named);
    }
    return variant() == Variant.SOTW && named.equals(TypeUrls.VIRTUAL_HOST)
        ? Optional.of("virtual hosts are served by the incremental variant only")
        : Optional.empty();
  }

  /** Whether the bytes were no request. */
  boolean isMalformed(Q request);

  private static Optional<ClientError> error(boolean present, Status status) {
    return present
        ? Optional.of(new ClientError(status.getCode(), status.getMessage()))
        : Optional.empty();
  }

  /** What the client can do that the protocol does not ask of it. */
  default ClientSkills skills(ProxyNode node) {
    return new ClientSkills(node.keepsResources(), false);
  }

  /**
   * Incremental.
   *
   * @param differences whether the client is sent differences
   */
  record Delta(String only, boolean differences) implements Requests<DeltaDiscoveryRequest> {
    @Override
    public boolean isMalformed(DeltaDiscoveryRequest request) {
      return RequestMarshaller.DELTA.isMalformed(request);
    }

    @Override
    public Variant variant() {
      return Variant.DELTA;
    }

    @Override
    public ClientSkills skills(ProxyNode node) {
      return new ClientSkills(node.keepsResources(), differences);
    }

    @Override
    public Node node(DeltaDiscoveryRequest request) {
      return request.getNode();
    }

    @Override
    public String named(DeltaDiscoveryRequest request) {
      return request.getTypeUrl();
    }

    @Override
    public StreamCommand command(DeltaDiscoveryRequest request) {
      var verdict = TrialVerdict.of(request);
      if (verdict.isPresent()) {
        return verdict.get();
      }
      return new StreamCommand.DeltaRequest(
          typeUrl(request),
          request.getResourceNamesSubscribeList(),
          request.getResourceNamesUnsubscribeList(),
          request.getInitialResourceVersionsMap(),
          request.getResponseNonce(),
          error(request.hasErrorDetail(), request.getErrorDetail()));
    }
  }

  /** State of the world. */
  record Sotw(String only) implements Requests<DiscoveryRequest> {
    @Override
    public boolean isMalformed(DiscoveryRequest request) {
      return RequestMarshaller.SOTW.isMalformed(request);
    }

    @Override
    public Variant variant() {
      return Variant.SOTW;
    }

    @Override
    public Node node(DiscoveryRequest request) {
      return request.getNode();
    }

    @Override
    public String named(DiscoveryRequest request) {
      return request.getTypeUrl();
    }

    @Override
    public StreamCommand command(DiscoveryRequest request) {
      return new StreamCommand.SotwRequest(
          typeUrl(request),
          request.getResourceNamesList(),
          request.getVersionInfo(),
          request.getResponseNonce(),
          error(request.hasErrorDetail(), request.getErrorDetail()));
    }
  }
}
