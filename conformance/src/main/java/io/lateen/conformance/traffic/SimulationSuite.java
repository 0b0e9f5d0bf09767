// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.traffic;

import io.lateen.cli.offline.OfflineTranslation;
import io.lateen.cli.offline.TranslationBatch;
import io.lateen.conformance.Case;
import io.lateen.conformance.Suite;
import io.lateen.conformance.Verdict;
import io.lateen.conformance.yaml.HarnessDocuments;
import io.lateen.translate.evaluate.Answer;
import io.lateen.translate.evaluate.EnvoyConfig;
import io.lateen.translate.evaluate.Evaluator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Istio's traffic simulations: a case is a configuration, and passes when all its calls do. */
public final class SimulationSuite implements Suite {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public String name() {
    return "simulation";
  }

  @Override
  public String place() {
    return "simulation/traffic.json";
  }

  @Override
  public List<Case> cases(Path collection) throws IOException {
    var found = new ArrayList<Case>();
    var index = 0;
    for (var one : JSON.readTree(collection.resolve(place()).toFile())) {
      var name =
          "%03d %s/%s"
              .formatted(index++, one.path("test").asString(""), one.path("name").asString(""));
      found.add(new Case(name, () -> judge(one)));
    }
    return found;
  }

  private static Verdict judge(JsonNode one) {
    var mesh = TranslationBatch.mesh(job(one));
    var proxy = GoProxy.of(one.path("proxy"));
    var resources = new OfflineTranslation().translate(mesh, proxy);
    var config = EnvoyConfig.of(resources);
    var failures = new ArrayList<String>();
    var first = "";
    for (var call : one.path("calls")) {
      var answer = Evaluator.evaluate(config, GoCall.of(call.path("call")));
      var why = mismatch(call.path("expect"), answer);
      if (!why.isEmpty()) {
        first = first.isEmpty() ? call.path("name").asString("") + ": " + why : first;
        failures.add(call.path("name").asString("") + "\n" + call + "\n" + why + steps(answer));
      }
    }
    if (failures.isEmpty()) {
      return Verdict.PASSED;
    }
    var count = "%d of %d calls; ".formatted(failures.size(), one.path("calls").size());
    return Verdict.failed(
        count + first,
        () ->
            String.join("\n\n", failures)
                + "\n\n"
                + one.path("config").asString("")
                + "\n---\n"
                + one.path("kubeConfig").asString("")
                + "\n"
                + mesh.problems().and(resources.problems()).render());
  }

  private static String steps(Answer answer) {
    return answer.steps().stream().map(step -> "\n  " + step).collect(Collectors.joining());
  }

  /** The case as a job of {@code lateen translate --batch}. */
  private static JsonNode job(JsonNode one) {
    var options = one.path("options");
    var config = new StringBuilder(one.path("config").asString(""));
    options
        .path("Configs")
        .forEach(object -> config.append("\n---\n").append(GoTree.document(object)));
    var job =
        JsonNodeFactory.instance
            .objectNode()
            .put("config", HarnessDocuments.writtenOut(config.toString()))
            .put("kube", one.path("kubeConfig").asString(""));
    if (options.has("MeshConfig")) {
      job.put("mesh", GoTree.lower(options.path("MeshConfig")).toString());
    }
    return job;
  }

  /**
   * What is not as expected; empty when all is. Empty expectations hold unless the match is strict.
   */
  private static String mismatch(JsonNode expect, Answer answer) {
    var error = answer.error().map(failure -> failure.wireName()).orElse("");
    var strict = expect.path("StrictMatch").asBoolean(false);
    var found = new ArrayList<String>();
    if (!expect.path("Error").asString("").equals(error)) {
      found.add("error " + text(expect, "Error") + " expected, but " + shown(error));
    }
    compare(found, expect, "ListenerMatched", answer.listener(), strict);
    compare(found, expect, "FilterChainMatched", answer.filterChain(), strict);
    compare(found, expect, "RouteConfigMatched", answer.routeConfig(), strict);
    compare(found, expect, "VirtualHostMatched", answer.virtualHost(), strict);
    compare(found, expect, "RouteMatched", answer.route(), strict);
    compare(found, expect, "ClusterMatched", answer.cluster(), strict);
    return String.join("; ", found);
  }

  private static void compare(
      List<String> found, JsonNode expect, String field, String ours, boolean strict) {
    var theirs = expect.path(field).asString("");
    if ((strict || !theirs.isEmpty()) && !theirs.equals(ours)) {
      found.add(field + " " + shown(theirs) + " expected, but " + shown(ours));
    }
  }

  private static String text(JsonNode expect, String field) {
    return shown(expect.path(field).asString(""));
  }

  private static String shown(String text) {
    return text.isEmpty() ? "none" : text;
  }
}
