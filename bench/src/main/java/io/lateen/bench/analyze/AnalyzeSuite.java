// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.analyze;

import com.sun.management.OperatingSystemMXBean;
import io.lateen.bench.report.Figure;
import io.lateen.bench.report.Series;
import io.lateen.cli.analyze.AnalysisRequest;
import io.lateen.client.DocumentSource;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** How long an analysis takes, the first time in a process and when its code is warm. */
public final class AnalyzeSuite {

  private static final String NAME = "analyze";
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int ROUTES = 3_000;
  private static final int ROUNDS = 5;

  /** What {@code lateen analyze} may take after its start, in milliseconds. */
  private static final double GOAL = 2_000;

  private AnalyzeSuite() {}

  /** Measures one case: {@code sound} or {@code crowded}. */
  public static void run(String name, Consumer<Figure> figures) {
    var files = name.equals("sound") ? ManyRoutes.sound(ROUTES) : ManyRoutes.crowded(ROUTES);
    var begin = System.nanoTime();
    var cpu = processorMillis();
    int found = analyze(files);
    figures.accept(Figure.of(NAME, name, "first_ms", "ms", millis(begin)).goal(GOAL));
    figures.accept(Figure.of(NAME, name, "first_cpu_ms", "ms", processorMillis() - cpu));
    figures.accept(Figure.of(NAME, name, "findings", "1", found));
    var warm = new Series();
    for (int i = 0; i < ROUNDS; i++) {
      var start = System.nanoTime();
      analyze(files);
      warm.add(millis(start));
    }
    figures.accept(Figure.of(NAME, name, "warm_ms", "ms", warm));
  }

  private static int analyze(List<DocumentSource> files) {
    return AnalysisRequest.ofFiles(files, Instant.EPOCH).run().size();
  }

  /** Processor time of the whole process, compilers and collector included. */
  private static double processorMillis() {
    return SYSTEM.getProcessCpuTime() / 1e6;
  }

  private static double millis(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }
}
