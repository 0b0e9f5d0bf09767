// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.identity;

import io.lateen.cli.proxy.ProxyTarget;
import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.cli.shell.Table;
import io.lateen.client.ApiClient;
import io.lateen.client.ApiException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lateen cert PROXY}: the certificates that a workload's Envoy is served, link by link. */
public final class CertificateCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.words("PROXY", "POD[.NAMESPACE] or deploy/NAME[.NAMESPACE]"));
    Options.namespaces(spec);
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var words = Options.words(line);
    if (words.size() != 1) {
      throw CommandException.usage("one proxy must be named", "as in `lateen cert productpage`");
    }
    var target = ProxyTarget.parse(words.getFirst(), Options.namespace(line));
    var format = Options.format(line);
    var served =
        ServedCertificates.document(
            Session.call(line, shell, api -> dump(api, target)), Instant.now());
    if (format.isTable()) {
      table(served).print(shell.out(), !Options.has(line, "--no-headers"));
    } else {
      Documents.print(shell.out(), format, served);
    }
    return ExitCode.OK;
  }

  private static JsonNode dump(ApiClient api, ProxyTarget target)
      throws ApiException, CommandException, InterruptedException {
    var id = target.find(api).path("id").asString("");
    return api.read(
        "/lateen/v1/proxies/"
            + URLEncoder.encode(id, StandardCharsets.UTF_8)
            + "/config?type=secret&state=actual");
  }

  private static Table table(ObjectNode served) {
    var table = new Table("SECRET", "LINK", "NAMES", "ISSUER", "SERIAL", "NOT AFTER", "VALID");
    for (var secret : served.path("items")) {
      var link = 0;
      for (var certificate : secret.path("certificates")) {
        var names = certificate.path("names");
        table.row(
            secret.path("name").asString(""),
            Integer.toString(link++),
            names.isEmpty()
                ? certificate.path("subject").asString("")
                : String.join(",", names.valueStream().map(name -> name.asString("")).toList()),
            certificate.path("issuer").asString(""),
            certificate.path("serial").asString(""),
            certificate.path("notAfter").asString(""),
            certificate.path("valid").asString(""));
      }
    }
    return table;
  }
}
