// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance;

import io.lateen.conformance.accepted.AcceptedSuite;
import io.lateen.conformance.analysis.AnalyzerSuite;
import io.lateen.conformance.envoy.EnvoySuite;
import io.lateen.conformance.envoy.EnvoyValidation;
import io.lateen.conformance.oracle.OracleSuite;
import io.lateen.conformance.policy.AuthzSuite;
import io.lateen.conformance.policy.IngressSuite;
import io.lateen.conformance.schema.SchemaSuite;
import io.lateen.conformance.traffic.SidecarRoutesSuite;
import io.lateen.conformance.traffic.SimulationSuite;
import io.lateen.conformance.validation.CrdSuite;
import io.lateen.conformance.validation.TableSuite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All suites, in the order of reports. */
final class Suites {

  private Suites() {}

  /**
   * @param envoys Envoys to ask; the suite that asks them is there only with one
   */
  static List<Suite> all(List<Path> envoys) {
    var suites =
        new ArrayList<Suite>(
            List.of(
                new TableSuite(),
                new CrdSuite(),
                new SchemaSuite(),
                new AnalyzerSuite(),
                new SimulationSuite(),
                new SidecarRoutesSuite(),
                new AuthzSuite(),
                new IngressSuite()));
    suites.addAll(AcceptedSuite.ALL);
    suites.add(new OracleSuite());
    if (!envoys.isEmpty()) {
      suites.add(new EnvoySuite(envoys.stream().map(EnvoyValidation::new).toList()));
    }
    return List.copyOf(suites);
  }
}
