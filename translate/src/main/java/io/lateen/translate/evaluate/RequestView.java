// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import com.google.protobuf.Struct;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.PathWithEscapedSlashesAction;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request as routes see it, after the connection manager has put host and path in order (Envoy:
 * source/common/http/conn_manager_utility.cc).
 *
 * @param host in the spelling that virtual hosts are matched with
 * @param path without query
 * @param query after the question mark; empty for none
 * @param headers by name in lower case, values joined by commas, with pseudo-headers
 */
record RequestView(
    String method,
    String host,
    String path,
    String query,
    boolean secure,
    Map<String, String> headers,
    Map<String, Struct> metadata) {

  static final String CONNECT = "CONNECT";

  /**
   * @param secure whether the listener decrypted TLS
   */
  static RequestView of(Call call, HttpConnectionManager manager, boolean secure) {
    var request = call.request();
    var host = host(request.host(), call.port(), manager);
    var target = request.path();
    int fragment = target.indexOf('#');
    var clean = fragment < 0 ? target : target.substring(0, fragment);
    int mark = clean.indexOf('?');
    var path = path(mark < 0 ? clean : clean.substring(0, mark), manager);
    var query = mark < 0 ? "" : clean.substring(mark + 1);
    var headers = new HashMap<String, String>();
    request.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
    headers.put(":method", request.method());
    headers.put(":path", mark < 0 ? path : path + "?" + query);
    headers.put(":scheme", secure ? "https" : "http");
    if (!host.isEmpty()) {
      headers.put(":authority", host);
      headers.put("host", host);
    }
    return new RequestView(
        request.method(),
        host,
        path,
        query,
        secure,
        Map.copyOf(headers),
        known(request.metadata(), manager));
  }

  /** Only filters on the way tell anything. */
  private static Map<String, Struct> known(
      Map<String, Struct> metadata, HttpConnectionManager manager) {
    var known = new HashMap<>(metadata);
    known
        .keySet()
        .retainAll(manager.getHttpFiltersList().stream().map(HttpFilter::getName).toList());
    return Map.copyOf(known);
  }

  /** The header's value; empty when there is none. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  boolean isConnect() {
    return method.equals(CONNECT);
  }

  private static String host(String written, int port, HttpConnectionManager manager) {
    var host = written;
    var bare = HostLookup.withoutPort(host);
    boolean own = host.equals(bare + ":" + port);
    if (manager.getStripAnyHostPort() || (manager.getStripMatchingHostPort() && own)) {
      host = bare;
    }
    return manager.getStripTrailingHostDot() && host.endsWith(".")
        ? host.substring(0, host.length() - 1)
        : host;
  }

  private static String path(String written, HttpConnectionManager manager) {
    var path = written;
    var slashes = manager.getPathWithEscapedSlashesAction();
    if (slashes == PathWithEscapedSlashesAction.UNESCAPE_AND_FORWARD
        || slashes == PathWithEscapedSlashesAction.UNESCAPE_AND_REDIRECT) {
      path = path.replaceAll("(?i)%2f", "/").replaceAll("(?i)%5c", "\\\\");
    }
    if (manager.getNormalizePath().getValue()) {
      path = Paths.normalized(path);
    }
    return manager.getMergeSlashes() ? path.replaceAll("/{2,}", "/") : path;
  }

  /** The value of the first query parameter of that name; absent when there is none. */
  Optional<String> parameter(String name) {
    if (query.isEmpty()) {
      return Optional.empty();
    }
    for (var pair : List.of(query.split("&", -1))) {
      var split = split(pair);
      var key = split.isPresent() ? pair.substring(0, split.getAsInt()) : pair;
      if (key.equals(name)) {
        return Optional.of(split.isPresent() ? pair.substring(split.getAsInt() + 1) : "");
      }
    }
    return Optional.empty();
  }

  private static OptionalInt split(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0 ? OptionalInt.empty() : OptionalInt.of(equals);
  }
}
