// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.shell;

import io.lateen.base.decode.DurationText;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Options that several commands share, and how to read them. */
public final class Options {

  private Options() {}

  /** An option with a value. */
  public static OptionSpec text(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** An option that may be repeated. */
  public static OptionSpec texts(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** An option without a value. */
  public static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  /** All words that are not options. */
  public static PositionalParamSpec words(String label, String description) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** Options of every command that talks to the control plane. */
  public static void api(CommandSpec spec) {
    spec.addOption(
        text("FILE", "credential of the API; default: $LATEEN_CREDENTIAL", "--credential"));
  }

  /** Options of every read. */
  public static void output(CommandSpec spec) {
    spec.addOption(text("FORMAT", "table, wide, json, yaml or name", "-o", "--output"));
    spec.addOption(flag("leave the heads of tables out", "--no-headers"));
    spec.addOption(flag("no colours", "--no-color"));
  }

  /** Which namespaces. */
  public static void namespaces(CommandSpec spec) {
    spec.addOption(text("NAMESPACE", "namespace; default: default", "-n", "--namespace"));
    spec.addOption(flag("all namespaces", "-A", "--all-namespaces"));
  }

  /** The value of an option, or an empty text. */
  public static String value(ParseResult line, String name) {
    String value = line.matchedOptionValue(name, "");
    return value;
  }

  /** The values of an option that may be repeated. */
  public static List<String> values(ParseResult line, String name) {
    List<String> values = line.matchedOptionValue(name, List.of());
    return values;
  }

  /** Whether a flag was given. */
  public static boolean has(ParseResult line, String name) {
    return line.hasMatchedOption(name);
  }

  /**
   * The only word of the line, one of {@code actions}; without a word the first of them.
   *
   * @param command as the user writes it
   */
  public static String action(ParseResult line, String command, List<String> actions)
      throws CommandException {
    var words = words(line);
    var action = words.isEmpty() ? actions.getFirst() : words.getFirst();
    if (words.size() > 1 || !actions.contains(action)) {
      var all = actions.stream().map(one -> "`lateen " + command + " " + one + "`").toList();
      throw CommandException.usage(
          "not an action: " + String.join(" ", words),
          "use " + String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast());
    }
    return action;
  }

  /** The words that are not options. */
  public static List<String> words(ParseResult line) {
    List<String> words = line.matchedPositionalValue(0, List.of());
    return words;
  }

  /** The format of {@code -o}. */
  public static Format format(ParseResult line) throws CommandException {
    return Format.parse(value(line, "-o"));
  }

  /** A whole number from {@code least} on. */
  public static int number(ParseResult line, String name, int otherwise, int least)
      throws CommandException {
    var text = value(line, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      var number = Integer.parseInt(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw CommandException.usage(
        name + " " + text + " is not a number from " + least + " on", "give a number to " + name);
  }

  /** A duration such as {@code 30s}. */
  public static Duration duration(ParseResult line, String name, Duration otherwise)
      throws CommandException {
    var text = value(line, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    var duration = DurationText.tryParse(text);
    if (duration.isEmpty() || duration.get().isNegative()) {
      throw CommandException.usage(
          name + " " + text + " is not a duration", "write it as 30s, 1m or 500ms");
    }
    return duration.get();
  }

  /** The namespace to work in. */
  public static String namespace(ParseResult line) {
    var named = value(line, "-n");
    return named.isEmpty() ? "default" : named;
  }
}
