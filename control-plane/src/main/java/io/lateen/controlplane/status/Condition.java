// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.status;

import java.time.Instant;

/**
 * One line of an object's status (Kubernetes API conventions, "Typical status properties").
 *
 * @param reason one word for machines
 * @param message for people, at most {@link Judgement#MAX_MESSAGE} characters
 * @param since when the status became what it is
 * @param generation of the object that this is about; 0 when it never was in force
 * @param reporter id of the proxy that told it; empty when it does not depend on one
 */
public record Condition(
    Type type,
    boolean status,
    String reason,
    String message,
    Instant since,
    long generation,
    String reporter) {

  /** What a condition is about. */
  public enum Type {
    /** Whether the newest version of the object is in force in all proxies that need it. */
    PROGRAMMED("Programmed"),
    /** Whether a part of it loses against another object, or has no effect. */
    WARNED("Warned");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** The name in documents. */
    public String word() {
      return word;
    }
  }

  /** Whether the author should do something. */
  public boolean isBad() {
    return status == (type == Type.WARNED);
  }
}
