// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.identity;

import io.lateen.cli.proxy.DumpedSecret;
import io.lateen.cli.shell.Documents;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The certificates in Envoy's dump of its secrets; Envoy hides the keys itself. Pure. */
final class ServedCertificates {

  private ServedCertificates() {}

  /** All secrets with each certificate of their chains or roots, leaf first. */
  static ObjectNode document(JsonNode dump, Instant now) {
    var document = Documents.JSON.createObjectNode();
    document.put("apiVersion", "lateen.io/v1").put("kind", "ServedCertificates");
    var items = document.putArray("items");
    for (var section : dump.path("configs")) {
      for (var field : List.of("dynamic_active_secrets", "static_secrets")) {
        for (var entry : section.path(field)) {
          var item = items.addObject().put("name", entry.path("name").asString(""));
          var secret = DumpedSecret.of(entry);
          item.put("type", secret.isChain() ? "chain" : "roots");
          var list = item.putArray("certificates");
          secret.certificates().forEach(one -> list.add(certificate(one, now)));
        }
      }
    }
    return document;
  }

  private static ObjectNode certificate(X509Certificate certificate, Instant now) {
    var begin = certificate.getNotBefore().toInstant();
    var end = certificate.getNotAfter().toInstant();
    var node = Documents.JSON.createObjectNode();
    node.put("subject", certificate.getSubjectX500Principal().getName());
    node.put("issuer", certificate.getIssuerX500Principal().getName());
    node.put("serial", certificate.getSerialNumber().toString(16));
    node.put("notBefore", begin.toString()).put("notAfter", end.toString());
    node.put("valid", !now.isBefore(begin) && !now.isAfter(end));
    var names = node.putArray("names");
    try {
      var found = certificate.getSubjectAlternativeNames();
      if (found != null) {
        found.forEach(name -> names.add(String.valueOf(name.get(1))));
      }
    } catch (CertificateException e) {
      names.add("not readable");
    }
    return node;
  }
}
