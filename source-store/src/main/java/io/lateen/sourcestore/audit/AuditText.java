// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore.audit;

import java.util.List;

/**
 * The log as text: a line that says where it starts, a line for each record, a signed head. Texts
 * that follow each other may be put together; the starts between them then say the same again.
 *
 * <pre>
 * lateen-audit 1 SEQUENCE PREVIOUS_HASH
 * record HASH JSON
 * head JSON
 * </pre>
 */
public final class AuditText {

  /** Begins the first line. */
  public static final String START = "lateen-audit 1 ";

  /** Begins the line of a record. */
  public static final String RECORD = "record ";

  /** Begins the line of a head. */
  public static final String HEAD = "head ";

  private AuditText() {}

  /**
   * A record in its place.
   *
   * @param json what is hashed
   * @param hash of the chain up to it
   */
  public record Line(long sequence, String json, String hash) {}

  /** Records that follow each other, as text. */
  public static String of(String previous, List<Line> lines, AuditHead head) {
    var first = lines.isEmpty() ? head.sequence() + 1 : lines.getFirst().sequence();
    var text = new StringBuilder(START).append(first).append(' ').append(previous).append('\n');
    for (var line : lines) {
      text.append(RECORD).append(line.hash()).append(' ').append(line.json()).append('\n');
    }
    return text.append(HEAD).append(head.json()).append('\n').toString();
  }
}
