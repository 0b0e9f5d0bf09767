// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import io.lateen.base.Result;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.cli.offline.OfflineTranslation;
import io.lateen.cli.offline.ProblemTrees;
import io.lateen.cli.offline.ProxyDescription;
import io.lateen.cli.offline.ProxyDescriptionDecoder;
import io.lateen.cli.offline.TranslationBatch;
import io.lateen.cli.shell.Documents;
import io.lateen.translate.evaluate.Call;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers jobs that stand alone: those of {@code translate --batch} with calls. {@code
 * {"name","config","kube","mesh","proxies":[…],"calls":[…]}} yields {@code
 * {"name","proxies":[{"calls":[…]}],"problems":[…]}}; {@code proxy} and {@code call} stand for a
 * list of one.
 */
final class ExplainBatch {

  private final OfflineTranslation translation = new OfflineTranslation();

  /** The answer to the job on a line. */
  ObjectNode answer(String line) {
    try {
      return answer(Documents.JSON.readTree(line));
    } catch (JacksonException e) {
      var tree = Documents.JSON.createObjectNode().put("name", "");
      tree.putArray("proxies");
      tree.putArray("problems").addObject().put("message", "the job is not JSON");
      return tree;
    }
  }

  private ObjectNode answer(JsonNode job) {
    var tree = Documents.JSON.createObjectNode().put("name", job.path("name").asString(""));
    var list = tree.putArray("proxies");
    var mesh = TranslationBatch.mesh(job);
    var problems = new ArrayList<>(mesh.problems().list());
    var calls = calls(job, problems);
    for (var proxy : proxies(job, problems)) {
      var explainer = OfflineExplainer.of(mesh, proxy, translation);
      var answers = list.addObject().putArray("calls");
      calls.forEach(call -> answers.add(ExplanationTree.of(explainer.explain(call))));
    }
    ProblemTrees.full(tree.putArray("problems"), new Problems(problems));
    return tree;
  }

  private static List<ProxyDescription> proxies(JsonNode job, List<Problem> problems) {
    var proxies = new ArrayList<ProxyDescription>();
    for (var written : listed(job, "proxies", "proxy")) {
      switch (ProxyDescriptionDecoder.decode("proxy", written.toString())) {
        case Result.Ok<ProxyDescription>(var proxy) -> proxies.add(proxy);
        case Result.Err<ProxyDescription>(var faults) -> problems.addAll(faults.list());
      }
    }
    boolean silent = listed(job, "proxies", "proxy").isEmpty();
    return silent ? List.of(ProxyDescription.DEFAULT) : proxies;
  }

  private static List<Call> calls(JsonNode job, List<Problem> problems) {
    var calls = new ArrayList<Call>();
    for (var written : listed(job, "calls", "call")) {
      switch (CallDecoder.decode(written)) {
        case Result.Ok<Call>(var call) -> calls.add(call);
        case Result.Err<Call>(var faults) -> problems.addAll(faults.list());
      }
    }
    return calls;
  }

  private static List<JsonNode> listed(JsonNode job, String many, String one) {
    var list = new ArrayList<JsonNode>();
    job.path(many).forEach(list::add);
    if (job.path(one).isObject()) {
      list.add(job.path(one));
    }
    return list;
  }
}
