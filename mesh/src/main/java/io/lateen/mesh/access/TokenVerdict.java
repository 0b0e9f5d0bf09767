// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import io.lateen.api.security.JwtRule;
import io.lateen.mesh.access.AccessDecision.Outcome;
import io.lateen.mesh.access.Token.Claim;
import io.lateen.mesh.access.Token.Validity;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What RequestAuthentications say of a request's token.
 *
 * @param refusal how and why the request is refused; empty when it is not
 * @param token the token that rules may speak of; empty when none was verified
 */
record TokenVerdict(Optional<Verdict> refusal, Optional<Token> token) {

  private static final List<String> WORD_LISTS = List.of("scope", "permission");
  private static final TokenVerdict NONE = new TokenVerdict(Optional.empty(), Optional.empty());

  /**
   * A request without a token passes unless a rule demands one; a token must be of an issuer that a
   * rule names, genuine, and for one of the rule's audiences (api:
   * security/v1beta1/request_authentication.proto). Without rules nobody looks at tokens.
   */
  static TokenVerdict of(List<JwtRule> rules, Optional<Token> presented) {
    if (rules.isEmpty()) {
      return NONE;
    }
    if (presented.isEmpty()) {
      return rules.stream()
          .filter(rule -> rule.presence() == JwtRule.Presence.REQUIRED)
          .findFirst()
          .map(rule -> refused("there is no token, and one of " + rule.issuer() + " is required"))
          .orElse(NONE);
    }
    var token = presented.get();
    var issuer = token.word("iss");
    var known = rules.stream().filter(rule -> rule.issuer().equals(issuer)).toList();
    if (known.isEmpty()) {
      return refused("the token's issuer " + issuer + " is not known");
    }
    if (token.validity() == Validity.OUT_OF_TIME) {
      return refused("the token's time is over or has not come");
    }
    var meant = known.stream().filter(rule -> isFor(rule, token)).findFirst();
    if (meant.isEmpty()) {
      return refused(Outcome.DENIED, "the token is for other audiences");
    }
    return token.validity() == Validity.GENUINE
        ? new TokenVerdict(Optional.empty(), Optional.of(read(meant.get(), token)))
        : refused("the token is not signed by " + issuer);
  }

  /** Some claims are lists of words (field spaceDelimitedClaims; RFC 8693, section 4.2). */
  private static Token read(JwtRule rule, Token token) {
    var claims = new TreeMap<>(token.claims());
    Stream.concat(WORD_LISTS.stream(), rule.spaceDelimitedClaims().stream())
        .forEach(name -> claims.computeIfPresent(name, (_, claim) -> words(claim)));
    return new Token(token.validity(), claims);
  }

  private static Claim words(Claim claim) {
    return claim instanceof Claim.Text(var text)
        ? new Claim.Items(Stream.of(text.split(" ")).<Claim>map(Claim.Text::new).toList())
        : claim;
  }

  private static boolean isFor(JwtRule rule, Token token) {
    return rule.audiences().isEmpty()
        || rule.audiences().stream().anyMatch(named -> Claims.isOneOf(token, "aud", named));
  }

  private static TokenVerdict refused(String why) {
    return refused(Outcome.UNAUTHENTICATED, why);
  }

  private static TokenVerdict refused(Outcome outcome, String why) {
    return new TokenVerdict(
        Optional.of(new Verdict(outcome, why, Optional.empty())), Optional.empty());
  }
}
