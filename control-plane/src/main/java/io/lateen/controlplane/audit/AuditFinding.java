// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.audit;

/**
 * Something that is wrong with a copy of the audit log.
 *
 * @param line of the text, from 1; 0 when it is about what is not there
 * @param sequence of the record; 0 when none can be named
 */
public record AuditFinding(Kind kind, long line, long sequence, String message) {

  /** What was done to the log. */
  public enum Kind {
    /** A line is no part of an audit log. */
    UNREADABLE,
    /** A record's text is another than the one that was hashed. */
    ALTERED,
    /** Records are missing in between. */
    REMOVED,
    /** A record stands elsewhere than it was written. */
    MOVED,
    /** Records are missing at the end, or the end is not signed. */
    TRUNCATED,
    /** Hashes fit each other but not a signed head: records were written anew. */
    REWRITTEN,
    /** A head is not signed by a control plane of the roots that are trusted. */
    UNSIGNED
  }
}
