// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.deprecation;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Fix;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.base.decode.Mark;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Fields and kinds that Istio has given up. */
public final class DeprecationAnalyzer implements Analyzer {

  private static final Set<TypeName> REMOVED =
      Set.of(
          new TypeName("rbac.istio.io", "ClusterRbacConfig"),
          new TypeName("rbac.istio.io", "RbacConfig"),
          new TypeName("rbac.istio.io", "ServiceRole"),
          new TypeName("rbac.istio.io", "ServiceRoleBinding"));

  @Override
  public String name() {
    return "deprecation.DeprecationAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    for (var routes : inventory.of(TypeName.VIRTUAL_SERVICE)) {
      for (var route : routes.spec("http").items()) {
        checkDelay(routes, route.at("fault", "delay"), findings);
      }
    }
    for (var sidecar : inventory.of(TypeName.SIDECAR)) {
      var proxy = sidecar.spec("outboundTrafficPolicy", "egressProxy");
      if (proxy.exists()) {
        var fix = Fix.remove("remove the field", proxy.pointer());
        findings.add(
            Code.DEPRECATED,
            sidecar,
            proxy,
            "Deprecated: outboundTrafficPolicy.egressProxy is ignored",
            fix);
      }
    }
    for (var definition : inventory.of(TypeName.CUSTOM_RESOURCE_DEFINITION)) {
      checkDefinition(definition, findings);
    }
  }

  private static void checkDelay(AnalyzedDocument routes, Part delay, Findings findings) {
    var percent = delay.at("percent");
    if (percent.number().orElse(0) <= 0) {
      return;
    }
    var message = "Deprecated: fault.delay.percent; use fault.delay.percentage";
    if (delay.at("percentage").exists()) {
      findings.add(Code.DEPRECATED, routes, percent, message);
      return;
    }
    var mark = new Mark(percent.line(), 1);
    var value = new Field("value", mark, percent.node().orElseThrow());
    var steps =
        List.of(
            new Fix.Operation("remove", percent.pointer(), Optional.empty()),
            new Fix.Operation(
                "add",
                delay.at("percentage").pointer(),
                Optional.<Node>of(new Mapping(mark, List.of(value)))));
    var fix = new Fix("write the same share as percentage.value", steps);
    findings.add(Code.DEPRECATED, routes, percent, message, fix);
  }

  private static void checkDefinition(AnalyzedDocument definition, Findings findings) {
    var type =
        new TypeName(definition.spec("group").text(), definition.spec("names", "kind").text());
    if (REMOVED.contains(type)) {
      findings.add(
          Code.DEPRECATED,
          definition,
          "Deprecated: the custom resource type %s %s is removed"
              .formatted(type.group(), type.kind()));
    }
  }
}
