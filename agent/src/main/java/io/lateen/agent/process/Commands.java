// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.process;

import java.util.List;

/** Runs short commands to their end. */
@FunctionalInterface
public interface Commands {

  /**
   * Runs {@code argv}, feeds it {@code input} and waits for it. Blocks.
   *
   * @param argv program and arguments; no shell is involved
   * @param input text for its standard input, in UTF-8
   */
  Outcome run(List<String> argv, String input);

  /**
   * How a command ended.
   *
   * @param exitCode 0 is success; -1 when it could not be started or took too long
   * @param output what it wrote, standard output and error together, cut at a limit
   */
  record Outcome(int exitCode, String output) {

    /** Whether the command succeeded. */
    public boolean ok() {
      return exitCode == 0;
    }
  }
}
