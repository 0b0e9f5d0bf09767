// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import io.lateen.api.ObjectKey;
import io.lateen.cli.explain.Explanation.Arrival;
import io.lateen.cli.proxy.ConfigDump;
import io.lateen.cli.proxy.ProxyTarget;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.client.ApiClient;
import io.lateen.client.ApiException;
import io.lateen.translate.Provenance;
import io.lateen.translate.Provenance.Cause;
import io.lateen.translate.evaluate.Answer;
import io.lateen.translate.evaluate.Call;
import io.lateen.translate.evaluate.CallBuilder;
import io.lateen.translate.evaluate.EnvoyConfig;
import io.lateen.translate.evaluate.Evaluator;
import io.lateen.translate.evaluate.Onward;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/**
 * Explains a call in a running mesh, at both ends: what the Envoys of the caller and of the called
 * workload have is asked of them, who made it of the control plane.
 */
final class LiveExplainer {

  private static final int WORDS = 4;
  private static final int SOME_PORT = 40_000;

  private final ParseResult line;
  private final Shell shell;

  LiveExplainer(ParseResult line, Shell shell) {
    this.line = line;
    this.shell = shell;
  }

  /** What a proxy has, and who made it. */
  private record Known(EnvoyConfig config, Map<String, Map<String, Provenance>> origins) {

    Explanation explain(Call call, Optional<Arrival> arrival) {
      var deciders = new Deciders(origins, _ -> Optional.empty());
      return new Explanation(Evaluator.evaluate(config, call), deciders, List.of(), arrival);
    }
  }

  Explanation explain() throws CommandException, InterruptedException {
    var words = Options.words(line);
    if (words.size() != WORDS) {
      throw CommandException.usage(
          "FROM, TO, METHOD and URL are needed",
          "as in `lateen explain productpage reviews GET http://reviews:9080/reviews/1`");
    }
    var from = ProxyTarget.parse(words.getFirst(), Options.namespace(line));
    var call = WrittenCall.of(words.get(2), words.get(3), Options.values(line, "--header"));
    return Session.call(line, shell, api -> explain(api, from, words.get(1), call));
  }

  private Explanation explain(ApiClient api, ProxyTarget from, String to, WrittenCall written)
      throws ApiException, CommandException, InterruptedException {
    var proxies = new ArrayList<JsonNode>();
    api.read("/lateen/v1/proxies").path("items").forEach(proxies::add);
    var caller = from.find(proxies);
    var known = known(api, caller);
    var wanted = workload(to, proxies);
    var call =
        written.builder().address(address(known, to, wanted.isPresent(), written, from)).build();
    var answer = Evaluator.evaluate(known.config(), call);
    return known.explain(call, arrival(api, known, call, answer, caller, wanted, proxies));
  }

  /** The proxy that TO names, if it names one. */
  private Optional<JsonNode> workload(String to, List<JsonNode> proxies) {
    try {
      return Optional.of(ProxyTarget.parse(to, Options.namespace(line)).find(proxies));
    } catch (CommandException e) {
      return Optional.empty();
    }
  }

  /** An unknown host may be meant: it is said what becomes of such a call. */
  private String address(
      Known known, String to, boolean isWorkload, WrittenCall written, ProxyTarget from)
      throws CommandException {
    var services = new KnownServices(known.config(), known.origins());
    var service = to.replaceFirst("^(svc|services?)/", "");
    var address =
        services
            .address(service)
            .or(() -> isWorkload ? services.address(written.host()) : Optional.empty());
    if (address.isEmpty() && service.equals(written.host())) {
      shell.err().println("note: no service that " + from.name() + " knows is called " + service);
    } else if (address.isEmpty() && !isWorkload) {
      throw new CommandException(
          ExitCode.ERROR,
          "no workload, and no service that " + from.name() + " knows, is called " + to,
          "it knows " + services.named());
    }
    return address.orElse(CallBuilder.ANY_ADDRESS);
  }

  /** What becomes of the call at the other end, where a proxy of the mesh is. */
  private Optional<Arrival> arrival(
      ApiClient api,
      Known known,
      Call call,
      Answer answer,
      JsonNode caller,
      Optional<JsonNode> wanted,
      List<JsonNode> proxies)
      throws ApiException, InterruptedException {
    var source =
        new Call.Source(
            caller.path("addresses").path(0).asString(call.source().address()),
            SOME_PORT,
            caller.path("identity").asString(""));
    var candidates = wanted.map(List::of).orElse(proxies);
    for (var target : answer.error().isPresent() ? List.<Answer.Target>of() : answer.endpoints()) {
      var onward = new Onward(known.config(), call).to(target, source);
      var proxy = onward.flatMap(arriving -> at(candidates, arriving.address()));
      if (onward.isPresent() && proxy.isPresent()) {
        var name =
            proxy.get().path("name").asString("")
                + "."
                + proxy.get().path("namespace").asString("");
        var end = known(api, proxy.get()).explain(onward.get(), Optional.empty());
        return Optional.of(new Arrival(name, end));
      }
    }
    return Optional.empty();
  }

  private static Optional<JsonNode> at(List<JsonNode> proxies, String address) {
    return proxies.stream()
        .filter(
            proxy ->
                StreamSupport.stream(proxy.path("addresses").spliterator(), false)
                    .anyMatch(own -> own.asString("").equals(address)))
        .findFirst();
  }

  private Known known(ApiClient api, JsonNode proxy) throws ApiException, InterruptedException {
    var id = proxy.path("id").asString("");
    var desired = read(api, id, "desired");
    boolean asWanted = Options.value(line, "--state").equals("desired");
    var dump = new ConfigDump(asWanted ? desired : read(api, id, "actual"));
    return new Known(DumpDecoder.config(dump), origins(desired));
  }

  private static JsonNode read(ApiClient api, String id, String state)
      throws ApiException, InterruptedException {
    return api.read(
        "/lateen/v1/proxies/"
            + URLEncoder.encode(id, StandardCharsets.UTF_8)
            + "/config?type=all&state="
            + state);
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
