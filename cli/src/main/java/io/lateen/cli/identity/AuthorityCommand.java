// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.identity;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.cli.shell.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/** {@code lateen ca status|rotate|bundle}. */
public final class AuthorityCommand implements Command {

  private static final String PATH = "/lateen/v1/ca";

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        Options.words(
            "ACTION",
            "status: who signs and what is trusted; rotate: change to a new root;"
                + " bundle: the trusted roots as PEM"));
    spec.addOption(
        Options.flag(
            "rotate: forget the old root as soon as all nodes have followed, instead of after the"
                + " longest life of certificates; copies of the roots elsewhere must be renewed"
                + " by then",
            "--prompt"));
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var action = Options.action(line, "ca", List.of("status", "rotate", "bundle"));
    if (action.equals("bundle")) {
      String pem = Session.call(line, shell, api -> api.text(PATH + "/bundle"));
      shell.out().print(pem);
      return ExitCode.OK;
    }
    var rotation =
        action.equals("rotate")
            ? Optional.of(PATH + "/rotate" + (Options.has(line, "--prompt") ? "?pace=prompt" : ""))
            : Optional.<String>empty();
    return RotatedState.show(line, shell, PATH, rotation, AuthorityCommand::print);
  }

  private static void print(JsonNode status, Shell shell) {
    var phase = status.path("phase").asString("");
    var ends = status.path("phaseEnds").asString("");
    new Table("", "")
        .row("trust domain", status.path("trustDomain").asString(""))
        .row("origin", status.path("origin").asString(""))
        .row("signatures", status.path("signatures").asString(""))
        .row("leaf lifetime", status.path("leafLifetime").asString(""))
        .row("phase", ends.isEmpty() ? phase : phase + end(status, ends))
        .row("rotations", status.path("rotations").asString("0"))
        .print(shell.out(), false);
    shell.out().println();
    var table = new Table("ROLE", "SUBJECT", "SERIAL", "NOT AFTER");
    row(table, "issuer", status.path("issuer"));
    var role = "root, signs";
    for (var root : status.path("roots")) {
      row(table, role, root);
      role = "root, trusted";
    }
    table.print(shell.out(), true);
    for (var problem : status.path("problems")) {
      shell.out().println();
      shell
          .out()
          .println(
              problem.path("severity").asString("") + "  " + problem.path("message").asString(""));
      shell.out().println("  fix  " + problem.path("fix").asString(""));
    }
  }

  private static String end(JsonNode status, String ends) {
    if (!status.path("pace").asString("").equals("prompt")) {
      return " until " + ends;
    }
    var awaited = new ArrayList<String>();
    status.path("awaited").forEach(one -> awaited.add(one.asString("")));
    return awaited.isEmpty()
        ? ", all have followed"
        : " until " + ends + ", or these have followed: " + String.join(", ", awaited);
  }

  private static void row(Table table, String role, JsonNode certificate) {
    table.row(
        role,
        certificate.path("subject").asString(""),
        certificate.path("serial").asString(""),
        certificate.path("notAfter").asString(""));
  }
}
