// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.machine;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A machine inside this one: own network with nothing but loopback, own mounts with an empty {@code
 * /run}, own processes. It ends with {@link #close} or with this process, and takes along all that
 * runs in it.
 */
public final class Machine implements AutoCloseable {

  /** The repository. */
  public static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  /** Where users without privileges find the repository, whoever may enter the folder it is in. */
  public static final Path OPEN_HOME = Path.of("/run/clone");

  /** Longest run of one command. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** The first process reads until its input ends; meanwhile bash collects orphans. */
  private static final String FIRST_PROCESS =
      """
      set -e
      mount -t tmpfs lateen-it /run
      mkdir /run/netns /run/lateen "$2"
      mount --bind "$1" "$2"
      ip link set lo up
      echo ready
      while read -r line; do :; done
      """;

  private final Path folder;
  private final Process unshare;
  private final long first;
  private final BufferedWriter life;
  private int commands;

  private Machine(Path folder, Process unshare, long first) {
    this.folder = folder;
    this.unshare = unshare;
    this.first = first;
    this.life = unshare.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts one.
   *
   * @param folder for the output of its commands; exists
   */
  public static Machine start(Path folder) throws IOException {
    var command =
        List.of(
            "unshare",
            "--net",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "--propagation",
            "private",
            "bash",
            "-c",
            FIRST_PROCESS,
            "machine",
            HOME.toString(),
            OPEN_HOME.toString());
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = process.inputReader().readLine();
    if (!"ready".equals(said)) {
      throw new IOException("no machine for the test; it needs root: " + said);
    }
    return new Machine(folder, process, process.children().findFirst().orElseThrow().pid());
  }

  /** Runs a command to its end. */
  public Outcome run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    return launch(environment, command).await(LIMIT);
  }

  /** Runs a command to its end. */
  public Outcome run(String... command) throws IOException, InterruptedException {
    return run(Map.of(), List.of(command));
  }

  /** Starts a command. */
  public synchronized RunningCommand launch(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    int number = commands++;
    var out = folder.resolve(number + ".out");
    var err = folder.resolve(number + ".err");
    var pid = folder.resolve(number + ".pid");
    var line =
        new ArrayList<>(
            List.of("nsenter", "--target", "" + first, "--net", "--mount", "--pid", "--"));
    line.addAll(List.of("bash", "-c", "echo $$ >\"$0\"; exec \"$@\"", pid.toString()));
    line.addAll(command);
    var builder = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    Eventually.within(
        LIMIT, () -> Files.readString(err), () -> isWritten(pid) || !process.isAlive());
    return new RunningCommand(this, pidIn(pid), process, out, err);
  }

  private static boolean isWritten(Path pid) throws IOException {
    return Files.exists(pid) && Files.readString(pid).endsWith("\n");
  }

  private static long pidIn(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }

  /** Sends a signal to a process of this machine. */
  public void signal(long pid, String name) throws IOException, InterruptedException {
    var outcome = run("kill", "-" + name, "" + pid);
    if (outcome.exitCode() != 0) {
      throw new IOException("no process " + pid + ": " + outcome);
    }
  }

  /** A path of this machine, as the test reads it. */
  public Path see(String path) {
    return Path.of("/proc/" + first + "/root" + path);
  }

  /** Command lines of all processes but the first, by number; the dead are not counted. */
  public Map<Long, String> processes() throws IOException {
    try (var entries = Files.list(see("/proc"))) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches("\\d+") && !name.equals("1"))
          .map(Long::valueOf)
          .map(pid -> Map.entry(pid, commandLine(pid)))
          .filter(entry -> !entry.getValue().isEmpty())
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
  }

  private String commandLine(long pid) {
    try {
      return Files.readString(see("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1)
          .replace('\0', ' ')
          .strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** Names of its network namespaces. */
  public List<String> networkNamespaces() throws IOException {
    try (var files = Files.list(see("/run/netns"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Its network interfaces besides loopback. */
  public List<String> interfaces() throws IOException, InterruptedException {
    return run("ip", "-o", "link").out().lines().filter(line -> !line.contains(" lo: ")).toList();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    life.close();
    unshare.waitFor();
  }
}
