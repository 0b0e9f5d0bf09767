// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.ByteString;
import io.envoyproxy.pgv.validate.Validate.BytesRules;
import io.envoyproxy.pgv.validate.Validate.StringRules;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Rules of texts and bytes. */
final class TextRules {

  /** Patterns of Envoy's API, not of users: some dozens. */
  private static final ConcurrentHashMap<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private static final Pattern HEADER_NAME = Pattern.compile("^:?[0-9a-zA-Z!#$%&'*+-.^_|~`]+$");
  private static final Pattern HEADER_VALUE = Pattern.compile("^[^\\x00-\\x08\\x0A-\\x1F\\x7F]*$");
  private static final Pattern LOOSE = Pattern.compile("^[^\\x00\\x0A\\x0D]*$");

  private TextRules() {}

  static Optional<String> text(StringRules rules, String text) {
    if (text.isEmpty() && rules.getIgnoreEmpty()) {
      return Optional.empty();
    }
    return length(rules, text).or(() -> content(rules, text)).or(() -> wellKnown(rules, text));
  }

  private static Optional<String> length(StringRules rules, String text) {
    long characters = text.codePointCount(0, text.length());
    long size = text.getBytes(StandardCharsets.UTF_8).length;
    if ((rules.hasMinLen() && characters < rules.getMinLen())
        || (rules.hasMinBytes() && size < rules.getMinBytes())) {
      return Optional.of(
          text.isEmpty()
              ? "must not be empty"
              : "must have at least "
                  + Math.max(rules.getMinLen(), rules.getMinBytes())
                  + " bytes");
    }
    if (rules.hasMaxLen() && characters > rules.getMaxLen()) {
      return Optional.of("must have at most " + rules.getMaxLen() + " characters");
    }
    return rules.hasMaxBytes() && size > rules.getMaxBytes()
        ? Optional.of("must have at most " + rules.getMaxBytes() + " bytes")
        : Optional.empty();
  }

  private static Optional<String> content(StringRules rules, String text) {
    boolean allowed =
        (!rules.hasConst() || rules.getConst().equals(text))
            && (!rules.hasPrefix() || text.startsWith(rules.getPrefix()))
            && (!rules.hasSuffix() || text.endsWith(rules.getSuffix()))
            && (!rules.hasContains() || text.contains(rules.getContains()))
            && (!rules.hasNotContains() || !text.contains(rules.getNotContains()))
            && (rules.getInCount() == 0 || rules.getInList().contains(text))
            && !rules.getNotInList().contains(text)
            && (!rules.hasPattern() || matches(rules.getPattern(), text));
    return allowed ? Optional.empty() : Optional.of("must not be \"" + shortened(text) + "\"");
  }

  private static boolean matches(String pattern, String text) {
    return PATTERNS.computeIfAbsent(pattern, Pattern::compile).matcher(text).find();
  }

  private static Optional<String> wellKnown(StringRules rules, String text) {
    boolean allowed =
        switch (rules.getWellKnownCase()) {
          case WELL_KNOWN_REGEX -> header(rules, text);
          case UUID, EMAIL, HOSTNAME, IP, IPV4, IPV6, URI, URI_REF, ADDRESS, WELLKNOWN_NOT_SET ->
              true;
        };
    return allowed ? Optional.empty() : Optional.of("must not have characters that break a header");
  }

  private static boolean header(StringRules rules, String text) {
    if (!rules.getStrict()) {
      return LOOSE.matcher(text).matches();
    }
    return switch (rules.getWellKnownRegex()) {
      case HTTP_HEADER_NAME -> text.isEmpty() || HEADER_NAME.matcher(text).matches();
      case HTTP_HEADER_VALUE -> HEADER_VALUE.matcher(text).matches();
      case UNKNOWN -> true;
    };
  }

  static Optional<String> bytes(BytesRules rules, ByteString bytes) {
    if (rules.hasMinLen() && bytes.size() < rules.getMinLen()) {
      return Optional.of("must have at least " + rules.getMinLen() + " bytes");
    }
    return rules.hasMaxLen() && bytes.size() > rules.getMaxLen()
        ? Optional.of("must have at most " + rules.getMaxLen() + " bytes")
        : Optional.empty();
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
