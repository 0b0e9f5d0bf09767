// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.agent.process.LinuxCommands;
import io.lateen.agent.process.LinuxProcesses;
import io.lateen.lab.LabException;
import io.lateen.lab.check.CheckReport;
import io.lateen.lab.process.ProcessControl;
import io.lateen.lab.process.Reaper;
import io.lateen.lab.topology.LabNames;
import io.lateen.lab.topology.NetworkBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The one-machine mesh. One object per process; {@link #start}, {@link #check} and {@link #traffic}
 * run on the main thread, {@link #stop} may come from a shutdown hook meanwhile.
 */
public final class Demo {

  /** Longest run of a system command. */
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);

  private final DemoTools tools;
  private final LinuxCommands commands = new LinuxCommands(COMMAND_LIMIT);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Ownership own = new Ownership();

  /** A demo that has not begun. */
  public Demo(DemoTools tools) {
    this.tools = tools;
  }

  /**
   * Builds and starts everything; returns when every pod is ready. From then on this process looks
   * after the lab until {@link #stop}. A start that fails leaves nothing behind but its logs in the
   * cache folder.
   *
   * @throws LabException exit code 69 when something is missing or the demo runs already, 77
   *     without root, 64 for unusable options, 65 for unusable documents
   */
  public DemoSummary start(DemoOptions options, Progress progress)
      throws LabException, InterruptedException {
    options.check();
    var prerequisites = new Prerequisites(commands, Prerequisites.systemPath());
    prerequisites.checkSystem(System.getProperty("os.name"));
    var steps = new Steps(progress, tools.ticks());
    own.begin(options.stateDir());
    try {
      steps.run("machine", () -> prepare(prerequisites, options, progress));
      var machine = new StartUp.Machine(network(), processes(), executor);
      var started = new StartUp(tools, options, machine, progress).run(steps, new DocumentFiles());
      own.runs(started);
      return DemoSummary.of(started, steps.total());
    } catch (LabException | InterruptedException | RuntimeException e) {
      // A start that was called off is interrupted; the removal must not be.
      Thread.interrupted();
      var logs = FailedStart.keepLogs(options);
      logs.ifPresent(path -> progress.note("the logs are kept in " + path));
      removeAll(options);
      throw e;
    } finally {
      own.startEnds();
    }
  }

  /**
   * Ends the demo that this process started, also when {@link #start} is still under way. Without
   * effect when it started none: a shutdown hook may always call it.
   */
  public void close(Progress progress) throws LabException, InterruptedException {
    own.abortStart();
    var mine = own.stateDir();
    if (mine.isPresent()) {
      stop(mine.get(), progress);
    }
  }

  /**
   * Ends the demo of a state folder, whichever process runs it, and removes all of it. Without
   * effect when there is none.
   */
  public void stop(Path target, Progress progress) throws LabException, InterruptedException {
    var folder = new StateFolder(target);
    new Prerequisites(commands, Prerequisites.systemPath())
        .checkSystem(System.getProperty("os.name"));
    own.abortStart();
    own.closeLab();
    if (own.stateDir().isEmpty()) {
      own.adopt(new OtherOwner(tools.waiting()).end(folder.lock(), progress));
    }
    var steps = new Steps(progress, tools.ticks());
    try {
      steps.run(
          "stop",
          () -> {
            var remains = teardown().run(folder, namesOf(folder));
            return remains.isEmpty() ? "nothing was running" : "removed " + remains.words();
          });
    } finally {
      own.release();
    }
  }

  /** What runs and how it is. Any process, root only. */
  public DemoStatus status(Path stateDir) throws LabException, InterruptedException {
    var folder = new StateFolder(stateDir);
    return DemoStatus.of(folder, stateOf(folder), processes());
  }

  /**
   * Looks at the product page again and again and tells about it once a second. Any process, root
   * only.
   *
   * @param goOn asked once a second
   */
  public void traffic(
      Path stateDir, TrafficOptions options, Consumer<String> line, BooleanSupplier goOn)
      throws LabException, InterruptedException {
    options.check();
    var page =
        stateOf(new StateFolder(stateDir))
            .pod("productpage")
            .orElseThrow(
                () ->
                    new LabException(
                        LabException.UNAVAILABLE,
                        "this demo has no product page",
                        "start it with the documents of Bookinfo"));
    new PageViews(tools).run(page, options, line, goOn);
  }

  /**
   * Proves with real requests that the mesh does what it promises; takes about two minutes. Only in
   * the process that started the demo.
   */
  public CheckReport check(Progress progress) throws LabException, InterruptedException {
    return check(progress, name -> true);
  }

  /** The same with those proofs only whose names {@code wanted} picks. */
  public CheckReport check(Progress progress, Predicate<String> wanted)
      throws LabException, InterruptedException {
    var running =
        own.lab()
            .orElseThrow(
                () ->
                    new LabException(
                        LabException.UNAVAILABLE,
                        "no demo was started here",
                        "./lateen demo --check"));
    return new Checks(tools, running, processes()).run(progress, wanted);
  }

  private String prepare(Prerequisites prerequisites, DemoOptions options, Progress progress)
      throws LabException, InterruptedException {
    prerequisites.checkCommands(progress);
    prerequisites.checkEnvoy(options.envoy());
    prerequisites.checkJava(tools.launch().java());
    var remains = teardown().run(new StateFolder(options.stateDir()), options.names());
    if (!remains.isEmpty()) {
      progress.note("removed what an earlier run left: " + remains.words());
    }
    var conflicts = network().conflicts(options.addresses());
    if (!conflicts.isEmpty()) {
      throw new LabException(
          LabException.UNAVAILABLE,
          "the lab's network is in use on this machine: " + conflicts.getFirst(),
          "set LATEEN_LAB_NETWORK to another /16, such as 10.97.0.0/16");
    }
    return remains.isEmpty() ? "nothing missing, nothing in the way" : "left-overs removed";
  }

  private void removeAll(DemoOptions options) throws LabException, InterruptedException {
    teardown().run(new StateFolder(options.stateDir()), options.names());
    own.release();
  }

  private LabState stateOf(StateFolder folder) throws LabException {
    try {
      return LabState.read(folder.state())
          .orElseThrow(
              () ->
                  new LabException(
                      LabException.UNAVAILABLE, "no demo is running", "start it: ./lateen demo"));
    } catch (IOException e) {
      throw new LabException(
          LabException.DENIED, "cannot read " + folder.state(), "run as root", e);
    }
  }

  private Teardown teardown() throws LabException {
    return new Teardown(processes(), new Reaper(processes(), tools.waiting()), network());
  }

  private NetworkBuilder network() {
    return new NetworkBuilder(commands, executor);
  }

  private static ProcessControl processes() throws LabException {
    try {
      return ProcessControl.of(new LinuxProcesses());
    } catch (IOException e) {
      throw new LabException(
          LabException.UNAVAILABLE, "/proc is not readable: " + e.getMessage(), "", e);
    }
  }

  static LabNames namesOf(StateFolder folder) throws LabException {
    try {
      var state = LabState.read(folder.state());
      return state.isPresent() ? LabNames.of(state.get().prefix()) : LabNames.DEMO;
    } catch (IOException e) {
      throw new LabException(
          LabException.DENIED, "cannot read " + folder.state(), "run as root", e);
    }
  }
}
