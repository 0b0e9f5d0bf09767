// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.security;

import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.Bounds;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.security.Values;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Decodes conditions on attributes (rules: pkg/config/security/security.go). */
final class ValuesDecoder {

  private static final int MAX_ACCOUNTS = 16;
  private static final int MAX_ACCOUNT = 320;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
  private static final Pattern SEGMENT = Pattern.compile("[a-zA-Z0-9-._~%!$&'()+,;:@=]+");
  private static final String ONE = "{*}";
  private static final String ANY = "{**}";

  /** Attributes whose values are plain texts. */
  private static final Set<String> PLAIN =
      Set.of(
          "source.namespace",
          "source.principal",
          "request.auth.principal",
          "request.auth.audiences",
          "request.auth.presenter",
          "connection.sni");

  private ValuesDecoder() {}

  static Values read(ObjectReader in, String anyOf, String noneOf) {
    return read(in, anyOf, noneOf, text -> Optional.empty());
  }

  static Values addresses(ObjectReader in, String anyOf, String noneOf) {
    return read(in, anyOf, noneOf, Addresses::subnetFault);
  }

  static Values ports(ObjectReader in, String anyOf, String noneOf) {
    return read(in, anyOf, noneOf, ValuesDecoder::portFault);
  }

  static Values paths(ObjectReader in, String anyOf, String noneOf) {
    var paths = read(in, anyOf, noneOf, ValuesDecoder::pathFault);
    for (var field : List.of(anyOf, noneOf)) {
      for (var item : in.items(field)) {
        item.string()
            .filter(path -> pathFault(path).isEmpty())
            .flatMap(UnseenPath::in)
            .ifPresent(unseen -> item.warning(unseen.reason(), unseen.fix()));
      }
    }
    return paths;
  }

  static Values accounts(ObjectReader in, String anyOf, String noneOf) {
    Bounds.items(in, anyOf, MAX_ACCOUNTS);
    Bounds.items(in, noneOf, MAX_ACCOUNTS);
    return read(in, anyOf, noneOf, ValuesDecoder::accountFault);
  }

  static Values trustDomains(ObjectReader in, String anyOf, String noneOf) {
    return read(
        in,
        anyOf,
        noneOf,
        text ->
            text.contains("/") ? Optional.of("a trust domain has no slash") : wildcardFault(text));
  }

  /** The fields {@code values} and {@code notValues} of a condition. */
  static Values attribute(ObjectReader in, String key) {
    attributeFault(key).ifPresent(fault -> in.error("key", fault));
    return switch (key) {
      case "source.ip", "remote.ip", "destination.ip" -> addresses(in, "values", "notValues");
      case "destination.port" -> ports(in, "values", "notValues");
      case "source.serviceAccount" -> accounts(in, "values", "notValues");
      case "source.trustDomain" -> read(in, "values", "notValues", ValuesDecoder::wildcardFault);
      default -> read(in, "values", "notValues");
    };
  }

  private static Values read(
      ObjectReader in, String anyOf, String noneOf, Function<String, Optional<String>> rule) {
    Function<String, Optional<String>> whole =
        text -> text.isEmpty() ? Optional.of("must not be empty") : rule.apply(text);
    return new Values(Checked.strings(in, anyOf, whole), Checked.strings(in, noneOf, whole));
  }

  private static Optional<String> attributeFault(String key) {
    if (key.startsWith("request.headers")
        || key.startsWith("request.auth.claims")
        || key.startsWith("experimental.envoy.filters.")) {
      return mapKeyFault(key);
    }
    return switch (key) {
      case "",
          "source.ip",
          "remote.ip",
          "destination.ip",
          "destination.port",
          "source.serviceAccount",
          "source.trustDomain" ->
          Optional.empty();
      case "destination.namespace" -> Optional.of("is written as the namespace of the policy");
      case "destination.name", "destination.user" ->
          Optional.of(key + " exists in v1alpha1 only; use the selector of the policy");
      default -> {
        if (key.startsWith("destination.labels")) {
          yield Optional.of("is written as the selector of the policy");
        }
        yield PLAIN.contains(key)
            ? Optional.empty()
            : Optional.of("the attribute " + key + " is not known");
      }
    };
  }

  /** Of the form {@code name[key]}, brackets nested only one after the other. */
  private static Optional<String> mapKeyFault(String key) {
    return key.indexOf('[') > 0 && key.endsWith("]") && key.indexOf(']') > key.indexOf('[') + 1
        ? Optional.empty()
        : Optional.of(key + " must be of the form name[key]");
  }

  private static Optional<String> portFault(String text) {
    var valid = NUMBER.matcher(text).matches();
    var port = valid ? Long.parseLong(text) : 0;
    return port >= 1 && port <= 65_535
        ? Optional.empty()
        : Optional.of("\"" + text + "\" is not a port from 1 to 65535");
  }

  private static Optional<String> accountFault(String text) {
    if (text.contains("*")) {
      return Optional.of("wildcards are not allowed in service accounts");
    }
    if (text.length() > MAX_ACCOUNT) {
      return Optional.of("is longer than " + MAX_ACCOUNT + " characters");
    }
    var slash = text.indexOf('/');
    var valid =
        slash < 0 || (slash > 0 && slash < text.length() - 1 && text.indexOf('/', slash + 1) < 0);
    return valid
        ? Optional.empty()
        : Optional.of("\"" + text + "\" must be of the form account or namespace/account");
  }

  private static Optional<String> wildcardFault(String text) {
    var star = text.indexOf('*');
    if (star >= 0 && text.indexOf('*', star + 1) >= 0) {
      return Optional.of("\"" + text + "\" has more than one wildcard");
    }
    return star > 0 && star < text.length() - 1
        ? Optional.of("the wildcard of \"" + text + "\" must be at its beginning or end")
        : Optional.empty();
  }

  /** Path templates take whole segments, and nothing follows the template for any number. */
  private static Optional<String> pathFault(String path) {
    var template = path.contains(ONE) || path.contains(ANY);
    var open = false;
    for (var segment : trimmed(path).split("/", -1)) {
      var isTemplate = segment.equals(ONE) || segment.equals(ANY);
      if (isTemplate && open) {
        return Optional.of("\"" + path + "\": {**} must be the last template");
      }
      if (!isTemplate && (segment.contains("{") || segment.contains("}"))) {
        return Optional.of(
            "\"" + path + "\": braces can only be written as {*} or {**}, as whole segments");
      }
      if (!isTemplate && template && !SEGMENT.matcher(segment).matches()) {
        return Optional.of(
            "\""
                + path
                + "\": the segment \""
                + segment
                + "\" has characters that templates"
                + " cannot stand beside");
      }
      open |= segment.equals(ANY);
    }
    return Optional.empty();
  }

  private static String trimmed(String path) {
    var start = 0;
    var end = path.length();
    while (start < end && path.charAt(start) == '/') {
      start++;
    }
    while (end > start && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(start, end);
  }
}
