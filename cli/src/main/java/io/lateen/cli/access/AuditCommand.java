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
import io.lateen.controlplane.audit.AuditProof;
import io.lateen.controlplane.audit.AuditVerifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code lateen audit}: list, export and verify the log of who changed what. */
public final class AuditCommand implements Command {

  private static final String EXPORT = "/lateen/v1/audit/export";
  private static final int SHOWN = 50;

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.words("ACTION", "list | export | verify"));
    spec.addOption(Options.text("N", "how many records; default: 50", "--limit"));
    spec.addOption(Options.text("N", "records after this one; default: the newest", "--after"));
    spec.addOption(
        Options.texts("FILE", "verify these copies, in this order, offline", "-f", "--filename"));
    spec.addOption(
        Options.text("FILE", "roots of the mesh as PEM; default: the credential's", "--ca"));
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var words = Options.words(line);
    var action = words.isEmpty() ? "list" : words.getFirst();
    if (words.size() > 1) {
      throw CommandException.usage("audit takes one action", "see `lateen audit --help`");
    }
    return switch (action) {
      case "list" -> list(line, shell);
      case "export" -> export(line, shell);
      case "verify" -> verify(line, shell);
      default ->
          throw CommandException.usage(
              "audit has no action " + action, "see `lateen audit --help`");
    };
  }

  private static int list(ParseResult line, Shell shell)
      throws CommandException, InterruptedException {
    var limit = Options.number(line, "--limit", SHOWN, 1);
    var after = Options.number(line, "--after", -1, 0);
    var path = "/lateen/v1/audit?limit=" + limit + (after < 0 ? "" : "&after=" + after);
    var answer = Session.call(line, shell, api -> api.read(path));
    if (!Options.format(line).isTable()) {
      Documents.print(shell.out(), Options.format(line), answer);
      return ExitCode.OK;
    }
    var table = new Table("RECORD", "WHEN", "WHO", "ROLE", "VERB", "WHAT", "OUTCOME");
    for (var item : answer.path("items")) {
      table.row(
          item.path("sequence").asString(""),
          item.path("time").asString(""),
          item.path("subject").asString(""),
          item.path("role").asString(""),
          item.path("verb").asString(""),
          item.path("object").asString(""),
          item.path("outcome").asString(""));
    }
    table.print(shell.out(), !Options.has(line, "--no-headers"));
    return ExitCode.OK;
  }

  private static int export(ParseResult line, Shell shell)
      throws CommandException, InterruptedException {
    return Session.call(
        line,
        shell,
        api -> {
          try (var log = api.open(EXPORT)) {
            log.transferTo(shell.out());
            return ExitCode.OK;
          } catch (IOException e) {
            throw cut(e);
          }
        });
  }

  private static CommandException cut(IOException e) {
    return new CommandException(
        ExitCode.UNAVAILABLE,
        "the log could not be read to its end: " + e.getMessage(),
        "try again");
  }

  private static int verify(ParseResult line, Shell shell)
      throws CommandException, InterruptedException {
    var files = Options.values(line, "-f");
    var verifier = verifier(line, shell);
    if (files.isEmpty()) {
      Session.call(
          line,
          shell,
          api -> {
            try (var log = api.open(EXPORT)) {
              read(log, verifier);
              return ExitCode.OK;
            } catch (IOException e) {
              throw cut(e);
            }
          });
    }
    for (var file : files) {
      try (var log = Files.newInputStream(Path.of(file))) {
        read(log, verifier);
      } catch (IOException e) {
        throw new CommandException(
            ExitCode.BAD_INPUT,
            file + " cannot be read: " + e.getMessage(),
            "name a copy of the log");
      }
    }
    return tell(line, shell, verifier.proof());
  }

  private static AuditVerifier verifier(ParseResult line, Shell shell) throws CommandException {
    var file = Options.value(line, "--ca");
    try {
      return AuditVerifier.trusting(
          file.isEmpty() ? Session.credential(line, shell).ca() : Files.readString(Path.of(file)));
    } catch (CertificateException | IOException e) {
      throw new CommandException(
          ExitCode.BAD_INPUT,
          "the roots are not usable: " + e.getMessage(),
          "name the roots of the mesh as PEM with --ca");
    }
  }

  private static void read(InputStream log, AuditVerifier verifier) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(log, StandardCharsets.UTF_8));
    for (var text = lines.readLine(); text != null; text = lines.readLine()) {
      verifier.line(text);
    }
  }

  private static int tell(ParseResult line, Shell shell, AuditProof proof) throws CommandException {
    if (!Options.format(line).isTable()) {
      Documents.print(shell.out(), Options.format(line), json(proof));
    } else {
      for (var finding : proof.findings()) {
        shell
            .out()
            .println("line " + finding.line() + "  " + finding.kind() + "  " + finding.message());
      }
      shell
          .out()
          .println(
              proof.intact()
                  ? "intact: records "
                      + proof.first()
                      + " to "
                      + proof.last()
                      + ", the end is signed"
                  : proof.findings().size() + " findings in " + proof.records() + " records");
    }
    return proof.intact() ? ExitCode.OK : ExitCode.ERRORS_FOUND;
  }

  private static ObjectNode json(AuditProof proof) {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("apiVersion", "lateen.io/v1").put("kind", "AuditProof").put("intact", proof.intact());
    node.put("first", proof.first()).put("last", proof.last()).put("records", proof.records());
    node.put("signedHeads", proof.heads());
    var findings = node.putArray("findings");
    for (var finding : proof.findings()) {
      findings
          .addObject()
          .put("kind", finding.kind().name())
          .put("line", finding.line())
          .put("record", finding.sequence())
          .put("message", finding.message());
    }
    return node;
  }
}
