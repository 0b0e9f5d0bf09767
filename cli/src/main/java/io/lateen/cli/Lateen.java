// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli;

import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Shell;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The entry point of every process. */
public final class Lateen {

  private Lateen() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    var shell =
        new Shell(
            System.in,
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            System.getenv(),
            isTerminal(),
            InstantSource.system());
    System.exit(run(arguments, shell));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  private static boolean isTerminal() {
    Optional<Console> console = Optional.ofNullable(System.console());
    return console.isPresent() && console.get().isTerminal();
  }

  /** Runs one command in a shell and returns its exit code; the process goes on. */
  public static int run(String[] arguments, Shell shell) {
    if (arguments.length == 0 || isHelp(arguments[0])) {
      usage(arguments.length == 0 ? shell.err() : shell.out());
      return arguments.length == 0 ? ExitCode.USAGE : ExitCode.OK;
    }
    var entry = Commands.find(arguments[0]);
    if (entry.isEmpty()) {
      shell.fail("lateen has no command " + arguments[0], "see `lateen help`");
      return ExitCode.USAGE;
    }
    return run(entry.get(), Arrays.copyOfRange(arguments, 1, arguments.length), shell);
  }

  private static int run(Commands.Entry entry, String[] arguments, Shell shell) {
    var command = entry.command().get();
    var spec = CommandSpec.create().name("lateen " + entry.name());
    spec.usageMessage().description(entry.summary());
    spec.mixinStandardHelpOptions(false);
    spec.addOption(
        CommandLine.Model.OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .arity("0")
            .description("this text")
            .build());
    command.describe(spec);
    var line = new CommandLine(spec).setColorScheme(colours(shell));
    try {
      var parsed = line.parseArgs(arguments);
      if (parsed.isUsageHelpRequested()) {
        line.usage(shell.out());
        return ExitCode.OK;
      }
      return command.run(parsed, shell);
    } catch (ParameterException e) {
      var message = e.getMessage() == null ? "the command line is wrong" : e.getMessage();
      shell.fail(message, "see `lateen " + entry.name() + " --help`");
      return ExitCode.USAGE;
    } catch (CommandException e) {
      shell.fail(e.getMessage() == null ? "it did not work" : e.getMessage(), e.remedy());
      return e.exitCode();
    } catch (InterruptedException e) {
      return ExitCode.ERROR;
    } finally {
      shell.out().flush();
    }
  }

  private static CommandLine.Help.ColorScheme colours(Shell shell) {
    return CommandLine.Help.defaultColorScheme(
        shell.colour() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF);
  }

  private static boolean isHelp(String word) {
    return List.of("help", "-h", "--help").contains(word);
  }

  private static void usage(PrintStream out) {
    out.println("lateen COMMAND [options]");
    out.println();
    for (var entry : Commands.all()) {
      var aliases =
          entry.aliases().isEmpty() ? "" : " (" + String.join(", ", entry.aliases()) + ")";
      out.printf("  %-20s %s%n", entry.name() + aliases, entry.summary());
    }
    out.println();
    out.println("`lateen COMMAND --help` tells more.");
  }
}
