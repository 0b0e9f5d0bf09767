// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.analyze;

import io.lateen.analysis.document.DocumentReader;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.TextPiece;
import io.lateen.cli.analyze.AnalysisRequest.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads texts on all processors, long ones in pieces: reading and decoding is most of an analysis,
 * and documents do not depend on each other. The threads are those of the common pool.
 */
final class SourceTexts {

  /**
   * Characters of a piece: some milliseconds of work, so that no processor waits long at the end.
   */
  private static final int PIECE = 64 << 10;

  private record Part(Source source, TextPiece piece) {

    DocumentReader.Read read(DocumentReader reader) {
      return reader.read(Documents.read(source.text().name(), piece), source.cluster());
    }
  }

  private SourceTexts() {}

  /** What the texts hold, in their order; some have several parts. */
  static List<DocumentReader.Read> read(List<Source> sources, DocumentReader reader) {
    var parts = new ArrayList<Part>();
    for (var source : sources) {
      TextPiece.of(source.text().text(), PIECE)
          .forEach(piece -> parts.add(new Part(source, piece)));
    }
    var reads = parts.parallelStream().map(part -> part.read(reader)).toList();
    var whole = new ArrayList<DocumentReader.Read>();
    var next = 0;
    for (var begin = 0; begin < parts.size(); begin = next) {
      var source = parts.get(begin).source();
      next = begin + 1;
      while (next < parts.size() && parts.get(next).piece().linesBefore() > 0) {
        next++;
      }
      whole.addAll(together(source, reads.subList(begin, next), reader));
    }
    return whole;
  }

  /** The parts of one text; where one of them is faulty, the text as a whole. */
  private static List<DocumentReader.Read> together(
      Source source, List<DocumentReader.Read> parts, DocumentReader reader) {
    if (parts.size() == 1 || parts.stream().allMatch(DocumentReader.Read::complete)) {
      return parts;
    }
    return List.of(reader.read(source.text().name(), source.text().text(), source.cluster()));
  }
}
