// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import io.lateen.mesh.access.Token.Claim;
import java.util.List;

/** Questions about the claims of a verified token. */
final class Claims {

  private Claims() {}

  static boolean isOneOf(Token token, String claim, String value) {
    return matches(token, List.of(claim), value::equals);
  }

  /** Whether a claim is a word that fits, or lists one. */
  static boolean matches(Token token, List<String> path, java.util.function.Predicate<String> fit) {
    return token
        .claim(path)
        .filter(
            claim ->
                switch (claim) {
                  case Claim.Text(var text) -> fit.test(text);
                  case Claim.Items(var items) ->
                      items.stream()
                          .anyMatch(item -> item instanceof Claim.Text(var text) && fit.test(text));
                  case Claim.Fields _, Claim.Other _ -> false;
                })
        .isPresent();
  }

  /**
   * Whether the token speaks for the principal of a rule, {@code ISSUER/SUBJECT}. Issuers may
   * contain slashes, so the last one divides the two; a wildcard belongs to the part it stands in
   * (istio/istio pilot/pkg/security/authz/model/generator.go, requestPrincipalGenerator).
   */
  static boolean isPrincipal(Token token, String written) {
    var issuer = token.word("iss");
    var subject = token.word("sub");
    if (issuer.isEmpty() || subject.isEmpty()) {
      return false;
    }
    int slash = written.lastIndexOf('/');
    if (slash >= 0) {
      var left = written.substring(0, slash);
      var right = written.substring(slash + 1);
      boolean leading = written.startsWith("*");
      return (leading ? new TextPattern(left).matches(issuer) : left.equals(issuer))
          && (leading ? right.equals(subject) : trailing(right, subject));
    }
    if (written.startsWith("*")) {
      return new TextPattern(written).matches(subject);
    }
    return written.endsWith("*") && new TextPattern(written).matches(issuer);
  }

  private static boolean trailing(String written, String subject) {
    return written.endsWith("*")
        ? new TextPattern(written).matches(subject)
        : written.equals(subject);
  }
}
