// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.condition;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Conditions in the status of objects that say that something does not work. */
public final class ConditionAnalyzer implements Analyzer {

  private static final Set<String> ROUTES = Set.of("Accepted", "Programmed", "ResolvedRefs");
  private static final Set<String> WAYPOINTS = Set.of("istio.io/WaypointBound");
  private static final String WAYPOINT_ACCEPTED = "WaypointAccepted";

  /** The conditions that should not be false, by kind. */
  private static final Map<TypeName, Set<String>> EXPECTED =
      Map.of(
          TypeName.SERVICE,
          WAYPOINTS,
          TypeName.SERVICE_ENTRY,
          WAYPOINTS,
          TypeName.WORKLOAD_ENTRY,
          WAYPOINTS,
          TypeName.AUTHORIZATION_POLICY,
          Set.of("ZtunnelAccepted", WAYPOINT_ACCEPTED),
          TypeName.KUBERNETES_GATEWAY,
          ROUTES,
          TypeName.HTTP_ROUTE,
          ROUTES,
          TypeName.GRPC_ROUTE,
          ROUTES);

  @Override
  public String name() {
    return "conditions.ConditionAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    EXPECTED.forEach(
        (type, expected) -> {
          for (var object : inventory.of(type)) {
            for (var condition : conditions(object)) {
              if (isNegative(type, expected, condition)) {
                report(object, condition, findings);
              }
            }
          }
        });
  }

  private static List<Part> conditions(AnalyzedDocument object) {
    var status = object.root().at("status");
    var all = new ArrayList<>(status.at("conditions").items());
    status.at("parents").items().forEach(parent -> all.addAll(parent.at("conditions").items()));
    return all;
  }

  private static boolean isNegative(TypeName type, Set<String> expected, Part condition) {
    var name = condition.at("type").text();
    var partlyInvalid =
        type.equals(TypeName.AUTHORIZATION_POLICY)
            && name.equals(WAYPOINT_ACCEPTED)
            && condition.at("reason").text().equals("PartiallyInvalid");
    return partlyInvalid
        || (expected.contains(name) && condition.at("status").text().equals("False"));
  }

  private static void report(AnalyzedDocument object, Part condition, Findings findings) {
    findings.add(
        Code.NEGATIVE_CONDITION,
        object,
        condition,
        "A condition says that it does not work: type=%s, reason=%s, message=%s"
            .formatted(
                condition.at("type").text(),
                condition.at("reason").text(),
                condition.at("message").text()));
  }
}
