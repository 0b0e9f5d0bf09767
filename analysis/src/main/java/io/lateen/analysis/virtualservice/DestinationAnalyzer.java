// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.virtualservice;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Fix;
import io.lateen.analysis.Names;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.KnownHosts;
import io.lateen.analysis.inventory.KnownHosts.KnownHost;
import io.lateen.analysis.virtualservice.Destinations.Target;
import io.lateen.base.decode.Mark;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Destinations that do not exist or are ambiguous, and routes that lose their subset at gateways.
 */
public final class DestinationAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "virtualservice.DestinationHostAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var all = inventory.of(TypeName.VIRTUAL_SERVICE);
    if (all.isEmpty()) {
      return;
    }
    var hosts = new KnownHosts(inventory);
    var subsetRoutes = subsetRoutes(all);
    for (var routes : all) {
      var exportTo = routes.spec("exportTo").texts();
      for (var target : Destinations.of(routes)) {
        var host = hosts.find(routes.namespace(), exportTo, target.host());
        if (host.isPresent()) {
          checkPort(routes, target, host.get(), findings);
        } else {
          reportUnknown(routes, target, findings);
        }
      }
      checkSubsets(routes, subsetRoutes, findings);
    }
  }

  private static void reportUnknown(AnalyzedDocument routes, Target target, Findings findings) {
    var host = target.part().at("host");
    findings.add(
        Code.REFERENCED_RESOURCE_NOT_FOUND,
        routes,
        host,
        "Referenced %s not found: \"%s\"; no Service or ServiceEntry that namespace %s sees has this name"
            .formatted(target.mirror() ? "mirror host" : "host", host.text(), routes.namespace()));
  }

  private static void checkPort(
      AnalyzedDocument routes, Target target, KnownHost host, Findings findings) {
    var port = target.part().at("port");
    if (!port.exists()) {
      if (host.ports().size() > 1) {
        findings.add(
            Code.DESTINATION_PORT_REQUIRED,
            routes,
            target.part().at("host"),
            "This VirtualService routes to a service \"%s\" that exposes multiple ports %s; the destination must name one"
                .formatted(target.host(), host.ports()));
      }
      return;
    }
    var number = port.at("number");
    if (host.ports().contains(number.number().orElse(0))) {
      return;
    }
    var message =
        "Referenced host:port not found: \"%s:%s\"; the service has %s"
            .formatted(target.host(), number.text(), host.ports());
    if (host.ports().size() == 1) {
      var only = host.ports().getFirst();
      findings.add(
          Code.REFERENCED_RESOURCE_NOT_FOUND,
          routes,
          number,
          message,
          Fix.add("use the service's only port", port.pointer(), portOf(only, port.line())));
    } else {
      findings.add(Code.REFERENCED_RESOURCE_NOT_FOUND, routes, number, message);
    }
  }

  private static Node portOf(int number, int line) {
    var mark = new Mark(line, 1);
    var value = new Scalar(mark, ScalarType.INTEGER, Integer.toString(number));
    return new Mapping(mark, List.of(new Field("number", mark, value)));
  }

  /** VirtualServices by a host of theirs that they split into subsets. */
  private static Map<String, TreeSet<String>> subsetRoutes(List<AnalyzedDocument> all) {
    Map<String, TreeSet<String>> found = new HashMap<>();
    for (var routes : all) {
      var hosts = routes.spec("hosts").texts();
      for (var destination : httpDestinations(routes)) {
        var host = destination.at("host").text();
        if (!destination.at("subset").text().isEmpty() && hosts.contains(host)) {
          found.computeIfAbsent(host, key -> new TreeSet<>()).add(routes.fullName());
        }
      }
    }
    return found;
  }

  private static List<Part> httpDestinations(AnalyzedDocument routes) {
    return routes.spec("http").items().stream()
        .flatMap(rule -> rule.at("route").items().stream())
        .map(route -> route.at("destination"))
        .toList();
  }

  private static void checkSubsets(
      AnalyzedDocument routes, Map<String, TreeSet<String>> subsetRoutes, Findings findings) {
    if (routes.spec("gateways").items().isEmpty()) {
      return;
    }
    for (var destination : httpDestinations(routes)) {
      var host = destination.at("host");
      var others = subsetRoutes.getOrDefault(host.text(), new TreeSet<>());
      if (destination.at("subset").text().isEmpty() && !others.isEmpty()) {
        findings.add(
            Code.INGRESS_RULES_NOT_AFFECTED,
            routes,
            host,
            "Subset in virtual service %s has no effect on ingress gateway %s requests: this route goes to the host directly, and rules for sidecars do not apply at gateways"
                .formatted(Names.list(others), routes.fullName()));
      }
    }
  }
}
