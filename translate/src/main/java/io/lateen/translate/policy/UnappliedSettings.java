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
import io.lateen.mesh.workload.ProxyRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Settings that are understood but have no effect: authors must not believe otherwise. */
public final class UnappliedSettings {

  private UnappliedSettings() {}

  /** What of the rules has no effect on proxies of that role. */
  public static List<Problem> of(Optional<MergedDestinationRule> rule, ProxyRole role) {
    var problems = new ArrayList<Problem>();
    for (var object : rule.map(MergedDestinationRule::from).orElse(List.of())) {
      addRule(problems, object, role);
    }
    return problems;
  }

  private static void addRule(
      List<Problem> problems, ConfigObject<DestinationRule> object, ProxyRole role) {
    object
        .spec()
        .trafficPolicy()
        .ifPresent(policy -> addPolicy(problems, object, role, "trafficPolicy", 0, policy));
    var subsets = object.spec().subsets();
    for (int i = 0; i < subsets.size(); i++) {
      Subset subset = subsets.get(i);
      var path = "subsets[" + i + "].trafficPolicy";
      subset
          .trafficPolicy()
          .ifPresent(policy -> addPolicy(problems, object, role, path, subset.line(), policy));
    }
  }

  private static void addPolicy(
      List<Problem> problems,
      ConfigObject<DestinationRule> object,
      ProxyRole role,
      String path,
      int line,
      TrafficPolicy policy) {
    var unapplied = new TreeMap<String, String>();
    var balancer = policy.loadBalancer();
    balancer
        .flatMap(LoadBalancer::backendUtilization)
        .ifPresent(
            _ ->
                unapplied.put(
                    "loadBalancer.backendUtilization",
                    "has no effect: endpoints are chosen by LEAST_REQUEST"));
    balancer
        .flatMap(LoadBalancer::zoneAwareLb)
        .filter(zones -> zones.enabled().orElse(true))
        .ifPresent(
            _ ->
                unapplied.put(
                    "loadBalancer.zoneAwareLbSetting",
                    "has only the effect that other regions are called last: the proxies do not"
                        + " know the size of their own zone, so its endpoints are not preferred"));
    if (role == ProxyRole.SIDECAR && object.spec().workloadSelector().isEmpty()) {
      policy
          .tls()
          .filter(TrafficPolicies::needsSelector)
          .ifPresent(
              _ ->
                  unapplied.put(
                      "tls",
                      "has no effect on sidecars, which send plaintext: credentialName counts for"
                          + " them only beside a workloadSelector"));
    }
    for (var field : unapplied.entrySet()) {
      problems.add(
          Problem.warning(
              new Location(object.origin().source(), line == 0 ? object.origin().line() : line, 0),
              object.key().display(),
              path + "." + field.getKey(),
              field.getValue()));
    }
  }
}
