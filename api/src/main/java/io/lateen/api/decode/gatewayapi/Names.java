// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Texts with a prescribed form (gateway-api: the patterns of apis/v1/shared_types.go). */
final class Names {

  private static final int MAX_LABEL = 63;
  private static final int MAX_NAME = 253;
  private static final String SUBDOMAIN =
      "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*";
  private static final Pattern GROUP = Pattern.compile("(?:" + SUBDOMAIN + ")?");
  private static final Pattern KIND = Pattern.compile("[a-zA-Z](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?");
  private static final Pattern SECTION = Pattern.compile(SUBDOMAIN);
  private static final Pattern HOSTNAME = Pattern.compile("(?:\\*\\.)?" + SUBDOMAIN);
  private static final Pattern PRECISE = Pattern.compile(SUBDOMAIN);

  private Names() {}

  static String group(ObjectReader in, String absent) {
    return text(in, "group", GROUP, MAX_NAME, "must be an API group").orElse(absent);
  }

  static String kind(ObjectReader in, String absent) {
    return text(in, "kind", KIND, MAX_LABEL, "must be the name of a kind").orElse(absent);
  }

  /** A namespace; empty when absent. */
  static String namespace(ObjectReader in) {
    return text(in, "namespace", LABEL, MAX_LABEL, "must be the name of a namespace").orElse("");
  }

  /** Name of a section or of a rule; empty when absent. */
  static String section(ObjectReader in, String field) {
    return text(in, field, SECTION, MAX_NAME, "must be lower-case letters, digits, hyphens, dots")
        .orElse("");
  }

  /** A host, maybe with a wildcard as its first label; empty when absent. */
  static String hostname(ObjectReader in, String field) {
    return text(in, field, HOSTNAME, MAX_NAME, "must be a DNS name, at most with *. before it")
        .orElse("");
  }

  /** A host without wildcard; empty when absent. */
  static String preciseHostname(ObjectReader in, String field) {
    return text(in, field, PRECISE, MAX_NAME, "must be a DNS name without wildcard").orElse("");
  }

  static List<String> hostnames(ObjectReader in) {
    return in.items("hostnames").stream()
        .flatMap(item -> checked(item, HOSTNAME, MAX_NAME, "must be a DNS name").stream())
        .toList();
  }

  /** A text of some form. */
  static Optional<String> text(
      ObjectReader in, String field, Pattern form, int longest, String words) {
    return in.value(field).flatMap(value -> checked(value, form, longest, words));
  }

  /** A text of some form. */
  static Optional<String> checked(Value value, Pattern form, int longest, String words) {
    var text = value.string();
    if (text.filter(one -> one.length() > longest || !form.matcher(one).matches()).isPresent()) {
      value.error(words);
    }
    return text;
  }

  /** One of some words; the first one when absent. */
  static String choice(ObjectReader in, String field, String... words) {
    var written = in.value(field).flatMap(Value::string);
    if (written.isPresent() && !List.of(words).contains(written.get())) {
      in.error(field, "must be one of " + String.join(", ", words));
    }
    return written.orElse(words[0]);
  }

  /** Reports names that are there more than once. */
  static void unique(ObjectReader in, String field, Stream<String> names) {
    Set<String> seen = new HashSet<>();
    names
        .filter(name -> !name.isEmpty() && !seen.add(name))
        .forEach(name -> in.error(field, "\"" + name + "\" is there more than once"));
  }

  /** Reports longer lists. */
  static void atMost(ObjectReader in, String field, int most) {
    if (in.items(field).size() > most) {
      in.error(field, "has more than " + most + " entries");
    }
  }
}
