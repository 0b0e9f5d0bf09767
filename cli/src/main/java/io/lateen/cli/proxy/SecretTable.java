// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import io.lateen.cli.shell.Table;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code proxy-config secret}: certificates only, Envoy hides the keys itself. */
final class SecretTable {

  private SecretTable() {}

  static List<ConfigDump.Secret> select(List<ConfigDump.Secret> secrets, Filter filter) {
    return secrets.stream().filter(s -> Filter.passes(filter.name(), name(s))).toList();
  }

  static Table table(List<ConfigDump.Secret> secrets, Instant now) {
    var table =
        new Table(
            "RESOURCE NAME",
            "TYPE",
            "STATUS",
            "VALID CERT",
            "SERIAL NUMBER",
            "NOT AFTER",
            "NOT BEFORE");
    for (var secret : secrets) {
      var body = secret.entry().path("secret");
      var chain = body.path("tls_certificate").path("certificate_chain");
      var type = chain.isObject() ? "Cert Chain" : "CA";
      var certificate =
          certificate(
              chain.isObject() ? chain : body.path("validation_context").path("trusted_ca"));
      if (certificate.isEmpty()) {
        table.row(name(secret), type, secret.state(), "false", "", "", "");
        continue;
      }
      var x509 = certificate.get();
      var notAfter = x509.getNotAfter().toInstant();
      var notBefore = x509.getNotBefore().toInstant();
      var valid = !now.isAfter(notAfter) && !now.isBefore(notBefore);
      table.row(
          name(secret),
          type,
          secret.state(),
          Boolean.toString(valid),
          x509.getSerialNumber().toString(16),
          notAfter.toString(),
          notBefore.toString());
    }
    return table;
  }

  private static String name(ConfigDump.Secret secret) {
    return secret.entry().path("name").asString("");
  }

  private static Optional<X509Certificate> certificate(JsonNode source) {
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
          .findFirst();
    } catch (CertificateException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
