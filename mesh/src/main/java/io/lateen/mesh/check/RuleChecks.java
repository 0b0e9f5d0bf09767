// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.check;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.DestinationRule;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.object.Warning;
import java.util.ArrayList;
import java.util.List;

/** Finds DestinationRules for hosts that nobody declares. */
final class RuleChecks {

  private final MeshSnapshot mesh;

  RuleChecks(MeshSnapshot mesh) {
    this.mesh = mesh;
  }

  List<Warning> warnings() {
    var warnings = new ArrayList<Warning>();
    List<ConfigObject<DestinationRule>> sorted =
        mesh.destinationRules().written().byKey().values().stream()
            .sorted((one, other) -> one.key().compareTo(other.key()))
            .toList();
    for (ConfigObject<DestinationRule> rule : sorted) {
      String host = Hosts.qualify(rule.spec().host(), rule.namespace());
      if (!Hosts.isWildcard(host) && !isDeclared(host)) {
        warnings.add(unknown(rule, host));
      }
    }
    return warnings;
  }

  private boolean isDeclared(String host) {
    return !mesh.services().ofHost(host).isEmpty()
        || mesh.services().wildcards().stream()
            .anyMatch(service -> Hosts.covers(service.hostname(), host));
  }

  private static Warning unknown(ConfigObject<DestinationRule> rule, String host) {
    return Warning.of(
        rule,
        "host",
        "host " + host + " is no known service, so the rule has no effect",
        "correct the host, or declare it with a Service or ServiceEntry");
  }
}
