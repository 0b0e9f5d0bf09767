// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.security;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tokens of one issuer (api: security/v1beta1/request_authentication.proto, JWTRule).
 *
 * @param issuer issuer that tokens must name; may be empty when {@code jwksUri} is set
 * @param audiences audiences of which a token must name one; empty for any
 * @param jwksUri where the keys are; empty when they are given or found by the issuer
 * @param jwks the keys as JSON; empty when they are fetched
 * @param fromHeaders headers that carry tokens
 * @param fromParams query parameters that carry tokens
 * @param fromCookies cookies that carry tokens
 * @param outputPayloadToHeader header that is given the payload in Base64; empty for none
 * @param outputClaimToHeaders headers that are given claims
 * @param forwardOriginalToken whether the token is passed on
 * @param timeout longest wait for the keys; absent for 5 seconds
 * @param spaceDelimitedClaims claims that are lists of words; {@code scope} and {@code permission}
 *     always are
 * @param presence whether a request without token passes
 * @param line 1-based line of the document
 */
public record JwtRule(
    String issuer,
    List<String> audiences,
    String jwksUri,
    String jwks,
    List<TokenHeader> fromHeaders,
    List<String> fromParams,
    List<String> fromCookies,
    String outputPayloadToHeader,
    List<ClaimHeader> outputClaimToHeaders,
    boolean forwardOriginalToken,
    Optional<Duration> timeout,
    List<String> spaceDelimitedClaims,
    Presence presence,
    int line) {

  /** Copies the lists. */
  public JwtRule {
    audiences = List.copyOf(audiences);
    fromHeaders = List.copyOf(fromHeaders);
    fromParams = List.copyOf(fromParams);
    fromCookies = List.copyOf(fromCookies);
    outputClaimToHeaders = List.copyOf(outputClaimToHeaders);
    spaceDelimitedClaims = List.copyOf(spaceDelimitedClaims);
  }

  /** The same with these keys, got from where it says. */
  public JwtRule withKeys(String keys) {
    return new JwtRule(
        issuer,
        audiences,
        jwksUri,
        keys,
        fromHeaders,
        fromParams,
        fromCookies,
        outputPayloadToHeader,
        outputClaimToHeaders,
        forwardOriginalToken,
        timeout,
        spaceDelimitedClaims,
        presence,
        line);
  }

  /** Whether a request without token passes. */
  public enum Presence {
    /** It passes. */
    OPTIONAL,
    /** It is refused. */
    REQUIRED
  }

  /**
   * A header that carries tokens.
   *
   * @param name name of the header
   * @param prefix text before the token, as in {@code "Bearer "}; may be empty
   */
  public record TokenHeader(String name, String prefix) {}

  /**
   * A header that is given a claim.
   *
   * @param header name of the header
   * @param claim path of the claim, with dots for nesting
   */
  public record ClaimHeader(String header, String claim) {}
}
