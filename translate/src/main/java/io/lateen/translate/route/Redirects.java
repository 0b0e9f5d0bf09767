// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction.RedirectResponseCode;
import io.lateen.api.networking.HttpRedirect;
import io.lateen.api.networking.RedirectPort;

/** Redirections (Istio: core/route/route.go ApplyRedirect). */
final class Redirects {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private Redirects() {}

  /**
   * @param listenerPort port of the listener
   * @param tls whether the listener decrypted TLS
   */
  static RedirectAction of(HttpRedirect redirect, int listenerPort, boolean tls) {
    var action =
        RedirectAction.newBuilder()
            .setHostRedirect(redirect.authority())
            .setResponseCode(code(redirect.redirectCode()));
    if (redirect.prefixRewrite().isEmpty()) {
      action.setPathRedirect(redirect.uri());
    } else {
      action.setPrefixRewrite(redirect.prefixRewrite());
    }
    if (!redirect.scheme().isEmpty()) {
      action.setSchemeRedirect(redirect.scheme());
    }
    int port = port(redirect, listenerPort);
    if (!isDefault(port, redirect.scheme(), tls)) {
      action.setPortRedirect(port);
    }
    return action.build();
  }

  private static int port(HttpRedirect redirect, int listenerPort) {
    boolean asRequested =
        redirect.derivePort().filter(RedirectPort.FROM_REQUEST_PORT::equals).isPresent();
    return redirect.port().orElse(asRequested ? listenerPort : 0);
  }

  /** The scheme's own port is not written into URLs. */
  private static boolean isDefault(int port, String scheme, boolean tls) {
    boolean https = scheme.isEmpty() ? tls : scheme.equals("https");
    return port == (https ? HTTPS_PORT : HTTP_PORT);
  }

  private static RedirectResponseCode code(int status) {
    return switch (status) {
      case 302 -> RedirectResponseCode.FOUND;
      case 303 -> RedirectResponseCode.SEE_OTHER;
      case 307 -> RedirectResponseCode.TEMPORARY_REDIRECT;
      case 308 -> RedirectResponseCode.PERMANENT_REDIRECT;
      default -> RedirectResponseCode.MOVED_PERMANENTLY;
    };
  }
}
