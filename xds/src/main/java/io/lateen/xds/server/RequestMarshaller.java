// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import java.io.InputStream;

/**
 * Reads requests. Bytes that are none become a stand-in, so that the stream learns of them and
 * tells why it ends; gRPC would end the call as cancelled.
 *
 * @param <Q> the request
 */
final class RequestMarshaller<Q extends Message> implements MethodDescriptor.Marshaller<Q> {

  static final RequestMarshaller<DeltaDiscoveryRequest> DELTA =
      new RequestMarshaller<>(
          DeltaDiscoveryRequest.getDefaultInstance(), DeltaDiscoveryRequest.newBuilder().build());

  static final RequestMarshaller<DiscoveryRequest> SOTW =
      new RequestMarshaller<>(
          DiscoveryRequest.getDefaultInstance(), DiscoveryRequest.newBuilder().build());

  private final MethodDescriptor.Marshaller<Q> proto;
  private final Q malformed;

  /** {@code malformed} is known by its identity, whatever is in it. */
  private RequestMarshaller(Q prototype, Q malformed) {
    this.proto = ProtoUtils.marshaller(prototype);
    this.malformed = malformed;
  }

  /** Whether the request stands for bytes that are none. */
  boolean isMalformed(Q request) {
    return request == malformed;
  }

  @Override
  public InputStream stream(Q value) {
    return proto.stream(value);
  }

  @Override
  public Q parse(InputStream stream) {
    try {
      return proto.parse(stream);
    } catch (StatusRuntimeException e) {
      return malformed;
    }
  }
}
