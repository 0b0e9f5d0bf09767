// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.api.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One HTTP rule: conditions, and what happens to requests that meet them.
 *
 * @param name name for logs; may be empty
 * @param match alternatives; a request meets the rule when it meets one of them, or when there are
 *     none
 * @param route weighted targets; empty when the rule redirects, answers or delegates
 * @param redirect answer with a redirection
 * @param directResponse answer without asking anybody
 * @param delegate another virtual service that continues
 * @param rewrite changes to path and host before forwarding
 * @param timeout longest time for the whole request; absent and zero mean none
 * @param retries what to repeat; absent stands for the default of the mesh
 * @param fault faults to inject
 * @param mirrors where copies of requests go; the older mirror field comes first
 * @param corsPolicy cross-origin rules
 * @param headers changes to headers, {@link HeaderRules#NONE} when there are none
 * @param line 1-based line in the origin on which the rule begins; 0 when unknown
 * @param origin where the rule was written, when that is not in the virtual service
 */
public record HttpRoute(
    String name,
    List<HttpMatch> match,
    List<HttpRouteDestination> route,
    Optional<HttpRedirect> redirect,
    Optional<DirectResponse> directResponse,
    Optional<Delegate> delegate,
    Optional<HttpRewrite> rewrite,
    Optional<Duration> timeout,
    Optional<HttpRetry> retries,
    Optional<HttpFault> fault,
    List<HttpMirror> mirrors,
    Optional<CorsPolicy> corsPolicy,
    HeaderRules headers,
    int line,
    Optional<Origin> origin) {

  /** Copies the collections. */
  public HttpRoute {
    match = List.copyOf(match);
    route = List.copyOf(route);
    mirrors = List.copyOf(mirrors);
  }

  /** A rule of the virtual service that holds it. */
  public HttpRoute(
      String name,
      List<HttpMatch> match,
      List<HttpRouteDestination> route,
      Optional<HttpRedirect> redirect,
      Optional<DirectResponse> directResponse,
      Optional<Delegate> delegate,
      Optional<HttpRewrite> rewrite,
      Optional<Duration> timeout,
      Optional<HttpRetry> retries,
      Optional<HttpFault> fault,
      List<HttpMirror> mirrors,
      Optional<CorsPolicy> corsPolicy,
      HeaderRules headers,
      int line) {
    this(
        name,
        match,
        route,
        redirect,
        directResponse,
        delegate,
        rewrite,
        timeout,
        retries,
        fault,
        mirrors,
        corsPolicy,
        headers,
        line,
        Optional.empty());
  }

  /** Whether it has no conditions. */
  public boolean takesEverything() {
    return match.isEmpty();
  }
}
