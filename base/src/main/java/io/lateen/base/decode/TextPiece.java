// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a text that begins and ends where its documents do, so that the parts of a long text
 * can be read at the same time. Read one after the other they hold the same documents as the whole;
 * a whole of which a part is faulty has to be read as a whole, for its reader stops at the fault.
 *
 * @param text some of the whole text
 * @param linesBefore lines of the whole text before it
 */
public record TextPiece(String text, int linesBefore) {

  /** A line of its own, which begins a document wherever it stands (YAML 1.2.2 §9.1.4). */
  private static final String SEPARATOR = "\n---\n";

  /**
   * Cuts a text. One that is short, is JSON, has lines that do not simply end with a line feed, or
   * has directives, which stand before their document's separator, stays in one piece; so does one
   * with more documents than {@link DecodeLimits#DEFAULT} allows.
   *
   * @param atLeast characters of each piece but the last
   */
  public static List<TextPiece> of(String text, int atLeast) {
    var limits = DecodeLimits.DEFAULT;
    if (text.length() <= atLeast
        || text.length() > limits.characters()
        || text.indexOf('\r') >= 0
        || text.startsWith("%")
        || text.contains("\n%")
        || Documents.looksLikeJson(text)) {
      return List.of(new TextPiece(text, 0));
    }
    var pieces = new ArrayList<TextPiece>();
    var begin = 0;
    var line = 0;
    var lineOfBegin = 0;
    var documents = 1;
    for (var at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      line++;
      if (text.startsWith(SEPARATOR, at)) {
        documents++;
        if (at + 1 - begin >= atLeast) {
          pieces.add(new TextPiece(text.substring(begin, at + 1), lineOfBegin));
          begin = at + 1;
          lineOfBegin = line;
        }
      }
    }
    pieces.add(new TextPiece(text.substring(begin), lineOfBegin));
    return documents > limits.documents() ? List.of(new TextPiece(text, 0)) : List.copyOf(pieces);
  }
}
