// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.servicepolicy;

import io.lateen.api.Spec;
import io.lateen.api.networking.HttpRetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What holds for calls of services, written by those who own the services. A field that is absent
 * leaves the decision to a more general policy.
 *
 * @param hosts services, as written: names beside the policy or full names; empty for all services
 *     of the namespace, and in the root namespace for all of the mesh
 * @param timeout longest time for a request whose route sets none; zero for no limit
 * @param retries repetitions where the route sets none
 * @param virtualServices how several VirtualServices share a host
 * @param outlierDetection what happens where a locality setting would have no effect
 * @param sessionPersistence what keeps a session on its endpoint
 * @param rateLimit how many requests each instance takes
 */
public record ServicePolicy(
    List<String> hosts,
    Optional<Setting<Duration>> timeout,
    Optional<Setting<HttpRetry>> retries,
    Optional<Setting<VirtualServiceOrder>> virtualServices,
    Optional<Setting<OutlierChoice>> outlierDetection,
    Optional<Setting<SessionPersistence>> sessionPersistence,
    Optional<Setting<RateLimit>> rateLimit)
    implements Spec {

  /** Copies the list. */
  public ServicePolicy {
    hosts = List.copyOf(hosts);
  }

  /** How several VirtualServices share a host. */
  public enum VirtualServiceOrder {
    /** They do not: the oldest one has it, as in Istio. */
    FIRST,
    /** Their routes are put together, the most specific first, then by name. */
    MERGE
  }

  /** What happens where a locality setting would have no effect without outlier detection. */
  public enum OutlierChoice {
    /** Nothing; authors are warned. As in Istio. */
    EXPLICIT,
    /** Outlier detection is added. */
    AUTO
  }
}
