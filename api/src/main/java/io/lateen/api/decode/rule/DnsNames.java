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
  private static final String LABEL = "[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?";
  private static final Pattern LABEL_PATTERN = Pattern.compile(LABEL);
  private static final Pattern FIRST_LABEL = Pattern.compile("\\*|(?:\\*|\\*-)?" + LABEL);
  private static final Pattern NUMERIC = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OBJECT_NAME =
      Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*");

  private DnsNames() {}

  /** Whether a text is one label: letters, digits and inner hyphens, at most 63. */
  public static boolean isLabel(String text) {
    return text.length() <= MAX_LABEL && LABEL_PATTERN.matcher(text).matches();
  }

  /** What is wrong with a label. */
  public static Optional<String> labelFault(String text) {
    return isLabel(text)
        ? Optional.empty()
        : Optional.of("must be a DNS label: letters, digits and inner hyphens, at most 63");
  }

  /** What is wrong with the name of an object (a DNS subdomain in lower case, at most 253). */
  public static Optional<String> objectNameFault(String text) {
    return text.length() <= 253 && OBJECT_NAME.matcher(text).matches()
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
    if (first.length() > MAX_LABEL || !FIRST_LABEL.matcher(first).matches()) {
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
