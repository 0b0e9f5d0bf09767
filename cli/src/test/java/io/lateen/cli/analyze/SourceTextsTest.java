// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.analysis.document.DocumentReader;
import io.lateen.cli.analyze.AnalysisRequest.Source;
import io.lateen.client.DocumentSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceTextsTest {

  private static final int MANY = 5_000;
  private final DocumentReader reader = new DocumentReader("default", false);

  private static String text(int broken) {
    var text = new StringBuilder();
    for (var number = 0; number < MANY; number++) {
      text.append("---\nkind: Service\napiVersion: v1\nmetadata: {name: s-%d}\n".formatted(number));
      text.append(number == broken ? "spec: {ports: [}\n" : "spec: {}\n");
    }
    return text.toString();
  }

  private static List<String> shown(List<DocumentReader.Read> reads) {
    return reads.stream()
        .flatMap(read -> read.documents().stream())
        .map(one -> one.source() + ":" + one.root().line() + " " + one.display() + one.cluster())
        .toList();
  }

  private DocumentReader.Read whole(Source source) {
    return reader.read(source.text().name(), source.text().text(), source.cluster());
  }

  @Test
  void longTextsAreReadAsIfAtOnce() {
    var sources =
        List.of(
            new Source(new DocumentSource("one.yaml", text(-1)), "west"),
            new Source(new DocumentSource("none.yaml", ""), ""),
            new Source(new DocumentSource("two.yaml", text(-1)), ""));
    var read = SourceTexts.read(sources, reader);
    assertThat(read).hasSizeGreaterThan(sources.size());
    assertThat(shown(read)).isEqualTo(shown(sources.stream().map(this::whole).toList()));
    assertThat(read).allMatch(one -> one.complete() && one.unreadable().isEmpty());
  }

  @Test
  void behindAFaultNothingIsRead() {
    var faulty = new Source(new DocumentSource("one.yaml", text(MANY / 2)), "");
    var sound = new Source(new DocumentSource("two.yaml", text(-1)), "");
    var read = SourceTexts.read(List.of(faulty, sound), reader);
    assertThat(shown(read)).isEqualTo(shown(List.of(whole(faulty), whole(sound))));
    assertThat(shown(read)).hasSize(MANY / 2 + MANY);
    assertThat(read.getFirst().unreadable()).isEqualTo(whole(faulty).unreadable()).isNotEmpty();
  }
}
