// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A URI that may be asked, taken apart.
 *
 * @param path with its query
 */
record Target(boolean tls, String host, int port, String path) {

  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  static Target of(String text, boolean allowHttp) throws KeySetException {
    var uri = parsed(text);
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean tls = scheme.equals("https");
    if (!tls && !(allowHttp && scheme.equals("http"))) {
      throw new KeySetException("the URI must begin with https://");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new KeySetException("the URI must name a host, and no user");
    }
    int port = uri.getPort() < 0 ? (tls ? HTTPS : HTTP) : uri.getPort();
    var host = uri.getHost().replace("[", "").replace("]", "").toLowerCase(Locale.ROOT);
    var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return new Target(
        tls, host, port, uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
  }

  /** Where an answer leads on; only to the same server. */
  Target redirected(String location, boolean allowHttp) throws KeySetException {
    var base = parsed((tls ? "https" : "http") + "://" + authority() + path);
    var next = of(base.resolve(parsed(location)).toString(), allowHttp);
    if (next.tls() != tls || !next.host().equals(host) || next.port() != port) {
      throw new KeySetException("the server redirects to another one, which is not followed");
    }
    return next;
  }

  /** Host and port as requests name them. */
  String authority() {
    var name = host.contains(":") ? "[" + host + "]" : host;
    return port == (tls ? HTTPS : HTTP) ? name : name + ":" + port;
  }

  private static URI parsed(String text) throws KeySetException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new KeySetException("the URI is not well-formed");
    }
  }
}
