// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.policy;

import io.lateen.api.networking.LocalityLb.Distribute;
import io.lateen.api.networking.LocalityLb.Failover;
import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;

/**
 * How traffic is spread over places, from where some proxies are (Istio: core/loadbalancer).
 *
 * @param locality of the proxies, {@code region/zone/subzone}; empty when unknown
 * @param distribute shares of places; the others do not count when there are any
 * @param closeness labels in which an endpoint should be like the proxy, the most important first
 * @param own the values of these labels
 * @param failover where traffic of a region goes when the region fails
 * @param rank what orders places beside labels
 */
public record Spread(
    String locality,
    List<Distribute> distribute,
    List<String> closeness,
    Map<String, String> own,
    List<Failover> failover,
    Rank rank) {

  /** What orders places beside labels. */
  public enum Rank {
    /** Nothing. */
    NONE,
    /** Subzone, zone, region. */
    PLACE,
    /** Only the region: between its zones Envoy itself decides. */
    REGION
  }

  public Spread {
    distribute = List.copyOf(distribute);
    closeness = List.copyOf(closeness);
    own = Copies.sorted(own);
    failover = List.copyOf(failover);
  }
}
