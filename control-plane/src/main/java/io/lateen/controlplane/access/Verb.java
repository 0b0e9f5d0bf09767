// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import java.util.Locale;
import java.util.Optional;

/** What a caller wants to do. */
public enum Verb {
  GET,
  LIST,
  WATCH,
  CREATE,
  UPDATE,
  DELETE;

  /** Whether it leaves everything as it is. */
  public boolean reads() {
    return this == GET || this == LIST || this == WATCH;
  }

  /** The verb as people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The verb that a word names, whatever its case. */
  public static Optional<Verb> parse(String word) {
    for (var verb : values()) {
      if (verb.word().equals(word.toLowerCase(Locale.ROOT))) {
        return Optional.of(verb);
      }
    }
    return Optional.empty();
  }
}
