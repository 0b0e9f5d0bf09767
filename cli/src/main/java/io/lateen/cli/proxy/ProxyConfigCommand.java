// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Inputs;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.client.ApiClient;
import io.lateen.client.ApiException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/**
 * {@code lateen proxy-config TYPE PROXY}. By default it shows what Envoy runs with; {@code --state
 * desired} shows what the control plane wants it to have, {@code -f} a saved dump.
 */
public final class ProxyConfigCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        Options.words(
            "TYPE PROXY",
            "TYPE: cluster, listener, route, endpoint, secret, bootstrap or all;"
                + " PROXY: POD[.NAMESPACE] or deploy/NAME[.NAMESPACE]"));
    spec.addOption(Options.text("STATE", "actual (default) or desired", "--state"));
    spec.addOption(
        Options.text("FILE", "a saved configuration dump instead of a proxy", "-f", "--file"));
    spec.addOption(Options.text("FQDN", "clusters of this service", "--fqdn"));
    spec.addOption(Options.text("PORT", "only this port", "--port"));
    spec.addOption(Options.text("SUBSET", "clusters of this subset", "--subset"));
    spec.addOption(Options.text("DIRECTION", "inbound or outbound clusters", "--direction"));
    spec.addOption(Options.text("ADDRESS", "listeners or endpoints of this address", "--address"));
    spec.addOption(Options.text("CLUSTER", "endpoints of this cluster", "--cluster"));
    spec.addOption(Options.text("STATUS", "endpoints with this health", "--status"));
    spec.addOption(
        Options.text("NAME", "the route configuration or secret of this name", "--name"));
    Options.namespaces(spec);
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var words = Options.words(line);
    if (words.isEmpty()) {
      throw CommandException.usage(
          "neither TYPE nor PROXY is named", "as in `lateen proxy-config cluster productpage`");
    }
    var type = ConfigType.parse(words.getFirst());
    var printer =
        new ConfigPrinter(
            shell, Options.format(line), !Options.has(line, "--no-headers"), filter(line));
    var file = Options.value(line, "-f");
    if (!file.isEmpty()) {
      var text = Inputs.read(List.of(file), shell).getFirst().text();
      printer.print(type, Documents.JSON.readTree(text));
      return ExitCode.OK;
    }
    if (words.size() != 2) {
      throw CommandException.usage(
          "one proxy must be named", "write `lateen proxy-config " + words.getFirst() + " POD`");
    }
    var state = state(line);
    if (type == ConfigType.SECRET && state.equals("desired")) {
      throw CommandException.usage(
          "the control plane does not know secrets", "leave --state desired out");
    }
    var target = ProxyTarget.parse(words.get(1), Options.namespace(line));
    printer.print(type, Session.call(line, shell, api -> read(api, target, type, state)));
    return ExitCode.OK;
  }

  private static JsonNode read(ApiClient api, ProxyTarget target, ConfigType type, String state)
      throws ApiException, CommandException, InterruptedException {
    var id = target.find(api).path("id").asString("");
    return api.read(
        "/lateen/v1/proxies/"
            + URLEncoder.encode(id, StandardCharsets.UTF_8)
            + "/config?type="
            + type.name().toLowerCase(Locale.ROOT)
            + "&state="
            + state);
  }

  private static String state(ParseResult line) throws CommandException {
    var state = Options.value(line, "--state");
    return switch (state) {
      case "", "actual", "acked" -> "actual";
      case "desired" -> "desired";
      default ->
          throw CommandException.usage(
              "--state " + state + " is not known", "use actual or desired");
    };
  }

  private static Filter filter(ParseResult line) throws CommandException {
    return new Filter(
        Options.value(line, "--fqdn"),
        Options.number(line, "--port", 0, 0),
        Options.value(line, "--subset"),
        Options.value(line, "--direction"),
        Options.value(line, "--address"),
        Options.value(line, "--cluster"),
        Options.value(line, "--status"),
        Options.value(line, "--name"));
  }
}
