// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import io.lateen.cli.shell.CommandException;
import io.lateen.translate.evaluate.Call;
import io.lateen.translate.evaluate.CallBuilder;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A call as METHOD, URL and headers on the command line. */
final class WrittenCall {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int MAX_PORT = 65_535;
  private static final String EXAMPLE = "write it as in http://reviews:9080/reviews/1?page=2";

  /** RFC 9110 §9.1. */
  private static final Pattern METHOD = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");

  private static final Map<String, Integer> PORTS =
      Map.of("http", HTTP, "https", HTTPS, "grpc", HTTP, "tcp", 0);

  private final CallBuilder builder;
  private final String host;

  private WrittenCall(CallBuilder builder, String host) {
    this.builder = builder;
    this.host = host;
  }

  /** The call with the address left open. */
  CallBuilder builder() {
    return builder;
  }

  /** The host of the URL, without port. */
  String host() {
    return host;
  }

  /**
   * @param headers {@code NAME=VALUE} or {@code NAME: VALUE}
   */
  static WrittenCall of(String method, String url, List<String> headers) throws CommandException {
    if (!METHOD.matcher(method).matches()) {
      throw CommandException.usage(method + " is not a method", "write GET, POST, ...");
    }
    var target = target(url);
    var scheme = target.getScheme().toLowerCase(Locale.ROOT);
    int port = port(target, scheme, url);
    var path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    var query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    boolean usual = port == HTTP || port == HTTPS;
    var call =
        Call.to(port)
            .method(method.toUpperCase(Locale.ROOT))
            .host(usual ? target.getHost() : target.getHost() + ":" + port)
            .path(path + query)
            .protocol(protocol(scheme))
            .tls(scheme.equals("https") ? Call.Tls.TLS : Call.Tls.PLAINTEXT);
    for (var header : headers) {
      header(call, header);
    }
    return new WrittenCall(call, target.getHost());
  }

  private static URI target(String url) throws CommandException {
    try {
      var target = URI.create(url);
      if (target.getScheme() == null || target.getHost() == null) {
        throw CommandException.usage(url + " is not a URL with a host", EXAMPLE);
      }
      if (!PORTS.containsKey(target.getScheme().toLowerCase(Locale.ROOT))) {
        throw CommandException.usage(
            "calls of " + target.getScheme() + " are not known", "write http, https, grpc or tcp");
      }
      return target;
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(url + " is not a URL", EXAMPLE);
    }
  }

  private static int port(URI target, String scheme, String url) throws CommandException {
    int port = target.getPort() < 0 ? PORTS.getOrDefault(scheme, 0) : target.getPort();
    if (port < 1 || port > MAX_PORT) {
      throw CommandException.usage(
          url + " has no port from 1 to 65535", "write it as in tcp://mongodb:27017");
    }
    return port;
  }

  private static Call.Protocol protocol(String scheme) {
    return switch (scheme) {
      case "tcp" -> Call.Protocol.TCP;
      case "grpc" -> Call.Protocol.HTTP2;
      default -> Call.Protocol.HTTP;
    };
  }

  private static void header(CallBuilder call, String header) throws CommandException {
    int split = header.indexOf('=') < 0 ? header.indexOf(':') : header.indexOf('=');
    if (split <= 0) {
      throw CommandException.usage(
          "--header " + header + " has no value", "write --header NAME=VALUE");
    }
    var name = header.substring(0, split).strip();
    var value = header.substring(split + 1).strip();
    if (name.equalsIgnoreCase("host")) {
      call.host(value);
    } else {
      call.header(name, value);
    }
  }
}
