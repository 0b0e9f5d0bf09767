// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.policy;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.DestinationRule;
import io.lateen.api.networking.LoadBalancer;
import io.lateen.api.networking.Subset;
import io.lateen.api.networking.TrafficPolicy;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.service.MeshService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings that are understood but have no effect yet: authors must not believe otherwise. */
public final class UnappliedSettings {

  private UnappliedSettings() {}

  /** What of the rules and services has no effect. */
  public static List<Problem> of(MeshService service, Optional<MergedDestinationRule> rule) {
    var problems = new ArrayList<Problem>();
    for (var object : rule.map(MergedDestinationRule::from).orElse(List.of())) {
      addRule(problems, object);
    }
    return problems;
  }

  private static void addRule(List<Problem> problems, ConfigObject<DestinationRule> object) {
    object
        .spec()
        .trafficPolicy()
        .ifPresent(policy -> addPolicy(problems, object, "trafficPolicy", 0, policy));
    var subsets = object.spec().subsets();
    for (int i = 0; i < subsets.size(); i++) {
      Subset subset = subsets.get(i);
      var path = "subsets[" + i + "].trafficPolicy";
      subset
          .trafficPolicy()
          .ifPresent(policy -> addPolicy(problems, object, path, subset.line(), policy));
    }
  }

  private static void addPolicy(
      List<Problem> problems,
      ConfigObject<DestinationRule> object,
      String path,
      int line,
      TrafficPolicy policy) {
    var unapplied = new ArrayList<String>();
    policy.tunnel().ifPresent(_ -> unapplied.add("tunnel"));
    policy.proxyProtocol().ifPresent(_ -> unapplied.add("proxyProtocol"));
    policy
        .outlierDetection()
        .filter(outlier -> !outlier.httpErrorCodes().isEmpty())
        .ifPresent(_ -> unapplied.add("outlierDetection.outlierDetectionHttpErrorCodes"));
    policy
        .loadBalancer()
        .flatMap(LoadBalancer::localityLb)
        .filter(places -> !places.failoverPriority().isEmpty())
        .ifPresent(_ -> unapplied.add("loadBalancer.localityLbSetting.failoverPriority"));
    for (var field : unapplied) {
      problems.add(
          Problem.warning(
              new Location(object.origin().source(), line == 0 ? object.origin().line() : line, 0),
              object.key().display(),
              path + "." + field,
              "has no effect yet"));
    }
  }
}
