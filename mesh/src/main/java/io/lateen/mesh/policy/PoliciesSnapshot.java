// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.policy;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.Targeted;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All policies of one kind. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param written the objects as they are
 */
public record PoliciesSnapshot<S extends Targeted>(KindSnapshot<S> written) {

  /** The label that names the Gateway API's Gateway a proxy belongs to. */
  public static final String GATEWAY_NAME_LABEL = "gateway.networking.k8s.io/gateway-name";

  private static final String GATEWAY_GROUP = "gateway.networking.k8s.io";
  private static final String GATEWAY_KIND = "Gateway";

  /** No policies of {@code type}. */
  public static <S extends Targeted> PoliciesSnapshot<S> empty(Class<S> type) {
    return new PoliciesSnapshot<>(KindSnapshot.empty(type));
  }

  /** The state after {@code delta}; this very object when it touches nothing of this kind. */
  public PoliciesSnapshot<S> apply(ConfigDelta delta) {
    var now = written.apply(delta);
    return now == written ? this : new PoliciesSnapshot<>(now);
  }

  /**
   * The policies that apply to a workload: those of the root namespace and then those of its own,
   * the oldest first in each (istio/istio pilot/pkg/model/policyattachment.go).
   */
  public List<ConfigObject<S>> of(Workload workload, String rootNamespace) {
    var found = new ArrayList<>(in(rootNamespace, workload));
    if (!workload.namespace().equals(rootNamespace)) {
      found.addAll(in(workload.namespace(), workload));
    }
    return found;
  }

  /** The policies of one namespace that apply to a workload, the oldest first. */
  public List<ConfigObject<S>> in(String namespace, Workload workload) {
    return written.in(namespace).stream().filter(policy -> attaches(policy, workload)).toList();
  }

  /** The oldest policy of a namespace that holds for all of it. */
  public Optional<ConfigObject<S>> general(String namespace) {
    return written.in(namespace).stream()
        .filter(policy -> policy.spec().target().isGeneral())
        .findFirst();
  }

  /**
   * Whether a policy applies to a workload. A policy with references applies to the proxies of the
   * Gateway it names, in its own namespace; one without applies by labels.
   */
  private static boolean attaches(ConfigObject<?> policy, Workload workload) {
    var target = ((Targeted) policy.spec()).target();
    if (target.targetRefs().isEmpty()) {
      return target.selects(workload.labels());
    }
    String gateway = workload.labels().getOrDefault(GATEWAY_NAME_LABEL, "");
    return !gateway.isEmpty()
        && policy.namespace().equals(workload.namespace())
        && target.refersTo(GATEWAY_GROUP, GATEWAY_KIND, gateway);
  }
}
