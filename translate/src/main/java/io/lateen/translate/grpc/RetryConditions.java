// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** When gRPC tries a call again (gRFC A44). */
final class RetryConditions {

  /** Conditions that are status codes of gRPC. */
  private static final Set<String> CODES =
      Set.of("cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable");

  /** Of these gRPC takes care itself: the server has not seen the call (gRFC A6). */
  private static final Set<String> OWN =
      Set.of("connect-failure", "refused-stream", "reset-before-request");

  private RetryConditions() {}

  /** Those of a list with commas that gRPC reads. */
  static List<String> codes(String conditions) {
    return parts(conditions).stream().filter(CODES::contains).toList();
  }

  /** Those that gRPC neither reads nor does by itself. */
  static List<String> unknown(String conditions) {
    return parts(conditions).stream()
        .filter(part -> !CODES.contains(part) && !OWN.contains(part))
        .toList();
  }

  private static List<String> parts(String conditions) {
    var parts = new ArrayList<String>();
    for (var part : List.of(conditions.split(","))) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }
}
