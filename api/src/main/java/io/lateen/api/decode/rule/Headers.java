// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import io.lateen.api.networking.ClaimName;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for names of HTTP headers (RFC 9110 §5.1) where Istio lets users write them. */
public final class Headers {

  private static final Pattern TOKEN = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");
  private static final Set<String> PSEUDO =
      Set.of(":method", ":scheme", ":authority", ":path", ":status");

  private Headers() {}

  /** Whether a name stands for a claim of a verified token (pkg/jwt/routing.go). */
  public static boolean isClaim(String name) {
    return ClaimName.of(name).isPresent();
  }

  /** Whether a name stands for the host of a request. */
  public static boolean isAuthority(String name) {
    return name.equalsIgnoreCase(":authority") || name.equalsIgnoreCase("host");
  }

  /** What is wrong with a name in a condition. */
  public static Optional<String> matchNameFault(String name) {
    return isClaim(name) || PSEUDO.contains(name) ? Optional.empty() : tokenFault(name);
  }

  /** What is wrong with a name in a cross-origin rule. */
  public static Optional<String> corsNameFault(String name) {
    return name.equals("*") ? Optional.empty() : tokenFault(name);
  }

  private static Optional<String> tokenFault(String name) {
    return TOKEN.matcher(name).matches()
        ? Optional.empty()
        : Optional.of("\"" + name + "\" is not a valid header name");
  }

  /** What is wrong with a name that a request is given; it may be the host. */
  public static Optional<String> requestNameFault(String name) {
    return isAuthority(name) ? Optional.empty() : changeNameFault(name);
  }

  /** What is wrong with a name that is removed from a request, or that a response is given. */
  public static Optional<String> changeNameFault(String name) {
    if (name.isEmpty()) {
      return Optional.of("a header name must not be empty");
    }
    return name.startsWith(":") || isAuthority(name)
        ? Optional.of("the header \"" + name + "\" cannot be changed here")
        : Optional.empty();
  }
}
