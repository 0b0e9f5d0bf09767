// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore.audit;

/**
 * How much of the log is kept.
 *
 * @param records in one segment, from 10 to 100,000; a full one is sealed into a file
 * @param segments that are kept besides the open one, at least one; the oldest goes first, and a
 *     record says so
 */
public record AuditSettings(int records, int segments) {

  /** A million records: at 500 bytes each, half a gigabyte. */
  public static final AuditSettings DEFAULT = new AuditSettings(10_000, 100);

  /** Fewest records of a segment. */
  public static final int LEAST_RECORDS = 10;

  /** Most records of a segment, and most segments. */
  public static final int MOST = 100_000;

  /** Refuses sizes without sense. */
  public AuditSettings {
    if (records < LEAST_RECORDS || records > MOST || segments < 1 || segments > MOST) {
      throw new IllegalArgumentException(
          "an audit log has 10 to 100000 records a segment and 1 to 100000 segments");
    }
  }
}
