// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What bindings and tokens may look like; pure. */
final class AccessRules {

  /** Longest name of a subject; a SPIFFE ID fits (docs/limits.md). */
  static final int MAX_SUBJECT = 512;

  /** Longest life of a token. */
  static final Duration MAX_VALIDITY = Duration.ofDays(30);

  private AccessRules() {}

  /** What is wrong with the name of a subject. */
  static Optional<String> subject(String subject) {
    if (subject.isEmpty() || subject.length() > MAX_SUBJECT) {
      return Optional.of("a subject has 1 to " + MAX_SUBJECT + " characters");
    }
    if (!subject.chars().allMatch(AccessRules::isPlain)) {
      return Optional.of("a subject has only letters, digits and . - _ @ : /");
    }
    return subject.equals(Caller.LOCAL)
        ? Optional.of(
            Caller.LOCAL + " is the holder of the control plane's credential file; choose another")
        : Optional.empty();
  }

  /** What is wrong with the subject of a token. */
  static Optional<String> tokenSubject(String subject) {
    return subject.startsWith("spiffe:")
        ? Optional.of("a SPIFFE ID shows its certificate; tokens are for other names")
        : subject(subject);
  }

  /** What is wrong with the namespaces of a binding. */
  static Optional<String> namespaces(Set<String> namespaces) {
    if (namespaces.isEmpty() || namespaces.size() > Binding.MAX_NAMESPACES) {
      return Optional.of("a binding has 1 to " + Binding.MAX_NAMESPACES + " namespaces");
    }
    return namespaces.stream()
        .filter(name -> !name.equals(Binding.EVERYWHERE) && !isNamespace(name))
        .findFirst()
        .map(name -> "\"" + name + "\" is no name of a namespace");
  }

  /** What is wrong with the life of a token. */
  static Optional<String> validity(Duration validity) {
    return validity.compareTo(Duration.ofSeconds(1)) < 0 || validity.compareTo(MAX_VALIDITY) > 0
        ? Optional.of("a token lives from 1 second to " + MAX_VALIDITY.toDays() + " days")
        : Optional.empty();
  }

  private static boolean isNamespace(String name) {
    return !name.isEmpty()
        && name.length() <= 63
        && name.charAt(0) != '-'
        && name.charAt(name.length() - 1) != '-'
        && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || ".-_@:/".indexOf(c) >= 0;
  }
}
