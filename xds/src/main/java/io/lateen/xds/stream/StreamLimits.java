// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import java.time.Duration;

/**
 * What one stream may cost.
 *
 * @param types resource types that a stream may ask for
 * @param subscriptions names that a stream may subscribe to, over all types
 * @param responseBytes size after which a response is cut and continued after its ACK; one larger
 *     resource still goes out alone, and complete-state responses are never cut
 * @param deferredRemovals clusters whose removal may wait for routes to move away; beyond it they
 *     are removed at once
 * @param errorChars what is kept of a client's error text
 * @param warmingHold how long routes and listeners wait for a client that has not answered about
 *     its clusters (Envoy answers when they are warm)
 */
public record StreamLimits(
    int types,
    int subscriptions,
    int responseBytes,
    int deferredRemovals,
    int errorChars,
    Duration warmingHold) {

  /** Longest name of a resource; secrets are named after two paths of files at most. */
  public static final int MAX_NAME_CHARS = 4_096;

  /** Characters of all names that a stream subscribes to; 100,000 names of 160. */
  public static final long MAX_CHARS = 16L << 20;

  /** 32 types, 100,000 names, 8 MiB, 10,000 removals, 4,096 characters, 15 s. */
  public static final StreamLimits DEFAULT =
      new StreamLimits(32, 100_000, 8 << 20, 10_000, 4_096, Duration.ofSeconds(15));
}
