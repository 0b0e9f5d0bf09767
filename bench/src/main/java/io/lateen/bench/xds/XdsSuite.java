// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.bench.report.Figure;
import io.lateen.bench.report.ScratchFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Connects and changes, one case after the other. Latencies run from just before the write of a
 * file to the last proxy's acknowledgement; processor time is the control plane's alone.
 */
public final class XdsSuite {

  private static final int RUNS = Integer.getInteger("lateen.bench.runs", 5);

  private static final List<Case> CASES =
      Stream.concat(
              Stream.of(Size.values()).map(SizeCase::new),
              Stream.of(
                  ScopedCase.LARGE,
                  ScopedCase.SMALL,
                  new ChurnCase(),
                  new SlowReaderCase(),
                  new FloodCase(),
                  new IdleCase()))
          .toList();

  private final Path home;
  private final Consumer<Figure> figures;

  /**
   * @param home folder of the checkout
   * @param figures is told each figure when its case has ended
   */
  public XdsSuite(Path home, Consumer<Figure> figures) {
    this.home = home;
    this.figures = figures;
  }

  /** The cases by their words. */
  public static List<String> cases() {
    return CASES.stream().map(Case::word).toList();
  }

  /** Runs one case, several times from the start. */
  public void run(String word) throws Exception {
    var wanted = CASES.stream().filter(each -> each.word().equals(word)).findFirst().orElseThrow();
    var values = new Measurements();
    var floors = new Measurements();
    try (var programs = ScratchFolder.create()) {
      var client = LoadClient.find(home, programs.path());
      for (int i = 0; i < RUNS; i++) {
        try (var scratch = ScratchFolder.create()) {
          wanted.run(new Laboratory(home, client, scratch.path()), values, floors);
        }
      }
    }
    for (var metric : wanted.metrics()) {
      metric.figure(word, values, floors).ifPresent(figures);
    }
  }
}
