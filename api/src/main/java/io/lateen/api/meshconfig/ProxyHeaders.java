// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import io.lateen.api.meshconfig.GatewayTopology.ForwardClientCert;
import java.util.Optional;

/**
 * Headers that proxies add; absent stands for the default.
 *
 * @param forwardedClientCert what sidecars do with certificates of callers
 * @param certDetails what is told of the caller's certificate
 * @param requestIdDisabled whether no X-Request-Id is made
 * @param serverDisabled whether no Server header is set
 * @param serverName value of the Server header; empty for {@code istio-envoy}
 * @param attemptCountDisabled whether no X-Envoy-Attempt-Count is set
 * @param debugHeadersDisabled whether Envoy's debug headers are left out
 * @param metadataExchangeInMeshOnly whether peers outside of the mesh are told nothing
 * @param preserveHttp1HeaderCase whether the case of HTTP/1 headers is kept
 * @param forwardedHost whether X-Forwarded-Host is added
 * @param forwardedPort whether X-Forwarded-Port is added
 */
public record ProxyHeaders(
    ForwardClientCert forwardedClientCert,
    Optional<CertDetails> certDetails,
    Optional<Boolean> requestIdDisabled,
    Optional<Boolean> serverDisabled,
    String serverName,
    Optional<Boolean> attemptCountDisabled,
    Optional<Boolean> debugHeadersDisabled,
    boolean metadataExchangeInMeshOnly,
    Optional<Boolean> preserveHttp1HeaderCase,
    Optional<Boolean> forwardedHost,
    Optional<Boolean> forwardedPort) {

  /** The settings of a mesh whose owner says nothing. */
  public static final ProxyHeaders DEFAULT =
      new ProxyHeaders(
          ForwardClientCert.UNDEFINED,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          "",
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * What is told of the caller's certificate; absent stands for the default: subject, names and
   * URI.
   *
   * @param subject its subject
   * @param cert the certificate
   * @param chain its chain
   * @param dns its DNS names
   * @param uri its URI
   */
  public record CertDetails(
      Optional<Boolean> subject,
      Optional<Boolean> cert,
      Optional<Boolean> chain,
      Optional<Boolean> dns,
      Optional<Boolean> uri) {}
}
