// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.check;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.DestinationRule;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.host.Hosts;
import java.util.ArrayList;
import java.util.List;

/** Finds DestinationRules for hosts that nobody declares. */
final class RuleChecks {

  private final MeshSnapshot mesh;

  RuleChecks(MeshSnapshot mesh) {
    this.mesh = mesh;
  }

  Problems problems() {
    var problems = new ArrayList<Problem>();
    List<ConfigObject<DestinationRule>> sorted =
        mesh.destinationRules().written().byKey().values().stream()
            .sorted((one, other) -> one.key().compareTo(other.key()))
            .toList();
    for (ConfigObject<DestinationRule> rule : sorted) {
      String host = Hosts.qualify(rule.spec().host(), rule.namespace());
      if (!Hosts.isWildcard(host) && !isDeclared(host)) {
        problems.add(unknown(rule, host));
      }
    }
    return new Problems(problems);
  }

  private boolean isDeclared(String host) {
    return !mesh.services().ofHost(host).isEmpty()
        || mesh.services().wildcards().stream()
            .anyMatch(service -> Hosts.covers(service.hostname(), host));
  }

  private static Problem unknown(ConfigObject<DestinationRule> rule, String host) {
    return Problem.warning(
            new Location(rule.origin().source(), rule.origin().line(), 0),
            rule.key().display(),
            "host",
            "host " + host + " is no known service, so the rule has no effect")
        .withFix("correct the host, or declare it with a Service or ServiceEntry");
  }
}
