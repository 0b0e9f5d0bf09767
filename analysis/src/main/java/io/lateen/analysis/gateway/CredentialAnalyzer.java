// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.gateway;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Secrets that Gateways name: missing beside their pods, without the keys, or with a certificate
 * that cannot be used. Values of secrets are looked at and never repeated.
 */
public final class CredentialAnalyzer implements Analyzer {

  private record KeyNames(String certificate, String key) {}

  private static final KeyNames GENERIC = new KeyNames("cert", "key");
  private static final KeyNames TLS = new KeyNames("tls.crt", "tls.key");

  @Override
  public String name() {
    return "gateway.SecretAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    for (var gateway : inventory.of(TypeName.GATEWAY)) {
      var pods = GatewayPods.of(inventory, gateway, findings);
      if (!pods.isEmpty()) {
        var namespace = pods.getFirst().namespace();
        for (var server : gateway.spec("servers").items()) {
          var credential = server.at("tls", "credentialName");
          if (!credential.text().isEmpty()) {
            check(inventory, gateway, namespace, credential, findings);
          }
        }
      }
    }
  }

  private static void check(
      Inventory inventory,
      AnalyzedDocument gateway,
      String namespace,
      Part credential,
      Findings findings) {
    var secret = inventory.resolve(TypeName.SECRET, namespace, credential.text());
    if (secret.isEmpty()) {
      findings.add(
          Code.REFERENCED_RESOURCE_NOT_FOUND,
          gateway,
          credential,
          "Referenced credentialName not found: \"%s\"; there is no such Secret in namespace %s, where the gateway's pods are"
              .formatted(credential.text(), namespace));
      return;
    }
    fault(secret.get(), inventory.now())
        .ifPresent(
            fault ->
                findings.add(
                    Code.INVALID_GATEWAY_CREDENTIAL,
                    gateway,
                    credential,
                    "The credential %s of the Gateway %s in namespace %s is invalid: %s"
                        .formatted(credential.text(), gateway.name(), namespace, fault)));
  }

  private static Optional<String> fault(AnalyzedDocument secret, Instant now) {
    for (var names : new KeyNames[] {GENERIC, TLS}) {
      var certificate = value(secret, names.certificate());
      if (!certificate.isEmpty() && !value(secret, names.key()).isEmpty()) {
        return CertificateText.fault(certificate, now);
      }
    }
    return Optional.of("it has neither tls.crt and tls.key nor cert and key");
  }

  private static String value(AnalyzedDocument secret, String name) {
    var plain = secret.root().at("stringData").at(name).text();
    if (!plain.isEmpty()) {
      return plain;
    }
    try {
      var encoded = secret.root().at("data").at(name).text().replaceAll("\\s", "");
      return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
