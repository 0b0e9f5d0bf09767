// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.MethodDescriptor;
import io.lateen.xds.resource.TypeUrls;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * One discovery service of Envoy's: its name on the wire and its streaming methods, with responses
 * that are written from shared bytes instead of message objects.
 *
 * @param only the type of a service that serves one type; empty for the aggregated service
 * @param sotw the method of the state-of-the-world variant, where there is one
 * @param delta the method of the incremental variant
 */
record DiscoveryApi(String service, String only, Optional<String> sotw, String delta) {

  private static final String SERVICES = "envoy.service.";

  static final DiscoveryApi AGGREGATED =
      of(
          "discovery.v3.AggregatedDiscoveryService",
          "",
          "StreamAggregatedResources",
          "DeltaAggregatedResources");

  /** The services of one type each: {@code envoy/service/TYPE/v3/*.proto}. */
  static final List<DiscoveryApi> SEPARATE =
      List.of(
          of(
              "cluster.v3.ClusterDiscoveryService",
              TypeUrls.CLUSTER,
              "StreamClusters",
              "DeltaClusters"),
          of(
              "endpoint.v3.EndpointDiscoveryService",
              TypeUrls.ENDPOINT,
              "StreamEndpoints",
              "DeltaEndpoints"),
          of(
              "listener.v3.ListenerDiscoveryService",
              TypeUrls.LISTENER,
              "StreamListeners",
              "DeltaListeners"),
          of(
              "route.v3.ScopedRoutesDiscoveryService",
              TypeUrls.SCOPED_ROUTE,
              "StreamScopedRoutes",
              "DeltaScopedRoutes"),
          of("route.v3.RouteDiscoveryService", TypeUrls.ROUTE, "StreamRoutes", "DeltaRoutes"),
          new DiscoveryApi(
              SERVICES + "route.v3.VirtualHostDiscoveryService",
              TypeUrls.VIRTUAL_HOST,
              Optional.empty(),
              "DeltaVirtualHosts"),
          of(
              "extension.v3.ExtensionConfigDiscoveryService",
              TypeUrls.EXTENSION_CONFIG,
              "StreamExtensionConfigs",
              "DeltaExtensionConfigs"),
          of("secret.v3.SecretDiscoveryService", TypeUrls.SECRET, "StreamSecrets", "DeltaSecrets"));

  private static DiscoveryApi of(String service, String only, String sotw, String delta) {
    return new DiscoveryApi(SERVICES + service, only, Optional.of(sotw), delta);
  }

  /** The state-of-the-world method; call it only when there is one. */
  MethodDescriptor<DiscoveryRequest, WireResponse> sotwMethod() {
    return method(sotw.orElseThrow(), RequestMarshaller.SOTW);
  }

  MethodDescriptor<DeltaDiscoveryRequest, WireResponse> deltaMethod() {
    return method(delta, RequestMarshaller.DELTA);
  }

  private <Q extends Message> MethodDescriptor<Q, WireResponse> method(
      String name, RequestMarshaller<Q> requests) {
    return MethodDescriptor.<Q, WireResponse>newBuilder()
        .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
        .setRequestMarshaller(requests)
        .setResponseMarshaller(new ResponseMarshaller())
        .build();
  }

  /** Writes only; this side never reads responses. */
  private static final class ResponseMarshaller
      implements MethodDescriptor.Marshaller<WireResponse> {
    @Override
    public InputStream stream(WireResponse value) {
      return new WireStream(value);
    }

    @Override
    public WireResponse parse(InputStream stream) {
      throw new UnsupportedOperationException("a server does not read responses");
    }
  }
}
