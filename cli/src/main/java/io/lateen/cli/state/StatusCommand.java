// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.state;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.cli.shell.Table;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/** {@code lateen status}. */
public final class StatusCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var format = Options.format(line);
    var status = Session.call(line, shell, api -> api.read("/lateen/v1/status"));
    if (format.isTable()) {
      table(status).print(shell.out(), false);
    } else {
      Documents.print(shell.out(), format, status);
    }
    return ExitCode.OK;
  }

  private static Table table(JsonNode status) {
    var proxies = status.path("proxies");
    return new Table("", "")
        .row("control plane", status.path("version").asString(""))
        .row("ready", status.path("ready").asBoolean(false) ? "yes" : "no, sources are being read")
        .row("epoch", status.path("epoch").asString(""))
        .row("store revision", status.path("revision").asString(""))
        .row("objects", status.path("objects").asString(""))
        .row("nodes", status.path("nodes").path("connected").asString("0"))
        .row(
            "proxies",
            proxies.path("connected").asString("0")
                + " connected, "
                + proxies.path("behind").size()
                + " behind")
        .row(
            "last change",
            String.format(
                Locale.ROOT,
                "acknowledged everywhere after %.1f ms",
                status.path("convergenceMs").asDouble(0)))
        .row("problems", status.path("problems").asString("0"));
  }
}
