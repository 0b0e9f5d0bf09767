// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.service;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Injection;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.mesh.service.Protocol;
import java.util.Set;

/** Ports of Services that do not tell their protocol, so that the proxy must find it out. */
public final class PortNameAnalyzer implements Analyzer {

  private static final String MANAGED = "gateway.istio.io/managed";

  /** Controllers that write Services themselves. */
  private static final Set<String> CONTROLLERS =
      Set.of(
          "istio.io-gateway-controller",
          "istio.io-mesh-controller",
          "istio.io-eastwest-controller");

  @Override
  public String name() {
    return "service.PortNameAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    for (var service : inventory.of(TypeName.SERVICE)) {
      if (!Injection.isControlPlane(service)
          && !CONTROLLERS.contains(service.labels().getOrDefault(MANAGED, ""))) {
        service.spec("ports").items().forEach(port -> check(service, port, findings));
      }
    }
  }

  private static void check(AnalyzedDocument service, Part port, Findings findings) {
    var external = service.spec("type").text().equals("ExternalName");
    var name = port.at("name").text();
    var protocol =
        Protocol.ofServicePort(
            port.at("port").number().orElse(0),
            port.at("protocol").text(),
            name,
            port.at("appProtocol").text());
    if (protocol != Protocol.AUTO && !(external && name.equals("tcp"))) {
      return;
    }
    if (external) {
      findings.add(
          Code.EXTERNAL_NAME_PORT_NAME,
          service,
          port.at("port"),
          "The port of an ExternalName service names no usable protocol; the proxy takes it for TCP of any address and may keep other traffic from it");
    } else {
      findings.add(
          Code.PORT_NAME_CONVENTION,
          service,
          port.at("port"),
          "Port name \"%s\" (port: %s, targetPort: %s) does not begin with a protocol as in http-web, and there is no appProtocol"
              .formatted(name, port.at("port").text(), port.at("targetPort").text()));
    }
  }
}
