// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.authz;

import io.lateen.cli.proxy.ProxyTarget;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.access.AccessRequest;
import io.lateen.mesh.access.AccessRequest.Connection;
import io.lateen.mesh.access.HttpRequest;
import io.lateen.mesh.access.Token;
import io.lateen.mesh.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * A request as the command line describes it.
 *
 * @param to the workload that it reaches
 */
record WrittenRequest(Workload to, AccessRequest request) {

  private static final String SPIFFE = "spiffe://";
  private static final String SOMEWHERE = "0.0.0.0";
  private static final int MAX_PORT = 65_535;
  private static final int HTTP = 80;

  static void describe(CommandSpec spec) {
    spec.addOption(
        Options.text(
            "CALLER",
            "who calls by mutual TLS: NAMESPACE/ACCOUNT, POD.NAMESPACE or spiffe://...;"
                + " without it the call comes in clear text",
            "--from"));
    spec.addOption(Options.text("PORT", "port of the workload; default: 80", "--port"));
    spec.addOption(Options.text("ADDRESS", "where the connection comes from", "--ip"));
    spec.addOption(
        Options.text("ADDRESS", "the client behind proxies; default: that of --ip", "--remote-ip"));
    spec.addOption(Options.text("NAME", "the request's host; default: the workload's", "--host"));
    spec.addOption(Options.texts("NAME=VALUE", "a header of the request; may repeat", "--header"));
    spec.addOption(
        Options.text(
            "JSON", "claims of a genuine token, as in {\"iss\":\"i\",\"sub\":\"s\"}", "--claims"));
    spec.addOption(Options.text("NAME", "name that the caller asks for in TLS", "--sni"));
  }

  static WrittenRequest of(ParseResult line, MeshSnapshot mesh) throws CommandException {
    var words = Options.words(line);
    var to = workload(words.get(1), line, mesh);
    var caller = Options.value(line, "--from");
    boolean named = !caller.isEmpty() && !isIdentity(caller);
    var from = named ? Optional.of(workload(caller, line, mesh)) : Optional.<Workload>empty();
    var address = from.flatMap(one -> one.addresses().stream().findFirst()).orElse(SOMEWHERE);
    var ip = otherwise(Options.value(line, "--ip"), address);
    var domain = mesh.meshConfig().trustDomain();
    int port = Options.number(line, "--port", HTTP, 1);
    if (port > MAX_PORT) {
      throw CommandException.usage("--port " + port + " is none", "write 1 to " + MAX_PORT);
    }
    var connection =
        new Connection(
            !caller.isEmpty(),
            from.isPresent()
                ? SPIFFE + domain + "/" + from.get().spiffePath()
                : identity(caller, domain),
            ip,
            to.addresses().stream().findFirst().orElse(SOMEWHERE),
            port,
            Options.value(line, "--sni"));
    var http =
        words.size() > 2
            ? Optional.of(http(line, words.get(2), words.get(3), to))
            : Optional.<HttpRequest>empty();
    var remote = otherwise(Options.value(line, "--remote-ip"), ip);
    return new WrittenRequest(to, new AccessRequest(connection, remote, http));
  }

  private static HttpRequest http(ParseResult line, String method, String path, Workload to)
      throws CommandException {
    if (!path.startsWith("/")) {
      throw CommandException.usage("the path " + path + " does not begin with /", "write /" + path);
    }
    var headers = new TreeMap<String, List<String>>();
    for (var header : Options.values(line, "--header")) {
      int equal = header.indexOf('=');
      if (equal < 1) {
        throw CommandException.usage("--header " + header + " has no value", "write NAME=VALUE");
      }
      headers
          .computeIfAbsent(
              header.substring(0, equal).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(header.substring(equal + 1));
    }
    var claims = Options.value(line, "--claims");
    return new HttpRequest(
        method.toUpperCase(Locale.ROOT),
        otherwise(Options.value(line, "--host"), to.key().name()),
        path,
        headers,
        claims.isEmpty()
            ? Optional.empty()
            : Optional.of(new Token(Token.Validity.GENUINE, WrittenClaims.parse(claims))));
  }

  private static boolean isIdentity(String caller) {
    return caller.startsWith(SPIFFE)
        || (caller.contains("/") && !caller.startsWith("pod/") && !caller.startsWith("deploy/"));
  }

  private static String identity(String caller, String domain) throws CommandException {
    if (caller.isEmpty() || caller.startsWith(SPIFFE)) {
      return caller;
    }
    var parts = caller.split("/", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw CommandException.usage(
          "--from " + caller + " names no account", "write it as NAMESPACE/ACCOUNT");
    }
    return SPIFFE + domain + "/ns/" + parts[0] + "/sa/" + parts[1];
  }

  private static Workload workload(String word, ParseResult line, MeshSnapshot mesh)
      throws CommandException {
    var target = ProxyTarget.parse(word, Options.namespace(line));
    var here =
        mesh.workloads().all().stream()
            .filter(one -> one.namespace().equals(target.namespace()))
            .toList();
    return here.stream()
        .filter(one -> !target.deployment() && one.key().name().equals(target.name()))
        .findFirst()
        .or(() -> here.stream().filter(one -> target.isOf(one.key().name())).findFirst())
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.ERROR,
                    "there is no workload " + target.name() + " in " + target.namespace(),
                    "see `lateen get pods -n " + target.namespace() + "` for those that are"));
  }

  private static String otherwise(String value, String usual) {
    return value.isEmpty() ? usual : value;
  }
}
