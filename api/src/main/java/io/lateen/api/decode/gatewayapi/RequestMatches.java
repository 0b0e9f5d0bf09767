// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.StringMatch;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes conditions on requests into those of VirtualServices (Istio:
 * pilot/pkg/config/kube/gateway/conversion.go createURIMatch, createGRPCURIMatch).
 */
final class RequestMatches {

  private static final String EXACT = "Exact";
  private static final String PREFIX = "PathPrefix";
  private static final String REGEX = "RegularExpression";
  private static final int MAX_MATCHES = 64;
  private static final int MAX_HEADERS = 16;
  private static final int MAX_NAME = 256;
  private static final int MAX_METHOD = 1_024;

  /** Tokens of RFC 9110; names of query parameters have the same form here. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+\\-.^_`|~]+");

  /** Characters of paths (RFC 3986). */
  private static final Pattern PATH =
      Pattern.compile("(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+");

  private static final Pattern SERVICE =
      Pattern.compile("\\.?[A-Za-z_][A-Za-z_0-9]*(?:\\.[A-Za-z_][A-Za-z_0-9]*)*");
  private static final Pattern METHOD = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
  private static final List<String> IN_PATHS_NEVER =
      List.of("//", "/./", "/../", "%2f", "%2F", "#");

  private RequestMatches() {}

  /** Of an HTTPRoute; empty when the rule has none. */
  static List<HttpMatch> http(ObjectReader in) {
    Names.atMost(in, "matches", MAX_MATCHES);
    return in.objects("matches", RequestMatches::ofHttp);
  }

  private static HttpMatch ofHttp(ObjectReader in) {
    var path = path(in.part("path"));
    var method =
        in.has("method")
            ? Optional.<StringMatch>of(new StringMatch.Exact(httpMethod(in)))
            : Optional.<StringMatch>empty();
    var match = match(Optional.of(path), method, values(in, "headers"), queries(in), in.line());
    in.done();
    return match;
  }

  private static String httpMethod(ObjectReader in) {
    return Names.choice(
        in, "method", "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE",
        "PATCH");
  }

  private static StringMatch path(ObjectReader in) {
    var type = Names.choice(in, "type", PREFIX, EXACT, REGEX);
    var text = in.has("value") ? in.string("value") : "/";
    in.done();
    if (type.equals(REGEX)) {
      return regex(in, text);
    }
    if (!text.startsWith("/") || !PATH.matcher(text).matches()) {
      in.error("value", "must begin with / and have only characters of paths (RFC 3986)");
    } else if (IN_PATHS_NEVER.stream().anyMatch(text::contains)
        || text.endsWith("/..")
        || text.endsWith("/.")) {
      in.error("value", "must be a normalized path: without //, /./, /../, %2f and #");
    }
    if (type.equals(EXACT)) {
      return new StringMatch.Exact(text);
    }
    boolean slash = text.length() > 1 && text.endsWith("/");
    return new StringMatch.Prefix(slash ? text.substring(0, text.length() - 1) : text);
  }

  private static StringMatch.Regex regex(ObjectReader in, String pattern) {
    Checked.regexFault(pattern).ifPresent(fault -> in.error("value", fault));
    return new StringMatch.Regex(pattern);
  }

  private static Map<String, StringMatch> queries(ObjectReader in) {
    return values(in, "queryParams");
  }

  /** Headers or query parameters by name. */
  private static Map<String, StringMatch> values(ObjectReader in, String field) {
    Names.atMost(in, field, MAX_HEADERS);
    var found = new TreeMap<String, StringMatch>();
    in.objects(
        field,
        part -> {
          var name = name(part);
          var text = part.requiredString("value");
          var type = Names.choice(part, "type", EXACT, REGEX);
          part.done();
          @Nullable StringMatch before =
              found.putIfAbsent(
                  name, type.equals(EXACT) ? new StringMatch.Exact(text) : regex(part, text));
          if (before != null) {
            part.error("name", "\"" + name + "\" is there more than once");
          }
          return name;
        });
    return found;
  }

  /** Name of a header or of a query parameter. */
  static String name(ObjectReader in) {
    if (!in.has("name")) {
      in.error("name", "is required");
    }
    return Names.text(in, "name", TOKEN, MAX_NAME, "must be a token (RFC 9110)").orElse("");
  }

  /** Of a GRPCRoute; empty when the rule has none. */
  static List<HttpMatch> grpc(ObjectReader in) {
    Names.atMost(in, "matches", MAX_MATCHES);
    return in.objects(
        "matches",
        part -> {
          var uri = part.object("method").map(RequestMatches::call);
          var match = match(uri, Optional.empty(), values(part, "headers"), Map.of(), part.line());
          part.done();
          return match;
        });
  }

  /** The path of a call is {@code /SERVICE/METHOD}. */
  private static StringMatch call(ObjectReader in) {
    var type = Names.choice(in, "type", EXACT, REGEX);
    boolean exact = type.equals(EXACT);
    var service = part(in, "service", exact ? SERVICE : Pattern.compile("(?s).*"));
    var method = part(in, "method", exact ? METHOD : Pattern.compile("(?s).*"));
    in.done();
    if (service.isEmpty() && method.isEmpty()) {
      in.error("method", "service or method is required");
    }
    if (exact && method.isEmpty()) {
      return new StringMatch.Prefix("/" + service + "/");
    }
    if (exact && !service.isEmpty()) {
      return new StringMatch.Exact("/" + service + "/" + method);
    }
    var pattern =
        "/" + (service.isEmpty() ? "[^/]+" : service) + "/" + (method.isEmpty() ? ".+" : method);
    Checked.regexFault(pattern).ifPresent(fault -> in.error("type", fault));
    return new StringMatch.Regex(pattern);
  }

  private static String part(ObjectReader in, String field, Pattern form) {
    return Names.text(in, field, form, MAX_METHOD, "must be a name of gRPC").orElse("");
  }

  private static HttpMatch match(
      Optional<StringMatch> uri,
      Optional<StringMatch> method,
      Map<String, StringMatch> headers,
      Map<String, StringMatch> queries,
      int line) {
    return new HttpMatch(
        "",
        uri,
        Optional.empty(),
        method,
        Optional.empty(),
        headers,
        OptionalInt.empty(),
        Map.of(),
        List.of(),
        queries,
        false,
        Map.of(),
        "",
        "",
        line);
  }
}
