// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateProviderPluginInstance;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import java.util.List;

/**
 * The mesh's mTLS with keys from the files that the bootstrap names (gRFC A29): gRPC takes no
 * secrets over xDS.
 */
final class GrpcTls {

  private static final CertificateProviderPluginInstance PROVIDER =
      CertificateProviderPluginInstance.newBuilder()
          .setInstanceName(GrpcNames.CERTIFICATES)
          .build();

  private GrpcTls() {}

  /**
   * Towards a server.
   *
   * @param peers identities that it may have; every one of the mesh when empty
   */
  static TransportSocket upstream(List<String> peers) {
    var roots =
        CertificateValidationContext.newBuilder().setCaCertificateProviderInstance(PROVIDER);
    peers.forEach(name -> accept(roots, name));
    return socket(UpstreamTlsContext.newBuilder().setCommonTlsContext(common(roots)).build());
  }

  /** gRPC reads only this list; of names in the newer one it would check none. */
  @SuppressWarnings("deprecation")
  private static void accept(CertificateValidationContext.Builder context, String name) {
    context.addMatchSubjectAltNames(StringMatcher.newBuilder().setExact(name));
  }

  /** Towards callers, each of which needs a certificate of the mesh. */
  static TransportSocket downstream() {
    var roots =
        CertificateValidationContext.newBuilder().setCaCertificateProviderInstance(PROVIDER);
    return socket(
        DownstreamTlsContext.newBuilder()
            .setCommonTlsContext(common(roots))
            .setRequireClientCertificate(ProtoValues.bool(true))
            .build());
  }

  private static CommonTlsContext common(CertificateValidationContext.Builder roots) {
    return CommonTlsContext.newBuilder()
        .setTlsCertificateProviderInstance(PROVIDER)
        .setValidationContext(roots)
        .build();
  }

  private static TransportSocket socket(Message context) {
    return TransportSocket.newBuilder()
        .setName(EnvoyNames.TLS_SOCKET)
        .setTypedConfig(Packed.any(context))
        .build();
  }
}
