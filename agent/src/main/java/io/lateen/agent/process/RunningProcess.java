// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.process;

import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same number: Linux reuses process
 * numbers, but not together with start time and boot.
 *
 * @param pid process number, above 1
 * @param startTicks when it started, in clock ticks since boot (proc(5), field 22 of stat)
 * @param boot random identity of this boot of the kernel
 */
public record RunningProcess(long pid, long startTicks, String boot) {

  /** One line for a pid file. */
  public String toLine() {
    return pid + " " + startTicks + " " + boot;
  }

  /** Reads {@link #toLine()} back; empty when the text is anything else. */
  public static Optional<RunningProcess> fromLine(String line) {
    var parts = line.strip().split(" ", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      var pid = Long.parseLong(parts[0]);
      var ticks = Long.parseLong(parts[1]);
      return pid > 1 ? Optional.of(new RunningProcess(pid, ticks, parts[2])) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
