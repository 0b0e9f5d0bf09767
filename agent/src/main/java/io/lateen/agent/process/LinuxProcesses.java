// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes of this machine, known by /proc (proc(5)). Safe from all threads. */
public final class LinuxProcesses implements Processes {

  private static final Path PROC = Path.of("/proc");

  private final String boot;

  /** Reads the identity of the boot. */
  public LinuxProcesses() throws IOException {
    this.boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
  }

  @Override
  public RunningProcess start(List<String> argv, Path log) throws IOException {
    // A child is no process group leader, so setsid(1) replaces itself and the number stays.
    var command = new ArrayList<>(List.of("setsid"));
    command.addAll(argv);
    var builder =
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .redirectErrorStream(true);
    LinuxCommands.restrict(builder.environment());
    var pid = builder.start().pid();
    var ticks = startTicks(pid);
    // Without ticks it has ended already; a start time of -1 never matches, so it reads as gone.
    return new RunningProcess(pid, ticks.orElse(-1), boot);
  }

  @Override
  public boolean isRunning(RunningProcess process) {
    if (!boot.equals(process.boot())) {
      return false;
    }
    var ticks = startTicks(process.pid());
    return ticks.isPresent() && ticks.getAsLong() == process.startTicks();
  }

  @Override
  public void signal(RunningProcess process, Signal signal) {
    if (!isRunning(process)) {
      return;
    }
    ProcessHandle.of(process.pid())
        .ifPresent(
            handle -> {
              if (signal == Signal.KILL) {
                handle.destroyForcibly();
              } else {
                handle.destroy();
              }
            });
  }

  @Override
  public boolean awaitEnd(RunningProcess process, Duration limit) {
    var handle = ProcessHandle.of(process.pid());
    if (!isRunning(process) || handle.isEmpty()) {
      return true;
    }
    try {
      handle.get().onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Looked at once more below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !isRunning(process);
  }

  @Override
  public boolean isIn(RunningProcess process, Path networkNamespace) {
    try {
      var theirs = PROC.resolve(Long.toString(process.pid())).resolve("ns").resolve("net");
      return Files.isSameFile(theirs, networkNamespace);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public List<RunningProcess> withArgument(String argument) {
    var found = new ArrayList<RunningProcess>();
    try (var entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var entry : entries) {
        if (arguments(entry).contains(argument)) {
          var pid = Long.parseLong(entry.getFileName().toString());
          startTicks(pid).ifPresent(ticks -> found.add(new RunningProcess(pid, ticks, boot)));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Without a process table there is nothing to find.
    }
    return found;
  }

  private static List<String> arguments(Path entry) {
    try {
      return List.of(Files.readString(entry.resolve("cmdline")).split("\0", -1));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Start time of a process that lives; empty when there is none or it is a zombie. */
  private static OptionalLong startTicks(long pid) {
    try {
      var stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
      // The second field is the name in brackets and may itself contain brackets and spaces.
      var rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      var state = rest[0];
      return state.equals("Z") || state.equals("X")
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(rest[19]));
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }
}
