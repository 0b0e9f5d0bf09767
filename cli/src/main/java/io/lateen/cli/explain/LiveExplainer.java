// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import io.lateen.api.ObjectKey;
import io.lateen.cli.proxy.ConfigDump;
import io.lateen.cli.proxy.ProxyTarget;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.client.ApiClient;
import io.lateen.client.ApiException;
import io.lateen.translate.Provenance;
import io.lateen.translate.Provenance.Cause;
import io.lateen.translate.evaluate.Call;
import io.lateen.translate.evaluate.CallBuilder;
import io.lateen.translate.evaluate.EnvoyConfig;
import io.lateen.translate.evaluate.Evaluator;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/**
 * Explains a call in a running mesh: what the caller's Envoy has is asked of that Envoy, who made
 * it of the control plane.
 */
final class LiveExplainer {

  private static final int WORDS = 4;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final ParseResult line;
  private final Shell shell;

  LiveExplainer(ParseResult line, Shell shell) {
    this.line = line;
    this.shell = shell;
  }

  Explanation explain() throws CommandException, InterruptedException {
    var words = Options.words(line);
    if (words.size() != WORDS) {
      throw CommandException.usage(
          "FROM, TO, METHOD and URL are needed",
          "as in `lateen explain productpage reviews GET http://reviews:9080/reviews/1`");
    }
    var state = Options.value(line, "--state").equals("desired") ? "desired" : "actual";
    var from = ProxyTarget.parse(words.getFirst(), Options.namespace(line));
    var call = call(words.get(2), words.get(3));
    return Session.call(line, shell, api -> explain(api, from, words.get(1), call, state));
  }

  private Explanation explain(
      ApiClient api, ProxyTarget from, String to, CallBuilder call, String state)
      throws ApiException, CommandException, InterruptedException {
    var id = from.find(api).path("id").asString("");
    var desired = read(api, id, "desired");
    var config = DumpDecoder.config(dump(state.equals("desired") ? desired : read(api, id, state)));
    call.address(address(config, to));
    var deciders = new Deciders(origins(desired), _ -> Optional.empty());
    return new Explanation(Evaluator.evaluate(config, call.build()), deciders, List.of());
  }

  private static ConfigDump dump(JsonNode tree) {
    return new ConfigDump(tree);
  }

  private static JsonNode read(ApiClient api, String id, String state)
      throws ApiException, InterruptedException {
    return api.read(
        "/lateen/v1/proxies/"
            + URLEncoder.encode(id, StandardCharsets.UTF_8)
            + "/config?type=all&state="
            + state);
  }

  private CallBuilder call(String method, String url) throws CommandException {
    try {
      var target = URI.create(url);
      boolean tls = "https".equals(target.getScheme());
      boolean tcp = "tcp".equals(target.getScheme());
      int port = target.getPort() > 0 ? target.getPort() : tls ? HTTPS : HTTP;
      if (target.getHost() == null) {
        throw new IllegalArgumentException("no host");
      }
      var path = target.getRawPath() == null ? "" : target.getRawPath();
      var query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
      var call =
          Call.to(port)
              .method(method.toUpperCase(Locale.ROOT))
              .host(port == HTTP || port == HTTPS ? target.getHost() : target.getAuthority())
              .path((path.isEmpty() ? "/" : path) + query)
              .protocol(tcp ? Call.Protocol.TCP : Call.Protocol.HTTP)
              .tls(tls ? Call.Tls.TLS : Call.Tls.PLAINTEXT);
      headers(call);
      return call;
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          url + " is not a URL", "write it as in http://reviews:9080/reviews/1?page=2");
    }
  }

  private void headers(CallBuilder call) throws CommandException {
    for (var header : Options.values(line, "--header")) {
      int split = header.indexOf('=') < 0 ? header.indexOf(':') : header.indexOf('=');
      if (split <= 0) {
        throw CommandException.usage(
            "--header " + header + " has no value", "write --header NAME=VALUE");
      }
      var name = header.substring(0, split).strip();
      var value = header.substring(split + 1).strip();
      if (name.equalsIgnoreCase("host")) {
        call.host(value);
      } else {
        call.header(name, value);
      }
    }
  }

  /** The address of the service, which its virtual host lists among its domains. */
  private static String address(EnvoyConfig config, String to) {
    for (var routes : config.routes().values()) {
      for (var host : routes.getVirtualHostsList()) {
        if (host.getDomainsList().contains(to) || host.getName().startsWith(to + ".")) {
          for (var domain : host.getDomainsList()) {
            if (domain.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
              return domain;
            }
          }
        }
      }
    }
    return CallBuilder.ANY_ADDRESS;
  }

  /** What the control plane tells of each resource: the objects behind it and behind its parts. */
  private static Map<String, Map<String, Provenance>> origins(JsonNode desired) {
    var origins = new HashMap<String, Map<String, Provenance>>();
    for (var type : desired.path("provenance").properties()) {
      var names = new HashMap<String, Provenance>();
      for (var resource : type.getValue().properties()) {
        var parts = new HashMap<String, List<Cause>>();
        for (var part : resource.getValue().path("parts").properties()) {
          parts.put(part.getKey(), causes(part.getValue()));
        }
        names.put(
            resource.getKey(), new Provenance(causes(resource.getValue().path("objects")), parts));
      }
      origins.put(type.getKey(), names);
    }
    return origins;
  }

  private static List<Cause> causes(JsonNode list) {
    var causes = new ArrayList<Cause>();
    for (var cause : list) {
      causes.add(
          new Cause(
              new ObjectKey(
                  cause.path("group").asString(""),
                  cause.path("kind").asString(""),
                  cause.path("namespace").asString(""),
                  cause.path("name").asString("")),
              cause.path("file").asString(""),
              cause.path("line").asInt(0)));
    }
    return causes;
  }
}
