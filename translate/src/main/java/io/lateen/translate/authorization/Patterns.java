// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.lateen.base.Regex;
import java.util.StringJoiner;

/**
 * Values of policies as matchers: exact, {@code prefix*}, {@code *suffix}, and {@code *} for any
 * that is not empty (Istio: pilot/pkg/security/authz/matcher).
 */
final class Patterns {

  static final String ANY = "*";

  /** What identities in certificates begin with (SPIFFE-ID, section 2). */
  static final String SPIFFE = "spiffe://";

  /** Where the account's part of an identity begins. */
  private static final String ACCOUNT = "/sa";

  private static final StringMatcher NOT_EMPTY = regex(".+");

  private Patterns() {}

  static StringMatcher text(String value) {
    return text(value, false);
  }

  static StringMatcher text(String value, boolean ignoreCase) {
    if (value.equals(ANY)) {
      return NOT_EMPTY;
    }
    var matcher = StringMatcher.newBuilder().setIgnoreCase(ignoreCase);
    if (value.startsWith(ANY)) {
      return matcher.setSuffix(value.substring(1)).build();
    }
    if (value.endsWith(ANY)) {
      return matcher.setPrefix(value.substring(0, value.length() - 1)).build();
    }
    return matcher.setExact(value).build();
  }

  /** The identity of a peer, {@code TRUST_DOMAIN/ns/NAMESPACE/sa/ACCOUNT}. */
  static StringMatcher principal(String value) {
    if (value.equals(ANY)) {
      return NOT_EMPTY;
    }
    return value.startsWith(ANY)
        ? regex(SPIFFE + ".*" + Regex.quote(value.substring(1)))
        : text(SPIFFE + value);
  }

  /**
   * Identities of a namespace. Istio's expression would also find {@code sa} of the account's part,
   * as in {@code *a} or for a caller of a namespace called {@code ns}; there it is a stricter one.
   */
  static StringMatcher namespace(String value) {
    return findsAccounts(value)
        ? regex(SPIFFE + "[^/]*/ns/" + wildcards(value, "[^/]*") + "/.*")
        : regex(".*/ns/" + wildcards(value, ".*") + "/.*");
  }

  private static boolean findsAccounts(String value) {
    if (value.equals(ANY)) {
      return false;
    }
    if (value.startsWith(ANY)) {
      return ACCOUNT.endsWith(value.substring(1));
    }
    return value.endsWith(ANY)
        ? ACCOUNT.startsWith("/" + value.substring(0, value.length() - 1))
        : ACCOUNT.equals("/" + value);
  }

  /** What a path template means by its documentation, whatever characters a segment has. */
  static StringMatcher template(String value) {
    var segments = new StringJoiner("/");
    for (var segment : value.split("/", -1)) {
      segments.add(
          switch (segment) {
            case "{*}" -> "[^/]+";
            case "{**}" -> ".*";
            default -> Regex.quote(segment);
          });
    }
    return regex(segments.toString());
  }

  /**
   * Identities of a service account, {@code ACCOUNT} or {@code NAMESPACE/ACCOUNT}.
   *
   * @param namespace used when the value names none
   */
  static StringMatcher serviceAccount(String value, String namespace) {
    int slash = value.indexOf('/');
    var of = slash < 0 ? namespace : value.substring(0, slash);
    var account = value.substring(slash + 1);
    return regex(
        SPIFFE + ".+/ns/" + Regex.quote(of) + "/(.+/|)sa/" + Regex.quote(account) + "(/.+)?");
  }

  /** Identities of a trust domain. */
  static StringMatcher trustDomain(String value) {
    if (value.equals(ANY)) {
      return StringMatcher.newBuilder().setPrefix(SPIFFE).build();
    }
    return value.contains(ANY)
        ? regex(SPIFFE + wildcards(value, "[^/]*") + "/.*")
        : StringMatcher.newBuilder().setPrefix(SPIFFE + value + "/").build();
  }

  static StringMatcher notEmpty() {
    return NOT_EMPTY;
  }

  /** The value quoted, each {@code *} replaced. */
  private static String wildcards(String value, String any) {
    var expression = new StringBuilder();
    int begin = 0;
    for (int star = value.indexOf('*'); star >= 0; star = value.indexOf('*', begin)) {
      expression.append(Regex.quote(value.substring(begin, star))).append(any);
      begin = star + 1;
    }
    return expression.append(Regex.quote(value.substring(begin))).toString();
  }

  private static StringMatcher regex(String expression) {
    return StringMatcher.newBuilder()
        .setSafeRegex(RegexMatcher.newBuilder().setRegex(expression))
        .build();
  }
}
