// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.analyze;

import io.lateen.bench.report.Series;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Runs of one command of the launcher as fresh processes, in milliseconds from its start to its
 * end. Belongs to one thread.
 */
final class CommandRuns {

  /**
   * Fields of the processor time of ended children, in ticks (proc_pid_stat(5): cutime, cstime).
   */
  private static final int CHILD_USER = 16;

  private static final int CHILD_SYSTEM = 17;
  private static final double TICK_MILLIS = 10;

  /** Nothing was found, or errors were (docs/analysis.md). */
  private static final Set<Integer> EXPECTED = Set.of(0, 79);

  private final Path home;
  private final List<String> command;
  private final Series times = new Series();
  private final Series processor = new Series();

  /**
   * Runs that begin with {@link #once}.
   *
   * @param home folder of the launcher
   * @param words the command and its options
   */
  CommandRuns(Path home, List<String> words) {
    this.home = home;
    this.command = new ArrayList<>(List.of(home.resolve("lateen").toString()));
    command.addAll(words);
  }

  /** Runs it once more and returns how long that took. */
  double once() throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().put("LATEEN_REBUILD", "never");
    builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    var before = childMillis();
    var begin = System.nanoTime();
    var exit = builder.start().waitFor();
    var time = (System.nanoTime() - begin) / 1e6;
    if (!EXPECTED.contains(exit)) {
      throw new IOException(command + " ended with exit code " + exit);
    }
    times.add(time);
    processor.add(childMillis() - before);
    return time;
  }

  /** The times so far. */
  Series times() {
    return times;
  }

  /** The processor time of each run, compilers and collector included. */
  Series processor() {
    return processor;
  }

  private static double childMillis() throws IOException {
    var text = Files.readString(Path.of("/proc/self/stat"));
    // The name before the last bracket may hold spaces; the field behind it is the third.
    var fields = text.substring(text.lastIndexOf(')') + 2).trim().split(" ");
    var ticks = Long.parseLong(fields[CHILD_USER - 3]) + Long.parseLong(fields[CHILD_SYSTEM - 3]);
    return ticks * TICK_MILLIS;
  }
}
