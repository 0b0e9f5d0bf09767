// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.process;

import io.lateen.agent.process.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One file per running process, so that a lab whose owner died can still be taken down. Thread-safe
 * as long as each name is written by one thread at a time.
 */
public record PidFiles(Path folder) {

  private static final String SUFFIX = ".pid";

  /** Remembers a process; replaces an earlier one of that name. */
  public void write(String name, RunningProcess process) throws IOException {
    var next = folder.resolve(name + ".new");
    Files.writeString(next, process.toLine() + "\n");
    Files.move(next, folder.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The last known process of that name. */
  public Optional<RunningProcess> read(String name) {
    try {
      return RunningProcess.fromLine(Files.readString(folder.resolve(name + SUFFIX)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Every remembered process by name; whether it still runs is not looked at. */
  public Map<String, RunningProcess> all() {
    var result = new TreeMap<String, RunningProcess>();
    if (!Files.isDirectory(folder)) {
      return result;
    }
    try (var files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .forEach(name -> read(name).ifPresent(process -> result.put(name, process)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result;
  }
}
