// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import io.lateen.agent.process.OwnedFiles;
import io.lateen.agent.process.Processes;
import io.lateen.agent.process.Processes.Signal;
import io.lateen.agent.process.RunningProcess;
import io.lateen.agent.workload.AssignedWorkload;
import io.lateen.agent.workload.ProxyStart;
import io.lateen.base.Regex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, finds and ends the Envoy of one workload. Blocks; one call at a time. */
public final class EnvoyRunner {

  /** How long an Envoy may drain before it is asked to end. */
  static final Duration DRAIN_TIME = Duration.ofSeconds(EnvoyCommand.DRAIN_SECONDS);

  /** How long an Envoy may take to end before it is killed. */
  static final Duration END_TIME = Duration.ofSeconds(2);

  /** Most worker threads of one Envoy; more than that only costs memory. */
  static final int MAX_CONCURRENCY = 128;

  /** Longest list of one annotation with names of statistics. */
  private static final int MAX_STATS_NAMES = 64;

  private static final String STATS_ANNOTATION = "sidecar.istio.io/statsInclusion";
  private static final Logger LOG = LoggerFactory.getLogger(EnvoyRunner.class);

  private final EnvoyFiles files;
  private final EnvoySettings settings;
  private final Processes processes;
  private final AdminClient admin;

  /** Creates it; starts nothing. */
  public EnvoyRunner(
      EnvoyFiles files, EnvoySettings settings, Processes processes, AdminClient admin) {
    this.files = files;
    this.settings = settings;
    this.processes = processes;
    this.admin = admin;
  }

  /**
   * The Envoy that an earlier agent started for this workload and that still runs in its network
   * namespace. Known by the pid file; an agent that was killed before it wrote one is covered by a
   * look at the process table.
   */
  public Optional<RunningProcess> adopt(Path networkNamespace) throws IOException {
    Optional<RunningProcess> adopted = Optional.empty();
    for (var process : leftovers()) {
      if (adopted.isEmpty() && processes.isIn(process, networkNamespace)) {
        adopted = Optional.of(process);
      } else {
        LOG.warn("ending process {}: an Envoy in the way of {}", process.pid(), files.folder());
        processes.signal(process, Signal.KILL);
      }
    }
    if (adopted.isPresent()) {
      record(adopted.get());
    }
    return adopted;
  }

  /** Envoys of this workload in whatever namespace, left by an earlier agent. */
  public List<RunningProcess> leftovers() throws IOException {
    var known = recorded().filter(processes::isRunning);
    return known.isPresent()
        ? List.of(known.get())
        : processes.withArgument(files.bootstrap().toString());
  }

  private Optional<RunningProcess> recorded() throws IOException {
    return Files.exists(files.pid())
        ? RunningProcess.fromLine(Files.readString(files.pid()))
        : Optional.empty();
  }

  private void record(RunningProcess process) throws IOException {
    OwnedFiles.replace(files.pid(), process.toLine() + "\n", "rw-------");
  }

  /**
   * Writes the bootstrap and starts Envoy.
   *
   * @throws IOException when a file cannot be written or the process cannot be started
   */
  public RunningProcess start(AssignedWorkload workload, Path networkNamespace) throws IOException {
    OwnedFiles.folder(files.adminFolder(), "rwx------", settings.userId());
    OwnedFiles.replace(
        files.bootstrap(), BootstrapGenerator.generate(bootstrap(workload)), "rw-r--r--");
    var command =
        new EnvoyCommand(
            settings.binary(),
            networkNamespace,
            settings.userId(),
            files.bootstrap(),
            concurrency(workload.start()),
            workload.start().drainSeconds(),
            ProxyTuning.of(workload.annotations()),
            workload.start().bootstrap(),
            workload.start().limits());
    files.log().trim();
    var process = processes.start(command.argv(), files.log().file());
    record(process);
    return process;
  }

  /** 0 asks for one thread per core, as for Istio's proxies. */
  private int concurrency(ProxyStart start) {
    int wanted = start.concurrency().orElse(settings.concurrency());
    int cores = Runtime.getRuntime().availableProcessors();
    return wanted == 0 ? cores : Math.min(wanted, MAX_CONCURRENCY);
  }

  private Bootstrap bootstrap(AssignedWorkload workload) {
    var start = workload.start();
    var stats =
        new Bootstrap.Stats(
            names(workload, "Prefixes", start.statsPrefixes()),
            names(workload, "Suffixes", start.statsSuffixes()),
            names(workload, "Regexps", start.statsRegexps()).stream()
                .filter(EnvoyRunner::isRegex)
                .toList());
    return new Bootstrap(
        ProxyNode.of(workload, settings.place()),
        files.agentSocket(),
        files.adminSocket(),
        settings.resolver(),
        connections(start.limits().connections()),
        stats,
        start.runtime(),
        ProxyTuning.of(workload.annotations()));
  }

  /** A node's own bound is what its memory is made for, so that nobody may exceed it. */
  private static int connections(int wanted) {
    return wanted == 0
        ? EnvoySettings.MAX_CONNECTIONS
        : Math.min(wanted, EnvoySettings.MAX_CONNECTIONS);
  }

  /** Envoy does not start with one that it cannot read. */
  private static boolean isRegex(String regex) {
    return Regex.fault(regex).isEmpty();
  }

  /** What the workload's annotation says, else its settings (Istio: pkg/bootstrap/config.go). */
  private static List<String> names(AssignedWorkload workload, String part, List<String> settings) {
    var annotation = workload.annotations().get(STATS_ANNOTATION + part);
    return annotation == null
        ? settings
        : List.of(annotation.split(",", -1)).stream()
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .limit(MAX_STATS_NAMES)
            .toList();
  }

  /** Whether this Envoy still runs; keeps its log short on the way. */
  public boolean isRunning(RunningProcess process) {
    try {
      files.log().trim();
    } catch (IOException e) {
      LOG.warn("the log of {} cannot be cut: {}", files.folder(), e.toString());
    }
    return processes.isRunning(process);
  }

  /** Why Envoy is not ready; empty when it is. */
  public String probe() {
    try {
      var answer = admin.get(AdminPath.READY);
      return answer.status() == 200
          ? ""
          : "Envoy is " + new String(answer.body(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return "Envoy does not answer: " + e.getMessage();
    }
  }

  /**
   * Lets connections end, then the process, by force when it does not follow.
   *
   * @param seconds how long connections may go on; 0 for {@link #DRAIN_TIME}
   */
  public void end(RunningProcess process, int seconds) {
    try {
      admin.drain();
      processes.awaitEnd(process, seconds == 0 ? DRAIN_TIME : Duration.ofSeconds(seconds));
    } catch (IOException e) {
      LOG.info("Envoy {} does not drain: {}", process.pid(), e.toString());
    }
    endNow(process);
  }

  /** Ends the process without draining, by force when it does not follow. */
  public void endNow(RunningProcess process) {
    processes.signal(process, Signal.TERM);
    if (!processes.awaitEnd(process, END_TIME)) {
      processes.signal(process, Signal.KILL);
      processes.awaitEnd(process, END_TIME);
    }
  }
}
