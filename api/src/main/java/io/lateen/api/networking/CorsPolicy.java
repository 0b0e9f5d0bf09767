// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Cross-origin rules (Fetch standard).
 *
 * @param allowOrigins origins that may call; the older allowOrigin values are exact matches
 * @param allowMethods methods for Access-Control-Allow-Methods
 * @param allowHeaders headers for Access-Control-Allow-Headers
 * @param exposeHeaders headers for Access-Control-Expose-Headers
 * @param maxAge how long a preflight may be cached
 * @param allowCredentials whether credentials may be sent
 * @param unmatchedPreflights what happens to preflights of other origins
 */
public record CorsPolicy(
    List<StringMatch> allowOrigins,
    List<String> allowMethods,
    List<String> allowHeaders,
    List<String> exposeHeaders,
    Optional<Duration> maxAge,
    Optional<Boolean> allowCredentials,
    UnmatchedPreflights unmatchedPreflights) {

  /** Copies the collections. */
  public CorsPolicy {
    allowOrigins = List.copyOf(allowOrigins);
    allowMethods = List.copyOf(allowMethods);
    allowHeaders = List.copyOf(allowHeaders);
    exposeHeaders = List.copyOf(exposeHeaders);
  }
}
