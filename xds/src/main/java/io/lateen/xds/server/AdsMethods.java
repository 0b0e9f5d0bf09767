// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import java.io.InputStream;

/**
 * The two methods of {@code envoy.service.discovery.v3.AggregatedDiscoveryService}, with responses
 * that are written from shared bytes instead of message objects.
 */
final class AdsMethods {

  static final String SERVICE = "envoy.service.discovery.v3.AggregatedDiscoveryService";

  static final MethodDescriptor<DeltaDiscoveryRequest, WireResponse> DELTA =
      method("DeltaAggregatedResources", DeltaDiscoveryRequest.getDefaultInstance());

  static final MethodDescriptor<DiscoveryRequest, WireResponse> SOTW =
      method("StreamAggregatedResources", DiscoveryRequest.getDefaultInstance());

  private AdsMethods() {}

  private static <Q extends Message> MethodDescriptor<Q, WireResponse> method(
      String name, Q request) {
    return MethodDescriptor.<Q, WireResponse>newBuilder()
        .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .setRequestMarshaller(ProtoUtils.marshaller(request))
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
