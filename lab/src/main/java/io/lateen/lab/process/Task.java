// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.process;

import java.nio.file.Path;
import java.util.List;

/**
 * One process that should run.
 *
 * @param name unique in the lab, as {@code agent-host1}; also the name of its files
 * @param command program and arguments
 * @param log file that its output is appended to
 */
public record Task(String name, List<String> command, Path log) {

  /** Copies the list. */
  public Task {
    command = List.copyOf(command);
  }
}
