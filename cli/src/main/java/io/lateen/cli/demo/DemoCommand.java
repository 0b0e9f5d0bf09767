// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.demo;

import io.lateen.base.time.NanoClock;
import io.lateen.base.time.SystemScheduler;
import io.lateen.cli.process.Lifetime;
import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Shell;
import io.lateen.lab.LabException;
import io.lateen.lab.demo.Demo;
import io.lateen.lab.demo.DemoOptions;
import io.lateen.lab.demo.DemoTools;
import io.lateen.lab.demo.TrafficOptions;
import io.lateen.lab.process.Launch;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code lateen demo}, {@code demo status}, {@code demo stop}, {@code demo traffic}. */
public final class DemoCommand implements Command {

  private static final int DEFAULT_RATE = 20;

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.words("VERB", "status, stop or traffic; none starts the demo"));
    spec.addOption(Options.flag("prove what the mesh promises, then exit 0 or 1", "--check"));
    spec.addOption(Options.flag("after --check: leave the demo running", "--keep"));
    spec.addOption(Options.text("N", "hosts; default: 3", "--hosts"));
    spec.addOption(Options.text("N", "traffic: page views per second; default: 20", "--rps"));
    spec.addOption(Options.text("TIME", "traffic: how long; default: until Ctrl-C", "--time"));
    Options.output(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var words = Options.words(line);
    var verb = words.isEmpty() ? "start" : words.getFirst();
    if (words.size() > 1 || !List.of("start", "status", "stop", "traffic").contains(verb)) {
      throw CommandException.usage(
          "demo has no verb " + String.join(" ", words), "use status, stop or traffic, or none");
    }
    // Not closed here: the shutdown hook still waits with it. Its thread is a daemon.
    var scheduler = new SystemScheduler("lab-timer", (t, e) -> shell.say("timer: " + e));
    try {
      var demo = new Demo(tools(shell, scheduler));
      return switch (verb) {
        case "status" -> status(demo, line, shell);
        case "stop" -> stop(demo, shell);
        case "traffic" -> traffic(demo, line, shell);
        default -> start(demo, line, shell);
      };
    } catch (LabException e) {
      var message = e.getMessage() == null ? "the demo failed" : e.getMessage();
      throw new CommandException(e.exitCode(), message, e.remedy());
    }
  }

  private static DemoTools tools(Shell shell, SystemScheduler scheduler) throws LabException {
    return new DemoTools(
        Launch.ofThisProcess(launcher(), Path.of(System.getProperty("java.home"))),
        scheduler,
        NanoClock.system(),
        shell.clock(),
        new SecureRandom(),
        Thread.ofPlatform().daemon().name("lab-", 0).factory());
  }

  private static Path launcher() {
    return Path.of(System.getProperty("lateen.launcher", "lateen"));
  }

  private static DemoOptions options(ParseResult line, Shell shell) throws CommandException {
    var home = Path.of(System.getProperty("lateen.home", "."));
    var envoy = shell.variable("LATEEN_ENVOY");
    if (envoy.isEmpty()) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "no Envoy is named",
          "start the demo with ./lateen, which gets one, or name yours in LATEEN_ENVOY");
    }
    var usual =
        DemoOptions.usual(
            Path.of("/var/cache/lateen"),
            Path.of(envoy.get()),
            home.resolve("samples").resolve("bookinfo"));
    return new DemoOptions(
        Options.number(line, "--hosts", usual.hosts(), 1),
        shell.variable("LATEEN_LAB_NETWORK").orElse(usual.network()),
        usual.prefix(),
        usual.stateDir(),
        usual.cacheDir(),
        usual.envoy(),
        usual.samples(),
        shell.variable("LATEEN_ISTIO_SAMPLES").map(Path::of));
  }

  private static int start(Demo demo, ParseResult line, Shell shell)
      throws LabException, CommandException, InterruptedException {
    var progress = new TerminalProgress(shell);
    var options = options(line, shell);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("shutdown").unstarted(() -> close(demo, progress, shell)));
    var summary = demo.start(options, progress);
    if (!Options.has(line, "--check")) {
      summary.lines().forEach(shell.out()::println);
      shell.out().flush();
      Lifetime.untilSignal(() -> {});
      return ExitCode.OK;
    }
    var report = demo.check(progress);
    shell.out().println(report.table());
    shell.out().flush();
    if (Options.has(line, "--keep")) {
      summary.lines().forEach(shell.out()::println);
      shell.out().flush();
      Lifetime.untilSignal(() -> {});
    }
    return report.passed() ? ExitCode.OK : ExitCode.ERROR;
  }

  private static void close(Demo demo, TerminalProgress progress, Shell shell) {
    try {
      demo.close(progress);
    } catch (LabException e) {
      shell.fail(e.getMessage() == null ? "the demo did not end" : e.getMessage(), e.remedy());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int stop(Demo demo, Shell shell) throws LabException, InterruptedException {
    demo.stop(DemoOptions.DEFAULT_STATE, new TerminalProgress(shell));
    return ExitCode.OK;
  }

  private static int status(Demo demo, ParseResult line, Shell shell)
      throws LabException, CommandException, InterruptedException {
    var status = demo.status(DemoOptions.DEFAULT_STATE);
    var format = Options.format(line);
    if (format.isTable()) {
      status.lines().forEach(shell.out()::println);
    } else {
      Documents.print(shell.out(), format, status.json());
    }
    return status.healthy() ? ExitCode.OK : ExitCode.ERROR;
  }

  private static int traffic(Demo demo, ParseResult line, Shell shell)
      throws LabException, CommandException, InterruptedException {
    var time = Options.value(line, "--time");
    var options =
        new TrafficOptions(
            Options.number(line, "--rps", DEFAULT_RATE, 1),
            time.isEmpty()
                ? Optional.empty()
                : Optional.of(Options.duration(line, "--time", Duration.ZERO)));
    var goOn = new AtomicBoolean(true);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> goOn.set(false)));
    demo.traffic(DemoOptions.DEFAULT_STATE, options, shell.out()::println, goOn::get);
    return ExitCode.OK;
  }
}
