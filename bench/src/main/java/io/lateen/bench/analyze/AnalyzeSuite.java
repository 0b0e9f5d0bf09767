// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.analyze;

import io.lateen.bench.report.Figure;
import io.lateen.bench.report.Series;
import io.lateen.cli.analyze.AnalysisRequest;
import io.lateen.client.DocumentSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * How long {@code lateen analyze} takes: as people run it, each time a fresh process with the
 * launcher's options, against a command that does nothing; and in a process whose code is warm.
 */
public final class AnalyzeSuite {

  private static final String NAME = "analyze";
  private static final int ROUTES = 3_000;
  private static final int RUNS = 7;
  private static final int WARM_ROUNDS = 5;

  /** What {@code lateen analyze} may take after its start, in milliseconds. */
  private static final double GOAL = 2_000;

  private final Path home;
  private final Consumer<Figure> figures;

  /**
   * A suite.
   *
   * @param home folder of the launcher, built
   */
  public AnalyzeSuite(Path home, Consumer<Figure> figures) {
    this.home = home;
    this.figures = figures;
  }

  /** Measures one case: {@code sound}, {@code single} (the same in one file) or {@code crowded}. */
  public void run(String name) throws IOException, InterruptedException {
    var files =
        switch (name) {
          case "sound" -> ManyRoutes.sound(ROUTES);
          case "single" -> ManyRoutes.single(ROUTES);
          default -> ManyRoutes.crowded(ROUTES);
        };
    processes(name, write(name, files));
    var warm = new Series();
    var found = analyze(files);
    for (int i = 0; i < WARM_ROUNDS; i++) {
      var start = System.nanoTime();
      analyze(files);
      warm.add((System.nanoTime() - start) / 1e6);
    }
    figures.accept(Figure.of(NAME, name, "warm_ms", "ms", warm));
    figures.accept(Figure.of(NAME, name, "findings", "1", found));
  }

  /** Runs both commands in turn, so that what else the machine does slows both. */
  private void processes(String name, Path folder) throws IOException, InterruptedException {
    var start = new CommandRuns(home, List.of("version"));
    var analysis = new CommandRuns(home, List.of("analyze", "-f", folder.toString()));
    var afterStart = new Series();
    for (int i = 0; i < RUNS; i++) {
      var startTime = start.once();
      afterStart.add(analysis.once() - startTime);
    }
    figures.accept(Figure.of(NAME, name, "command_ms", "ms", analysis.times()));
    figures.accept(Figure.of(NAME, name, "command_cpu_ms", "ms", analysis.processor()));
    figures.accept(Figure.of(NAME, name, "start_ms", "ms", start.times()));
    figures.accept(Figure.of(NAME, name, "after_start_ms", "ms", afterStart).goal(GOAL));
  }

  /** Below the module's own build folder, where a later run writes over it. */
  private Path write(String name, List<DocumentSource> files) throws IOException {
    var folder = Files.createDirectories(home.resolve("bench/target/analyze").resolve(name));
    for (var file : files) {
      Files.writeString(folder.resolve(file.name()), file.text());
    }
    return folder;
  }

  private static int analyze(List<DocumentSource> files) {
    return AnalysisRequest.ofFiles(files, Instant.EPOCH).run().size();
  }
}
