// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.workload;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Names;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Injection;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.Pods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Deployments behind several Services that disagree about a port. */
public final class ServicePortsAnalyzer implements Analyzer {

  private static final String GATEWAY_LABEL = "gateway.istio.io/managed";

  @Override
  public String name() {
    return "deployment.MultiServiceAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    Map<String, List<AnalyzedDocument>> services = new HashMap<>();
    for (var service : inventory.of(TypeName.SERVICE)) {
      services.computeIfAbsent(service.namespace(), key -> new ArrayList<>()).add(service);
    }
    for (var deployment : inventory.of(TypeName.DEPLOYMENT)) {
      if (!"istio.io-mesh-controller".equals(deployment.labels().get(GATEWAY_LABEL))
          && Injection.includesPodsOf(inventory, deployment)) {
        check(deployment, services.getOrDefault(deployment.namespace(), List.of()), findings);
      }
    }
  }

  private static void check(
      AnalyzedDocument deployment, List<AnalyzedDocument> services, Findings findings) {
    var labels = deployment.spec("template", "metadata", "labels").map();
    var transports = new TreeMap<String, Set<String>>();
    var portServices = new TreeMap<String, Set<String>>();
    var targets = new TreeMap<String, Map<String, String>>();
    for (var service : services) {
      var selector = service.spec("selector").map();
      if (selector.isEmpty() || !Pods.covers(selector, labels)) {
        continue;
      }
      for (var port : service.spec("ports").items()) {
        var number = port.at("port").text();
        transports.computeIfAbsent(number, key -> new TreeSet<>()).add(transport(port));
        portServices.computeIfAbsent(number, key -> new TreeSet<>()).add(service.fullName());
        targets
            .computeIfAbsent(target(port), key -> new TreeMap<>())
            .put(number, service.fullName());
      }
    }
    transports.forEach(
        (port, found) -> {
          if (found.size() > 1) {
            findings.add(
                Code.DEPLOYMENT_OF_MULTIPLE_SERVICES,
                deployment,
                "This deployment %s is behind several services that use port %s with different protocols: %s"
                    .formatted(
                        deployment.name(),
                        port,
                        Names.list(portServices.getOrDefault(port, Set.of()))));
          }
        });
    targets.forEach((target, ports) -> reportTarget(deployment, target, ports, findings));
  }

  private static void reportTarget(
      AnalyzedDocument deployment, String target, Map<String, String> ports, Findings findings) {
    if (ports.size() > 1) {
      findings.add(
          Code.DEPLOYMENT_CONFLICTING_PORTS,
          deployment,
          "This deployment %s is behind the services %s, which use targetPort \"%s\" for different ports: %s"
              .formatted(
                  deployment.name(),
                  Names.list(ports.values()),
                  target,
                  Names.list(ports.keySet())));
    }
  }

  private static String transport(Part port) {
    var written = port.at("protocol").text();
    return written.isEmpty() ? "TCP" : written;
  }

  private static String target(Part port) {
    var written = port.at("targetPort").text();
    return written.isEmpty() || written.equals("0") ? port.at("port").text() : written;
  }
}
