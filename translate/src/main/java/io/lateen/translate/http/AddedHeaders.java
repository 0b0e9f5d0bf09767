// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.http;

import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ForwardClientCertDetails;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ServerHeaderTransformation;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.SetCurrentClientCertDetails;
import io.lateen.api.meshconfig.GatewayTopology.ForwardClientCert;
import io.lateen.api.meshconfig.ProxyHeaders;
import io.lateen.api.meshconfig.ProxyHeaders.CertDetails;
import io.lateen.translate.envoy.HeaderCase;
import io.lateen.translate.envoy.ProtoValues;
import java.util.Optional;

/**
 * What connection managers add to requests and answers
 * (pilot/pkg/networking/util/proxy_headers.go).
 */
final class AddedHeaders {

  private AddedHeaders() {}

  /**
   * What is the same on both sides of a proxy.
   *
   * @param server value of the header Server where the settings say nothing; empty for Envoy's own
   */
  static void apply(HttpConnectionManager.Builder manager, ProxyHeaders headers, String server) {
    if (isOn(headers.serverDisabled())) {
      manager.setServerHeaderTransformation(ServerHeaderTransformation.PASS_THROUGH);
    } else {
      manager.setServerName(headers.serverName().isEmpty() ? server : headers.serverName());
    }
    if (isOn(headers.requestIdDisabled())) {
      manager.setGenerateRequestId(ProtoValues.bool(false));
    }
    if (isOn(headers.forwardedPort())) {
      manager.setAppendXForwardedPort(true);
    }
    if (isOn(headers.preserveHttp1HeaderCase())) {
      manager.getHttpProtocolOptionsBuilder().setHeaderKeyFormat(HeaderCase.KEPT);
    }
  }

  /** What a sidecar tells its application about the certificate of a caller. */
  static void certificates(HttpConnectionManager.Builder manager, ProxyHeaders headers) {
    var written = headers.forwardedClientCert();
    manager.setForwardClientCertDetails(
        written == ForwardClientCert.UNDEFINED
            ? ForwardClientCertDetails.APPEND_FORWARD
            : forwarding(written));
    var details = headers.certDetails();
    manager.setSetCurrentClientCertDetails(
        SetCurrentClientCertDetails.newBuilder()
            .setSubject(ProtoValues.bool(details.flatMap(CertDetails::subject).orElse(true)))
            .setUri(details.flatMap(CertDetails::uri).orElse(true))
            .setDns(details.flatMap(CertDetails::dns).orElse(true))
            .setCert(details.flatMap(CertDetails::cert).orElse(false))
            .setChain(details.flatMap(CertDetails::chain).orElse(false)));
  }

  /** Whether the headers by which Envoy tells about itself are left out. */
  static boolean areQuiet(ProxyHeaders headers) {
    return isOn(headers.debugHeadersDisabled());
  }

  static ForwardClientCertDetails forwarding(ForwardClientCert details) {
    return switch (details) {
      case SANITIZE -> ForwardClientCertDetails.SANITIZE;
      case FORWARD_ONLY -> ForwardClientCertDetails.FORWARD_ONLY;
      case APPEND_FORWARD -> ForwardClientCertDetails.APPEND_FORWARD;
      case SANITIZE_SET, UNDEFINED -> ForwardClientCertDetails.SANITIZE_SET;
      case ALWAYS_FORWARD_ONLY -> ForwardClientCertDetails.ALWAYS_FORWARD_ONLY;
    };
  }

  private static boolean isOn(Optional<Boolean> setting) {
    return setting.orElse(false);
  }
}
