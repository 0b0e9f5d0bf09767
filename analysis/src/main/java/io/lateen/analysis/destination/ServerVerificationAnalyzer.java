// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.destination;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;

/** Client TLS that encrypts but does not verify the server, for lack of a certificate authority. */
public final class ServerVerificationAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "destinationrule.CaCertificateAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    for (var rule : inventory.of(TypeName.DESTINATION_RULE)) {
      var policy = rule.spec("trafficPolicy");
      var tls = policy.at("tls");
      if (isUnverified(rule, tls)) {
        findings.add(Code.NO_SERVER_VERIFICATION_DESTINATION, rule, tls, message(rule, tls, ""));
      }
      for (var port : policy.at("portLevelSettings").items()) {
        var portTls = port.at("tls");
        if (isUnverified(rule, portTls)) {
          var number = " at port " + port.at("port", "number").text();
          findings.add(
              Code.NO_SERVER_VERIFICATION_PORT, rule, portTls, message(rule, portTls, number));
        }
      }
    }
  }

  private static boolean isUnverified(AnalyzedDocument rule, Part tls) {
    var mode = tls.at("mode").text();
    var bySecret =
        !tls.at("credentialName").text().isEmpty() && rule.spec("workloadSelector").exists();
    return (mode.equals("SIMPLE") || mode.equals("MUTUAL"))
        && tls.at("caCertificates").text().isEmpty()
        && !bySecret;
  }

  private static String message(AnalyzedDocument rule, Part tls, String port) {
    return "DestinationRule %s in namespace %s has TLS mode %s but no caCertificates, so nobody verifies the server of host: %s%s"
        .formatted(
            rule.name(), rule.namespace(), tls.at("mode").text(), rule.spec("host").text(), port);
  }
}
