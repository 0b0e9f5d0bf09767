// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.lateen.identity.authority.IssuedLeaf;

/** Hears what becomes of requests for certificates. Called from many threads; must not block. */
public interface IssueEvents {

  /** Hears nothing. */
  IssueEvents NONE = new IssueEvents() {};

  /** How a request ended. */
  enum Outcome {
    /** A certificate was issued. */
    ISSUED,
    /** The caller did not prove who it is, or may not have what it asks for. */
    UNAUTHENTICATED,
    /** The signing request is not readable, or its sender does not have the key. */
    UNREADABLE,
    /** The authority could not sign. */
    UNSIGNED,
    /** Too many requests, of the caller or of all. */
    TOO_MANY
  }

  /** A request for a certificate ended. */
  default void requested(Outcome outcome) {}

  /**
   * A certificate goes out.
   *
   * @param leaf as it is
   * @param to who asked for it: the name of a node or an identity
   */
  default void issued(IssuedLeaf leaf, String to) {}

  /** Both hear of everything. */
  default IssueEvents and(IssueEvents other) {
    var first = this;
    return new IssueEvents() {
      @Override
      public void requested(Outcome outcome) {
        first.requested(outcome);
        other.requested(outcome);
      }

      @Override
      public void issued(IssuedLeaf leaf, String to) {
        first.issued(leaf, to);
        other.issued(leaf, to);
      }
    };
  }
}
