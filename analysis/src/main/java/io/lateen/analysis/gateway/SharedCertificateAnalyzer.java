// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.gateway;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Names;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.Pods;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One certificate in several Gateways of the same pods: clients that reuse a connection for another
 * host of the certificate reach the server of the first one.
 */
public final class SharedCertificateAnalyzer implements Analyzer {

  /** Most Gateways of one selector that a finding names; more would not be shown. */
  private static final int MAX_OTHERS = 50;

  @Override
  public String name() {
    return "gateway.CertificateAnalyzer";
  }

  /** Names of Gateways by selector, of one certificate. */
  private static final class Users {
    private final Map<Map<String, String>, TreeSet<String>> bySelector = new HashMap<>();

    void add(AnalyzedDocument gateway) {
      bySelector
          .computeIfAbsent(gateway.spec("selector").map(), key -> new TreeSet<>())
          .add(gateway.fullName());
    }

    /** Gateways whose selector has at least the labels of this one's. */
    TreeSet<String> onPodsOf(AnalyzedDocument gateway) {
      var selector = gateway.spec("selector").map();
      var names = new TreeSet<String>();
      bySelector.forEach(
          (other, users) -> {
            if (Pods.covers(selector, other)) {
              users.stream().limit(MAX_OTHERS).forEach(names::add);
            }
          });
      return names;
    }
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    Map<String, Users> users = new TreeMap<>();
    for (var gateway : inventory.of(TypeName.GATEWAY)) {
      for (var server : gateway.spec("servers").items()) {
        certificate(server)
            .ifPresent(one -> users.computeIfAbsent(one, key -> new Users()).add(gateway));
      }
    }
    for (var gateway : inventory.of(TypeName.GATEWAY)) {
      for (var server : gateway.spec("servers").items()) {
        certificate(server)
            .flatMap(one -> Optional.ofNullable(users.get(one)))
            .ifPresent(shared -> report(gateway, server, shared, findings));
      }
    }
  }

  private static void report(
      AnalyzedDocument gateway, Part server, Users users, Findings findings) {
    var names = users.onPodsOf(gateway);
    if (names.size() > 1) {
      findings.add(
          Code.GATEWAY_DUPLICATE_CERTIFICATE,
          gateway,
          server.at("tls"),
          "Duplicate certificate in multiple gateways [%s]; clients that reuse HTTP/2 connections may get 404"
              .formatted(Names.list(names)));
    }
  }

  /** What identifies the certificate of a server; empty when it has none. */
  private static Optional<String> certificate(Part server) {
    var tls = server.at("tls");
    var secret = tls.at("credentialName").text();
    if (!secret.isEmpty()) {
      return Optional.of("secret " + secret);
    }
    var chain = tls.at("serverCertificate").text();
    var key = tls.at("privateKey").text();
    return chain.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of("files " + chain + " " + key);
  }
}
