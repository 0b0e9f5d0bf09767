// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A secret in Envoy's dump of them; keys are hidden there by Envoy itself.
 *
 * @param isChain whether it is a workload's chain; else roots
 * @param certificates in the order in which they stand, a leaf first; none when not readable
 */
public record DumpedSecret(boolean isChain, List<X509Certificate> certificates) {

  public DumpedSecret {
    certificates = List.copyOf(certificates);
  }

  /** The secret of an entry (Envoy: envoy.admin.v3.SecretsConfigDump). */
  public static DumpedSecret of(JsonNode entry) {
    var secret = entry.path("secret");
    var chain = secret.path("tls_certificate").path("certificate_chain");
    var source = chain.isObject() ? chain : secret.path("validation_context").path("trusted_ca");
    return new DumpedSecret(chain.isObject(), certificates(source));
  }

  private static List<X509Certificate> certificates(JsonNode source) {
    var bytes = source.path("inline_bytes").asString("");
    var text = source.path("inline_string").asString("");
    try {
      var pem =
          bytes.isEmpty()
              ? text.getBytes(StandardCharsets.UTF_8)
              : Base64.getDecoder().decode(bytes);
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException | IllegalArgumentException e) {
      return List.of();
    }
  }
}
