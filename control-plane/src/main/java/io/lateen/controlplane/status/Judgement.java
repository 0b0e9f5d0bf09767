// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.status;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with one object now.
 *
 * @param failures why its newest version is not in force, the gravest first
 * @param warnings what of it loses or has no effect
 */
record Judgement(List<Told> failures, List<Told> warnings) {

  /** Longest message of a condition or event, in characters, as Kubernetes cuts events. */
  static final int MAX_MESSAGE = 1024;

  /** Most complaints kept about one object; the others are the same in other proxies. */
  static final int MAX_TOLD = 20;

  static final Judgement FINE = new Judgement(List.of(), List.of());

  /** Why an object is not in force, the gravest first; the words are those of conditions. */
  enum Reason {
    REFUSED("RefusedByProxy"),
    HELD_BACK("HeldBack"),
    INVALID("Invalid"),
    WARNING("ConflictOrNoEffect");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * One complaint.
   *
   * @param reporter id of the proxy it is about; empty when it does not depend on one
   */
  record Told(Reason reason, String message, String reporter) {

    Told {
      message = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    }
  }

  Judgement {
    failures = List.copyOf(failures);
    warnings = List.copyOf(warnings);
  }

  /** The same with one more complaint, unless there are enough. */
  Judgement and(Told told) {
    return told.reason() == Reason.WARNING
        ? new Judgement(failures, added(warnings, told))
        : new Judgement(added(failures, told), warnings);
  }

  private static List<Told> added(List<Told> before, Told told) {
    if (before.size() >= MAX_TOLD
        || before.stream().anyMatch(one -> one.message().equals(told.message()))) {
      return before;
    }
    var all = new ArrayList<>(before);
    int place = 0;
    while (place < all.size() && all.get(place).reason().compareTo(told.reason()) <= 0) {
      place++;
    }
    all.add(place, told);
    return all;
  }
}
