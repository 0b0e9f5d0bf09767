// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.policy;

import java.util.OptionalInt;

/**
 * Whether and how a cluster weighs places.
 *
 * @param minClusterSize endpoints below which zones do not count; absent for Envoy's default
 */
public record PlaceWeights(Kind kind, OptionalInt minClusterSize) {

  public static final PlaceWeights NONE = new PlaceWeights(Kind.NONE, OptionalInt.empty());
  public static final PlaceWeights WRITTEN = new PlaceWeights(Kind.WRITTEN, OptionalInt.empty());

  /** The ways to weigh. */
  public enum Kind {
    /** Only endpoints are weighed. */
    NONE,
    /** By the weights that the assignment carries. */
    WRITTEN,
    /** By the zone of the proxy. */
    ZONE,
    /** Not by zone although Envoy would. */
    NO_ZONE
  }
}
