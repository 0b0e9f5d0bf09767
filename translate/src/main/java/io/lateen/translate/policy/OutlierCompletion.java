// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.policy;

import io.lateen.api.networking.OutlierDetection;
import io.lateen.api.networking.TrafficPolicy;
import io.lateen.mesh.service.MeshService;
import io.lateen.translate.view.ProxyView;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Adds outlier detection where a locality setting has no effect without it (decision 024). */
public final class OutlierCompletion {

  /**
   * Istio's defaults, but a place may lose all its endpoints, as it must before traffic leaves it;
   * when all of all places are lost, they are called all the same.
   */
  static final OutlierDetection ADDED =
      new OutlierDetection(
          false,
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          100,
          1,
          List.of());

  private OutlierCompletion() {}

  /** The policy of one port and subset, completed where the service's settings ask for it. */
  public static TrafficPolicy of(ProxyView view, MeshService service, TrafficPolicy policy) {
    return isDue(view, service, policy)
        ? new TrafficPolicy(
            policy.loadBalancer(),
            policy.connectionPool(),
            Optional.of(ADDED),
            policy.tls(),
            policy.portLevelSettings(),
            policy.tunnel(),
            policy.proxyProtocol(),
            policy.retryBudget())
        : policy;
  }

  /** Whether the policy is one that {@link #of} completes. */
  public static boolean isDue(ProxyView view, MeshService service, TrafficPolicy policy) {
    return policy.outlierDetection().isEmpty()
        && view.settings(service.hostname()).addsOutlierDetection()
        && PlacePolicy.of(view, service, policy).waitsForOutlierDetection();
  }
}
