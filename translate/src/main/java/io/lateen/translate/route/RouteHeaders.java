// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.translate.view.ProxyView;

/**
 * Which headers the routes of a proxy add (pilot/pkg/networking/util/proxy_headers.go).
 *
 * @param attempts whether requests say how often they were tried
 * @param forwardedHost whether a host that a rule replaces is kept in {@code x-forwarded-host}
 */
public record RouteHeaders(boolean attempts, boolean forwardedHost) {

  /** Those of a mesh whose owner says nothing. */
  public static final RouteHeaders DEFAULT = new RouteHeaders(true, false);

  public static RouteHeaders of(ProxyView view) {
    var headers = view.headers();
    return new RouteHeaders(
        !headers.attemptCountDisabled().orElse(false), headers.forwardedHost().orElse(false));
  }
}
