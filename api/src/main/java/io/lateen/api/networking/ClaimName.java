// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of a claim of a verified token, which routes of gateways write in the place of a header:
 * {@code @request.auth.claims.group.id} or {@code @request.auth.claims[group][id]} (Istio:
 * pkg/jwt/routing.go). Brackets allow for dots in names.
 *
 * @param path never empty, and none of its names is
 */
public record ClaimName(List<String> path) {

  private static final String PREFIX = "@request.auth.claims";
  private static final String BETWEEN = "][";

  public ClaimName {
    path = List.copyOf(path);
  }

  /** The claim that a header's name stands for; empty for a real header. */
  public static Optional<ClaimName> of(String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
      return Optional.empty();
    }
    var rest = header.substring(PREFIX.length());
    List<String> names = List.of();
    if (rest.startsWith(".")) {
      names = Arrays.asList(rest.substring(1).split("\\.", -1));
    } else if (rest.startsWith("[") && rest.endsWith("]")) {
      names =
          Arrays.asList(rest.substring(1, rest.length() - 1).split("\\Q" + BETWEEN + "\\E", -1));
    }
    return names.isEmpty() || names.contains("")
        ? Optional.empty()
        : Optional.of(new ClaimName(names));
  }
}
