// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent;

import io.lateen.agent.bootstrap.RunningAgent;
import io.lateen.agent.config.AgentConfig;
import io.lateen.agent.config.AgentConfigDecoder;
import io.lateen.base.Result;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The agent as a process: {@code lateen agent --config FILE}. It has its own entry point since the
 * reader of command lines would cost it 2 MB; the launcher leaves all other forms of the command to
 * the CLI.
 */
public final class Agent {

  /** Stopped as asked. */
  public static final int OK = 0;

  /** The settings are wrong (EX_DATAERR of sysexits.h). */
  public static final int BAD_SETTINGS = 65;

  /** This machine does not allow the agent to run (EX_UNAVAILABLE of sysexits.h). */
  public static final int UNAVAILABLE = 69;

  private Agent() {}

  /**
   * Runs and ends the process with the exit code.
   *
   * @param arguments the file with the settings, nothing else
   */
  public static void main(String[] arguments) {
    System.exit(run(Path.of(arguments[0]), System.out, System.err));
  }

  /**
   * Reads settings and runs.
   *
   * @return exit code of the process
   */
  public static int run(Path settings, PrintStream out, PrintStream err) {
    return switch (AgentConfigDecoder.read(settings)) {
      case Result.Ok<AgentConfig>(var config) -> run(config, out, err);
      case Result.Err<AgentConfig>(var problems) -> {
        err.println(problems.render());
        yield BAD_SETTINGS;
      }
    };
  }

  /**
   * Runs until the process is asked to end (SIGTERM, SIGINT). Prints {@code ready} when workloads
   * are served. The Envoys run on afterwards and belong to the next agent.
   *
   * @return exit code of the process
   */
  public static int run(AgentConfig config, PrintStream out, PrintStream err) {
    var started = RunningAgent.start(config);
    if (!started.isOk()) {
      err.println(started.problems().render());
      return UNAVAILABLE;
    }
    var agent = started.orThrow();
    var stopped = new CountDownLatch(1);
    var stop =
        Thread.ofPlatform()
            .name("lateen-agent-stop")
            .unstarted(
                () -> {
                  agent.close();
                  stopped.countDown();
                });
    Runtime.getRuntime().addShutdownHook(stop);
    out.println("ready");
    out.flush();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OK;
  }
}
