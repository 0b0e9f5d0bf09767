// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance;

import io.lateen.conformance.accepted.AcceptedSuite;
import io.lateen.conformance.analysis.AnalyzerSuite;
import io.lateen.conformance.oracle.OracleSuite;
import io.lateen.conformance.policy.AuthzSuite;
import io.lateen.conformance.policy.IngressSuite;
import io.lateen.conformance.traffic.SidecarRoutesSuite;
import io.lateen.conformance.traffic.SimulationSuite;
import io.lateen.conformance.validation.CrdSuite;
import io.lateen.conformance.validation.TableSuite;
import java.util.List;

/** All suites, in the order of reports. */
final class Suites {

  private Suites() {}

  static List<Suite> all() {
    return List.of(
        new TableSuite(),
        new CrdSuite(),
        new AnalyzerSuite(),
        new SimulationSuite(),
        new SidecarRoutesSuite(),
        new AuthzSuite(),
        new IngressSuite(),
        new AcceptedSuite("samples"),
        new AcceptedSuite("configs"),
        new AcceptedSuite("integration"),
        new AcceptedSuite("xds"),
        new AcceptedSuite("perf"),
        new OracleSuite());
  }
}
