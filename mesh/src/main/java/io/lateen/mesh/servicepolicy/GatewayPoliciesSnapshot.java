// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.servicepolicy;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.servicepolicy.GatewayPolicy;
import io.lateen.api.servicepolicy.GatewayPolicy.MisdirectedRequests;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.workload.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All GatewayPolicies. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param written the objects as they are
 */
public record GatewayPoliciesSnapshot(KindSnapshot<GatewayPolicy> written) {

  public static final GatewayPoliciesSnapshot EMPTY =
      new GatewayPoliciesSnapshot(KindSnapshot.empty(GatewayPolicy.class));

  /** The state after {@code delta}; this very object when it touches no GatewayPolicy. */
  public GatewayPoliciesSnapshot apply(ConfigDelta delta) {
    var now = written.apply(delta);
    return now == written ? this : new GatewayPoliciesSnapshot(now);
  }

  /**
   * What a workload does with misdirected requests: a policy of its namespace goes before one of
   * the root namespace, one with a selector before one without, then the oldest.
   */
  public Optional<Decided<MisdirectedRequests>> misdirectedRequests(
      Workload workload, String rootNamespace) {
    return inOrder(workload, rootNamespace).stream()
        .flatMap(
            policy ->
                policy.spec().misdirectedRequests().stream()
                    .map(setting -> Decided.of(policy, setting)))
        .findFirst();
  }

  private List<ConfigObject<GatewayPolicy>> inOrder(Workload workload, String rootNamespace) {
    var found = new ArrayList<>(in(workload.namespace(), workload));
    if (!workload.namespace().equals(rootNamespace)) {
      found.addAll(in(rootNamespace, workload));
    }
    return found;
  }

  private List<ConfigObject<GatewayPolicy>> in(String namespace, Workload workload) {
    return written.in(namespace).stream()
        .filter(policy -> policy.spec().selects(workload.labels()))
        .sorted(Comparator.comparing(policy -> policy.spec().selector().isEmpty()))
        .toList();
  }

  /** What is told to policies with the selector of an older one of their namespace. */
  public List<Warning> warnings() {
    var warnings = new ArrayList<Warning>();
    written
        .byNamespace()
        .values()
        .forEach(
            policies -> {
              Map<Map<String, String>, ConfigObject<GatewayPolicy>> first = new HashMap<>();
              for (ConfigObject<GatewayPolicy> policy : policies.values()) {
                if (policy.spec().misdirectedRequests().isPresent()) {
                  @Nullable ConfigObject<GatewayPolicy> winner =
                      first.putIfAbsent(policy.spec().selector(), policy);
                  if (winner != null) {
                    warnings.add(lost(policy, winner));
                  }
                }
              }
            });
    return warnings;
  }

  private static Warning lost(
      ConfigObject<GatewayPolicy> loser, ConfigObject<GatewayPolicy> winner) {
    int line = loser.spec().misdirectedRequests().map(setting -> setting.line()).orElse(0);
    return Warning.of(
        loser.key(),
        Warning.at(loser.origin(), line),
        "misdirectedRequests",
        "has no effect: " + winner.key().display() + ", which is older, has the same selector",
        "set it in one of the two policies");
  }
}
