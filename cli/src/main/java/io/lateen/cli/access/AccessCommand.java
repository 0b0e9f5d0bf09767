// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.access;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.cli.shell.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code lateen access}: roles of subjects, and tokens for them. */
public final class AccessCommand implements Command {

  private static final String ROOT = "/lateen/v1/access/";
  private static final Duration VALIDITY = Duration.ofHours(1);

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        Options.words(
            "WORDS",
            "whoami | can VERB KIND | bindings | bind SUBJECT ROLE | unbind SUBJECT ROLE"
                + " | tokens | token SUBJECT | revoke ID"));
    spec.addOption(
        Options.texts("NAMESPACE", "of bind and can; may be repeated", "-n", "--namespace"));
    spec.addOption(Options.flag("bind everywhere", "-A", "--all-namespaces"));
    spec.addOption(Options.text("DURATION", "life of a token; default: 1h", "--for"));
    spec.addOption(
        Options.text("FILE", "write a credential with the new token there, mode 0600", "--out"));
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var words = Options.words(line);
    var action = words.isEmpty() ? "whoami" : words.getFirst();
    var rest = words.isEmpty() ? words : words.subList(1, words.size());
    return switch (action) {
      case "whoami" -> whoami(line, shell, rest);
      case "can" -> can(line, shell, rest);
      case "bindings" -> bindings(line, shell, rest);
      case "bind" -> bind(line, shell, rest);
      case "unbind" -> unbind(line, shell, rest);
      case "tokens" -> tokens(line, shell, rest);
      case "token" -> token(line, shell, rest);
      case "revoke" -> revoke(line, shell, rest);
      default ->
          throw CommandException.usage(
              "access has no action " + action, "see `lateen access --help`");
    };
  }

  private static void expect(List<String> words, String form, int count) throws CommandException {
    if (words.size() != count) {
      throw CommandException.usage(
          "the words do not fit", ("write `lateen access " + form).strip() + "`");
    }
  }

  private static int whoami(ParseResult line, Shell shell, List<String> words)
      throws CommandException, InterruptedException {
    expect(words, "whoami", 0);
    var answer = Session.call(line, shell, api -> api.read("/lateen/v1/whoami"));
    if (!Options.format(line).isTable()) {
      Documents.print(shell.out(), Options.format(line), answer);
      return ExitCode.OK;
    }
    shell.out().println(answer.path("subject").asString(""));
    return print(line, shell, answer.path("bindings"));
  }

  private static int can(ParseResult line, Shell shell, List<String> words)
      throws CommandException, InterruptedException {
    expect(words, "can VERB KIND [-n NAMESPACE]", 2);
    var namespaces = Options.values(line, "-n");
    var path =
        "/lateen/v1/whoami?verb="
            + encode(words.get(0))
            + "&kind="
            + encode(words.get(1))
            + "&namespace="
            + encode(namespaces.isEmpty() ? "" : namespaces.getFirst());
    var answer = Session.call(line, shell, api -> api.read(path));
    var allowed = answer.path("allowed").asBoolean(false);
    shell.out().println((allowed ? "yes  " : "no   ") + answer.path("reason").asString(""));
    return allowed ? ExitCode.OK : ExitCode.ERROR;
  }

  private static int bindings(ParseResult line, Shell shell, List<String> words)
      throws CommandException, InterruptedException {
    expect(words, "bindings", 0);
    var answer = Session.call(line, shell, api -> api.read(ROOT + "bindings"));
    if (!Options.format(line).isTable()) {
      Documents.print(shell.out(), Options.format(line), answer);
      return ExitCode.OK;
    }
    return print(line, shell, answer.path("items"));
  }

  private static int print(ParseResult line, Shell shell, JsonNode bindings) {
    var table = new Table("SUBJECT", "ROLE", "NAMESPACES");
    for (var binding : bindings) {
      var namespaces = new ArrayList<String>();
      binding.path("namespaces").forEach(name -> namespaces.add(name.asString("")));
      table.row(
          binding.path("subject").asString(""),
          binding.path("role").asString(""),
          String.join(",", namespaces));
    }
    table.print(shell.out(), !Options.has(line, "--no-headers"));
    return ExitCode.OK;
  }

  private static int bind(ParseResult line, Shell shell, List<String> words)
      throws CommandException, InterruptedException {
    expect(words, "bind SUBJECT ROLE (-n NAMESPACE | -A)", 2);
    var everywhere = Options.has(line, "-A");
    var namespaces = everywhere ? List.of("*") : Options.values(line, "-n");
    if (namespaces.isEmpty()) {
      throw CommandException.usage(
          "it is not said where", "name namespaces with -n, or all of them with -A");
    }
    var body = JsonNodeFactory.instance.objectNode();
    body.put("subject", words.get(0)).put("role", words.get(1));
    var array = body.putArray("namespaces");
    namespaces.forEach(array::add);
    Session.call(line, shell, api -> api.post(ROOT + "bindings", body));
    shell.say(words.get(0) + " is " + words.get(1) + " in " + String.join(", ", namespaces));
    return ExitCode.OK;
  }

  private static int unbind(ParseResult line, Shell shell, List<String> words)
      throws CommandException, InterruptedException {
    expect(words, "unbind SUBJECT ROLE", 2);
    var path = ROOT + "bindings?subject=" + encode(words.get(0)) + "&role=" + encode(words.get(1));
    shell.say(Session.call(line, shell, api -> api.remove(path)).path("message").asString("done"));
    return ExitCode.OK;
  }

  private static int tokens(ParseResult line, Shell shell, List<String> words)
      throws CommandException, InterruptedException {
    expect(words, "tokens", 0);
    var answer = Session.call(line, shell, api -> api.read(ROOT + "tokens"));
    if (!Options.format(line).isTable()) {
      Documents.print(shell.out(), Options.format(line), answer);
      return ExitCode.OK;
    }
    var table = new Table("ID", "SUBJECT", "CREATED", "EXPIRES");
    for (var token : answer.path("items")) {
      table.row(
          token.path("id").asString(""),
          token.path("subject").asString(""),
          token.path("created").asString(""),
          token.path("expires").asString(""));
    }
    table.print(shell.out(), !Options.has(line, "--no-headers"));
    return ExitCode.OK;
  }

  private static int token(ParseResult line, Shell shell, List<String> words)
      throws CommandException, InterruptedException {
    expect(words, "token SUBJECT [--for 1h] [--out FILE]", 1);
    var body = JsonNodeFactory.instance.objectNode().put("subject", words.getFirst());
    body.put("validitySeconds", Options.duration(line, "--for", VALIDITY).toSeconds());
    var answer = Session.call(line, shell, api -> api.post(ROOT + "tokens", body));
    var text = answer.path("token").asString("");
    var out = Options.value(line, "--out");
    if (out.isEmpty()) {
      shell.out().println(text);
    } else {
      CredentialFile.write(out, Session.credential(line, shell).with(text));
    }
    shell.say(
        "token "
            + answer.path("id").asString("")
            + " of "
            + words.getFirst()
            + " until "
            + answer.path("expires").asString("")
            + "; it is not shown again");
    return ExitCode.OK;
  }

  private static int revoke(ParseResult line, Shell shell, List<String> words)
      throws CommandException, InterruptedException {
    expect(words, "revoke ID", 1);
    var path = ROOT + "tokens/" + encode(words.getFirst());
    shell.say(Session.call(line, shell, api -> api.remove(path)).path("message").asString("done"));
    return ExitCode.OK;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
