// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.servicepolicy;

import io.lateen.api.networking.HttpRetry;
import io.lateen.api.servicepolicy.RateLimit;
import io.lateen.api.servicepolicy.ServicePolicy.OutlierChoice;
import io.lateen.api.servicepolicy.ServicePolicy.VirtualServiceOrder;
import io.lateen.api.servicepolicy.SessionPersistence;
import java.time.Duration;
import java.util.Optional;

/**
 * What the ServicePolicies say of one service, conflicts decided. Fields as in {@code
 * ServicePolicy}.
 */
public record ServiceSettings(
    Optional<Decided<Duration>> timeout,
    Optional<Decided<HttpRetry>> retries,
    Optional<Decided<VirtualServiceOrder>> virtualServices,
    Optional<Decided<OutlierChoice>> outlierDetection,
    Optional<Decided<SessionPersistence>> sessionPersistence,
    Optional<Decided<RateLimit>> rateLimit) {

  /** No policy says anything. */
  public static final ServiceSettings NONE =
      new ServiceSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Whether VirtualServices for one host are put together. */
  public boolean merges() {
    return virtualServices.filter(one -> one.value() == VirtualServiceOrder.MERGE).isPresent();
  }

  /** Whether outlier detection is added where a locality setting needs it. */
  public boolean addsOutlierDetection() {
    return outlierDetection.filter(one -> one.value() == OutlierChoice.AUTO).isPresent();
  }
}
