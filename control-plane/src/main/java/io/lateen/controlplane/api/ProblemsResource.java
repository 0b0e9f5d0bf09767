// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.controlplane.pipeline.Epoch;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.pipeline.ProblemBoard;
import io.lateen.controlplane.proxy.Refusals;
import io.lateen.mesh.check.MeshChecks;
import io.lateen.xds.server.ProxyStatus;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * {@code /lateen/v1/problems}: all that is wrong now. The checks of the mesh look at every object,
 * so their result is kept until the next epoch.
 */
final class ProblemsResource {

  private final ProblemBoard board;
  private final Pipeline pipeline;
  private final Supplier<List<ProxyStatus>> proxies;
  private volatile Checked checked = new Checked(-1, Problems.NONE);

  /** The findings of one epoch. */
  private record Checked(long epoch, Problems problems) {}

  ProblemsResource(ProblemBoard board, Pipeline pipeline, Supplier<List<ProxyStatus>> proxies) {
    this.board = board;
    this.pipeline = pipeline;
    this.proxies = proxies;
  }

  Reply answer(Call call) {
    if (!call.method().equals("GET")) {
      return Statuses.methodNotAllowed(call.method());
    }
    var namespace = call.parameter("namespace").orElse("");
    var answer = Rendering.document("ProblemList");
    var shown = all().stream().filter(problem -> isIn(namespace, problem)).toList();
    Rendering.problems(answer.putArray("items"), new Problems(shown));
    return Reply.Json.ok(answer);
  }

  int count() {
    return all().size();
  }

  /** Objects of which the proxies do not get the newest version, in the order of their names. */
  SortedSet<String> heldBack() {
    var held = new TreeSet<String>();
    board
        .byFinding()
        .getOrDefault(ProblemBoard.Finding.TRANSLATION, Map.of())
        .keySet()
        .forEach(key -> held.add(key.display()));
    for (var config : pipeline.desired().values()) {
      config.resources().problems().errors().forEach(problem -> held.add(problem.object()));
    }
    return held;
  }

  private List<Problem> all() {
    var all = new LinkedHashSet<Problem>();
    board.all().values().forEach(problems -> problems.forEach(all::add));
    checks(pipeline.epoch()).forEach(all::add);
    var desired = pipeline.desired();
    desired.values().forEach(config -> config.resources().problems().forEach(all::add));
    Refusals.of(proxies.get(), desired, pipeline::changedAt).stream()
        .map(Refusals.Refusal::problem)
        .forEach(all::add);
    return List.copyOf(all);
  }

  private Problems checks(Epoch epoch) {
    var known = checked;
    if (known.epoch() == epoch.number()) {
      return known.problems();
    }
    var problems = MeshChecks.of(epoch.mesh()).values().stream();
    var found = new Checked(epoch.number(), problems.reduce(Problems.NONE, Problems::and));
    checked = found;
    return found.problems();
  }

  /** Objects are called {@code KIND NAMESPACE/NAME}. */
  private static boolean isIn(String namespace, Problem problem) {
    return namespace.isEmpty() || problem.object().contains(" " + namespace + "/");
  }
}
