// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rules for DNS names (RFC 1123; pkg/config/labels/instance.go and
 * pkg/config/validation/agent/validation.go).
 */
public final class DnsNames {

  private static final int MAX_LABEL = 63;
  private static final int MAX_NAME = 255;
  private static final Pattern NUMERIC = Pattern.compile("[-+]?[0-9]+");
  private static final int MAX_OBJECT_NAME = 253;

  private DnsNames() {}

  /** Whether a text is one label: letters, digits and inner hyphens, at most 63. */
  public static boolean isLabel(String text) {
    return text.length() <= MAX_LABEL && isLabel(text, 0, text.length(), true);
  }

  /** Whether a part of a text is a label of any length. Every name is looked at, so no pattern. */
  private static boolean isLabel(String text, int from, int to, boolean capitals) {
    if (from == to || text.charAt(from) == '-' || text.charAt(to - 1) == '-') {
      return false;
    }
    for (var index = from; index < to; index++) {
      var c = text.charAt(index);
      var fits =
          (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || (capitals && c >= 'A' && c <= 'Z');
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Whether a text is {@code *}, or a label that may begin with {@code *} or {@code *-}. */
  private static boolean isFirstLabel(String text) {
    if (!text.startsWith("*")) {
      return isLabel(text, 0, text.length(), true);
    }
    var from = text.startsWith("*-") ? 2 : 1;
    return text.length() == 1 || isLabel(text, from, text.length(), true);
  }

  private static boolean isObjectName(String text) {
    var from = 0;
    for (var dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', from)) {
      if (!isLabel(text, from, dot, false)) {
        return false;
      }
      from = dot + 1;
    }
    return isLabel(text, from, text.length(), false);
  }

  /** What is wrong with a label. */
  public static Optional<String> labelFault(String text) {
    return isLabel(text)
        ? Optional.empty()
        : Optional.of("must be a DNS label: letters, digits and inner hyphens, at most 63");
  }

  /** What is wrong with the name of an object (a DNS subdomain in lower case, at most 253). */
  public static Optional<String> objectNameFault(String text) {
    return text.length() <= MAX_OBJECT_NAME && isObjectName(text)
        ? Optional.empty()
        : Optional.of(
            "must be lower-case letters, digits, hyphens and dots, beginning and ending with a"
                + " letter or digit, at most 253 characters");
  }

  /** What is wrong with a full name without wildcards; a short name is a full name of one label. */
  public static Optional<String> nameFault(String name) {
    return lengthFault(name).or(() -> labelsFault(name, name));
  }

  /** What is wrong with a name whose first label may be or begin with a wildcard. */
  public static Optional<String> wildcardNameFault(String name) {
    var tooLong = lengthFault(name);
    if (tooLong.isPresent()) {
      return tooLong;
    }
    var dot = name.indexOf('.');
    var first = dot < 0 ? name : name.substring(0, dot);
    if (first.length() > MAX_LABEL || !isFirstLabel(first)) {
      return invalidLabel(name, first);
    }
    return dot < 0 ? Optional.empty() : labelsFault(name, name.substring(dot + 1));
  }

  /** What is wrong with a wildcard that is neither {@code *} nor a whole first label. */
  public static Optional<String> partialWildcardFault(String name) {
    return name.contains("*") && name.length() != 1 && !name.startsWith("*.")
        ? Optional.of("the wildcard in \"" + name + "\" must be the whole first label")
        : Optional.empty();
  }

  private static Optional<String> lengthFault(String name) {
    if (name.isEmpty()) {
      return Optional.of("must not be empty");
    }
    return name.length() > MAX_NAME
        ? Optional.of("is longer than " + MAX_NAME + " characters")
        : Optional.empty();
  }

  private static Optional<String> labelsFault(String name, String labels) {
    var parts = labels.split("\\.", -1);
    var last = parts[parts.length - 1];
    if (NUMERIC.matcher(last).matches()) {
      return Optional.of(
          "\"" + name + "\" is not a valid name: the last label \"" + last + "\" is a number");
    }
    for (var index = 0; index < parts.length; index++) {
      var endsWithDot = index == parts.length - 1 && parts[index].isEmpty();
      if (!endsWithDot && !isLabel(parts[index])) {
        return invalidLabel(name, parts[index]);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> invalidLabel(String name, String label) {
    return Optional.of("\"" + name + "\" is not a valid name: label \"" + label + "\" is invalid");
  }
}
