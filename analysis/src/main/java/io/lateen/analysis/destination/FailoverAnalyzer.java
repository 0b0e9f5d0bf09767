// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.destination;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Fix;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.ServicePolicies;
import io.lateen.base.decode.Mark;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import io.lateen.mesh.host.Hosts;
import java.util.List;

/**
 * Locality failover without outlier detection: Istio gives localities priorities only where outlier
 * detection is set (istio/istio pilot/pkg/networking/core/loadbalancer), so that nothing fails over
 * and nobody says so.
 */
public final class FailoverAnalyzer implements Analyzer {

  private static final List<String> WISHES = List.of("failover", "failoverPriority");

  @Override
  public String name() {
    return "lateen.FailoverAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var policies = new ServicePolicies(inventory);
    for (var rule : inventory.of(TypeName.DESTINATION_RULE)) {
      var host = Hosts.qualify(rule.spec("host").text(), rule.namespace());
      if (policies.say(host, "outlierDetection", "AUTO")) {
        continue;
      }
      var policy = rule.spec("trafficPolicy");
      check(rule, policy, policy.at("outlierDetection").exists(), findings);
      for (var port : policy.at("portLevelSettings").items()) {
        check(rule, port, port.at("outlierDetection").exists(), findings);
      }
      for (var subset : rule.spec("subsets").items()) {
        var own = subset.at("trafficPolicy");
        var detects = own.at("outlierDetection").exists() || policy.at("outlierDetection").exists();
        check(rule, own, detects, findings);
      }
    }
  }

  private static void check(
      AnalyzedDocument rule, Part policy, boolean detects, Findings findings) {
    var locality = policy.at("loadBalancer", "localityLbSetting");
    var isOff = locality.at("enabled").text().equals("false");
    if (detects || isOff) {
      return;
    }
    for (var wish : WISHES) {
      if (!locality.at(wish).items().isEmpty()) {
        findings.add(
            Code.FAILOVER_WITHOUT_OUTLIER_DETECTION,
            rule,
            locality.at(wish),
            "Locality %s of host %s never happens: without outlierDetection no endpoint counts as unhealthy and localities get no priorities"
                .formatted(wish, rule.spec("host").text()),
            Fix.add(
                "switch outlier detection on with Istio's defaults",
                policy.at("outlierDetection").pointer(),
                detection(locality.line())));
        return;
      }
    }
  }

  private static Node detection(int line) {
    var mark = new Mark(line, 1);
    return new Mapping(
        mark,
        List.of(
            new Field("consecutive5xxErrors", mark, new Scalar(mark, ScalarType.INTEGER, "5")),
            new Field("interval", mark, new Scalar(mark, ScalarType.STRING, "10s")),
            new Field("baseEjectionTime", mark, new Scalar(mark, ScalarType.STRING, "30s"))));
  }
}
