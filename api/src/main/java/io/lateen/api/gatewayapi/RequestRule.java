// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

import io.lateen.api.networking.CorsPolicy;
import io.lateen.api.networking.HeaderRules;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.HttpRedirect;
import io.lateen.api.networking.HttpRetry;
import io.lateen.api.networking.HttpRewrite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One rule of an HTTPRoute or GRPCRoute. What does not depend on other objects is in the words of
 * VirtualServices already (gateway-api: apis/v1/httproute_types.go HTTPRouteRule).
 *
 * @param name written name; may be empty
 * @param match alternatives; empty when every request meets the rule
 * @param headers changes to headers
 * @param redirect answer with a redirection
 * @param rewrite changes to path and host before forwarding
 * @param cors cross-origin rules
 * @param mirrors where copies of requests go
 * @param retries what to repeat
 * @param timeout longest time for the whole request
 * @param backends weighted targets
 * @param line 1-based line on which the rule begins; 0 when unknown
 */
public record RequestRule(
    String name,
    List<HttpMatch> match,
    HeaderRules headers,
    Optional<HttpRedirect> redirect,
    Optional<HttpRewrite> rewrite,
    Optional<CorsPolicy> cors,
    List<BackendMirror> mirrors,
    Optional<HttpRetry> retries,
    Optional<Duration> timeout,
    List<BackendRef> backends,
    int line) {

  /** Copies the collections. */
  public RequestRule {
    match = List.copyOf(match);
    mirrors = List.copyOf(mirrors);
    backends = List.copyOf(backends);
  }
}
