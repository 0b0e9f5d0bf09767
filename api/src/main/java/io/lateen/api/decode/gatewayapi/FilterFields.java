// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.Headers;
import io.lateen.api.networking.CorsPolicy;
import io.lateen.api.networking.HeaderOperations;
import io.lateen.api.networking.HttpRedirect;
import io.lateen.api.networking.HttpRewrite;
import io.lateen.api.networking.RedirectPort;
import io.lateen.api.networking.RegexRewrite;
import io.lateen.api.networking.StringMatch;
import io.lateen.api.networking.UnmatchedPreflights;
import io.lateen.base.decode.ObjectReader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Decodes what is inside a filter, with the defaults of the schema (Istio:
 * pilot/pkg/config/kube/gateway/conversion.go createRedirectFilter, createRewriteFilter,
 * createCorsFilter, createHeadersFilter).
 */
final class FilterFields {

  private static final String WHOLE = "ReplaceFullPath";
  private static final String PREFIX = "ReplacePrefixMatch";
  private static final int FOUND = 302;
  private static final List<Integer> CODES = List.of(301, FOUND, 303, 307, 308);
  private static final int MAX_CHANGES = 16;
  private static final int MAX_ORIGINS = 64;
  private static final int MAX_TEXT = 4_096;
  private static final int MAX_ORIGIN = 253;
  private static final int MAX_PATH = 1_024;
  private static final int PREFLIGHT_SECONDS = 5;

  /** Visible characters with single spaces between. */
  private static final Pattern VALUE = Pattern.compile("[!-~]+(?:[\\t ]?[!-~]+)*");

  private static final Pattern ORIGIN =
      Pattern.compile(
          "\\*|https?://(?:(?:\\*\\.)?(?:[a-zA-Z0-9-]+\\.)*[a-zA-Z0-9-]+|\\*)(?::[0-9]{1,5})?");

  /** Origins as browsers write them: {@code SCHEME://HOST}, maybe with a port (RFC 6454). */
  private static final String ANY_ORIGIN = "^[a-zA-Z][a-zA-Z0-9+.-]*://[^/\\s?#]+$";

  private static final Pattern SPECIAL = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");

  private FilterFields() {}

  static HeaderOperations headers(ObjectReader in) {
    var operations =
        new HeaderOperations(values(in, "set"), values(in, "add"), in.strings("remove"));
    Names.atMost(in, "remove", MAX_CHANGES);
    operations.remove().stream()
        .flatMap(name -> Headers.changeNameFault(name).stream())
        .forEach(fault -> in.error("remove", fault));
    in.done();
    return operations;
  }

  /** Values by name in lower case; of equal names the first counts. */
  private static Map<String, String> values(ObjectReader in, String field) {
    Names.atMost(in, field, MAX_CHANGES);
    var values = new TreeMap<String, String>();
    var names =
        in.objects(
            field,
            part -> {
              var name = RequestMatches.name(part);
              var text = part.requiredString("value");
              Names.text(part, "value", VALUE, MAX_TEXT, "has characters that no header may have");
              part.done();
              values.putIfAbsent(name.toLowerCase(Locale.ROOT), text);
              return name;
            });
    Names.unique(in, field, names.stream());
    return values;
  }

  static HttpRedirect redirect(ObjectReader in) {
    var scheme = in.has("scheme") ? Names.choice(in, "scheme", "http", "https") : "";
    var port = Checked.port(in, "port");
    int code = in.optionalInteger("statusCode", 0, Integer.MAX_VALUE).orElse(FOUND);
    if (!CODES.contains(code)) {
      in.error("statusCode", "must be 301, 302, 303, 307 or 308");
    }
    var whole = path(in, WHOLE).orElse("");
    var prefix = path(in, PREFIX).orElse("");
    var derived =
        scheme.isEmpty() ? RedirectPort.FROM_REQUEST_PORT : RedirectPort.FROM_PROTOCOL_DEFAULT;
    var redirect =
        new HttpRedirect(
            whole,
            Names.preciseHostname(in, "hostname"),
            port,
            port.isPresent() ? Optional.empty() : Optional.of(derived),
            scheme,
            code,
            prefix);
    in.done();
    return redirect;
  }

  /** Empty when nothing changes. */
  static Optional<HttpRewrite> rewrite(ObjectReader in) {
    var prefix =
        path(in, PREFIX)
            .map(text -> text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
            .map(text -> text.isEmpty() ? "/" : text);
    var whole = path(in, WHOLE).map(text -> new RegexRewrite("/.*", text));
    var rewrite = new HttpRewrite(prefix.orElse(""), Names.preciseHostname(in, "hostname"), whole);
    in.done();
    return prefix.isEmpty() && whole.isEmpty() && rewrite.authority().isEmpty()
        ? Optional.empty()
        : Optional.of(rewrite);
  }

  static boolean replacesPrefix(ObjectReader in) {
    return path(in, PREFIX).isPresent();
  }

  /** The new path, when it is written for that type. */
  private static Optional<String> path(ObjectReader in, String wanted) {
    return in.object("path")
        .flatMap(
            part -> {
              var type = part.requiredString("type");
              var whole = part.value("replaceFullPath").flatMap(value -> value.string());
              var prefix = part.value("replacePrefixMatch").flatMap(value -> value.string());
              part.done();
              if (wanted.equals(WHOLE)) {
                check(part, type, whole, prefix);
              }
              return type.equals(wanted)
                  ? wanted.equals(WHOLE) ? whole : prefix
                  : Optional.<String>empty();
            });
  }

  private static void check(
      ObjectReader in, String type, Optional<String> whole, Optional<String> prefix) {
    if (!List.of(WHOLE, PREFIX).contains(type)) {
      in.error("type", "must be " + WHOLE + " or " + PREFIX);
    } else if (type.equals(WHOLE) == whole.isEmpty() || type.equals(PREFIX) == prefix.isEmpty()) {
      in.error("type", "needs the one field that belongs to it");
    }
    if (whole.or(() -> prefix).filter(text -> text.length() > MAX_PATH).isPresent()) {
      in.error("has a path of more than " + MAX_PATH + " characters");
    }
  }

  static CorsPolicy cors(ObjectReader in) {
    Names.atMost(in, "allowOrigins", MAX_ORIGINS);
    var origins =
        in.items("allowOrigins").stream()
            .flatMap(item -> Names.checked(item, ORIGIN, MAX_ORIGIN, "must be an origin").stream())
            .map(FilterFields::origin)
            .toList();
    int age = in.optionalInteger("maxAge", 1, Integer.MAX_VALUE).orElse(PREFLIGHT_SECONDS);
    var policy =
        new CorsPolicy(
            origins,
            alone(in, "allowMethods"),
            names(in, "allowHeaders"),
            names(in, "exposeHeaders"),
            Optional.of(Duration.ofSeconds(age)),
            in.optionalBool("allowCredentials").filter(allowed -> allowed),
            UnmatchedPreflights.IGNORE);
    in.done();
    alone(in, "allowOrigins");
    alone(in, "allowHeaders");
    return policy;
  }

  private static List<String> names(ObjectReader in, String field) {
    return Checked.strings(in, field, Headers::corsNameFault);
  }

  /** Texts of which {@code *} must be the only one. */
  private static List<String> alone(ObjectReader in, String field) {
    var texts = in.strings(field);
    if (texts.size() > 1 && texts.contains("*")) {
      in.error(field, "cannot have * beside others");
    }
    return texts;
  }

  private static StringMatch origin(String text) {
    if (text.equals("*")) {
      return new StringMatch.Regex(ANY_ORIGIN);
    }
    int star = text.indexOf('*');
    if (star < 0) {
      return new StringMatch.Exact(text);
    }
    if (star == text.length() - 1) {
      return new StringMatch.Prefix(text.substring(0, star));
    }
    var quoted = SPECIAL.matcher(text).replaceAll("\\\\$0").replace("\\*", ".*");
    return new StringMatch.Regex("^" + quoted + "$");
  }
}
