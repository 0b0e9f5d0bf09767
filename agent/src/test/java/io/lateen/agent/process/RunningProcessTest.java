// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** About real processes of this machine. */
class RunningProcessTest {

  @TempDir Path folder;

  @Test
  void aLineIsReadBack() {
    var process = new RunningProcess(4711, 99, "boot-id");
    assertThat(RunningProcess.fromLine(process.toLine() + "\n")).contains(process);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 2 b", "0 2 b", "-5 2 b", "x 2 b", "4 2", "4 2 b c"})
  void otherLinesAreNotTrusted(String line) {
    assertThat(RunningProcess.fromLine(line)).isEmpty();
  }

  @Test
  void aProcessIsKnownByMoreThanItsNumber() throws IOException {
    var processes = new LinuxProcesses();
    var process = processes.start(List.of("sleep", "3600"), folder.resolve("log"));
    try {
      assertThat(processes.isRunning(process)).isTrue();
      assertThat(processes.isIn(process, Path.of("/proc/self/ns/net"))).isTrue();
      var later = new RunningProcess(process.pid(), process.startTicks() + 1, process.boot());
      assertThat(processes.isRunning(later)).isFalse();
      var otherBoot = new RunningProcess(process.pid(), process.startTicks(), "other");
      assertThat(processes.isRunning(otherBoot)).isFalse();
      processes.signal(later, Processes.Signal.KILL);
      assertThat(processes.isRunning(process)).isTrue();
    } finally {
      processes.signal(process, Processes.Signal.TERM);
    }
    assertThat(processes.awaitEnd(process, Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aProcessIsFoundByAnArgument() throws IOException {
    var processes = new LinuxProcesses();
    var mark = Files.createFile(folder.resolve("bootstrap.json")).toString();
    // A shell would give its place, and with it the argument, to the only command that it has.
    var process = processes.start(List.of("tail", "-f", mark), folder.resolve("log"));
    try {
      assertThat(processes.withArgument(mark)).contains(process);
      assertThat(processes.withArgument(mark + "x")).isEmpty();
    } finally {
      processes.signal(process, Processes.Signal.KILL);
    }
  }

  @Test
  void commandsTellOutputAndEnd() {
    var commands = new LinuxCommands(Duration.ofSeconds(10));
    assertThat(commands.run(List.of("cat"), "hello\n")).isEqualTo(new Commands.Outcome(0, "hello"));
    assertThat(commands.run(List.of("sh", "-c", "echo no >&2; exit 3"), ""))
        .isEqualTo(new Commands.Outcome(3, "no"));
    assertThat(commands.run(List.of("no-such-program"), "").ok()).isFalse();
    assertThat(new LinuxCommands(Duration.ofMillis(50)).run(List.of("sleep", "3600"), "").output())
        .contains("did not end");
  }

  @Test
  void nothingOfOurEnvironmentIsHandedOn() {
    var output = new LinuxCommands(Duration.ofSeconds(10)).run(List.of("env"), "").output();
    assertThat(output.lines().map(line -> line.split("=", 2)[0]))
        .contains("PATH", "LC_ALL")
        .doesNotContain("JAVA_HOME", "HOME", "USER");
  }
}
