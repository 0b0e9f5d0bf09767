// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.status;

import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.pipeline.ProblemBoard;
import io.lateen.controlplane.proxy.Refusals;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.check.MeshChecks;
import io.lateen.xds.server.ProxyStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks everywhere something wrong is known and tells the board: documents, conflicts, what is held
 * back, what proxies refuse. Used on one thread at a time.
 */
public final class StatusEvaluation implements Runnable {

  private final Pipeline pipeline;
  private final ProblemBoard problems;
  private final Supplier<List<ProxyStatus>> proxies;
  private final StatusBoard board;
  private MeshSnapshot checkedMesh = MeshSnapshot.EMPTY;
  private Map<ObjectKey, Problems> checks = Map.of();

  /** An evaluation of the newest epoch and the newest answers of {@code proxies}. */
  public StatusEvaluation(
      Pipeline pipeline,
      ProblemBoard problems,
      Supplier<List<ProxyStatus>> proxies,
      StatusBoard board) {
    this.pipeline = pipeline;
    this.problems = problems;
    this.proxies = proxies;
    this.board = board;
  }

  @Override
  public void run() {
    var found = new HashMap<ObjectKey, Judgement>();
    var status = proxies.get();
    var desired = pipeline.desired();
    for (var refusal : Refusals.of(status, desired, pipeline::changedAt)) {
      add(found, refusal.object(), Judgement.Reason.REFUSED, refusal.problem(), refusal.proxy());
    }
    problems
        .byFinding()
        .forEach(
            (finding, objects) -> objects.forEach((key, all) -> add(found, key, finding, all)));
    desired.forEach(
        (proxy, config) ->
            config.resources().problems().forEach(problem -> add(found, problem, proxy)));
    checks(pipeline.epoch().mesh())
        .forEach((key, all) -> add(found, key, ProblemBoard.Finding.LAYERS, all));
    var connected =
        status.stream().map(one -> one.node().id()).collect(Collectors.toCollection(HashSet::new));
    board.update(found, new StatusBoard.Surroundings(pipeline::inForce, connected));
  }

  private static void add(
      Map<ObjectKey, Judgement> found,
      ObjectKey key,
      ProblemBoard.Finding finding,
      Problems problems) {
    var reason =
        switch (finding) {
          case TRANSLATION, PROXY -> Judgement.Reason.HELD_BACK;
          case DOCUMENT, LAYERS, STANDING -> Judgement.Reason.INVALID;
        };
    problems.forEach(problem -> add(found, key, reason, problem, ""));
  }

  private void add(Map<ObjectKey, Judgement> found, Problem problem, String proxy) {
    for (var key : keys(problem)) {
      add(found, key, Judgement.Reason.HELD_BACK, problem, proxy);
    }
  }

  private static void add(
      Map<ObjectKey, Judgement> found,
      ObjectKey key,
      Judgement.Reason reason,
      Problem problem,
      String proxy) {
    var path = problem.path().isEmpty() ? "" : problem.path() + ": ";
    var told =
        new Judgement.Told(
            problem.isError() ? reason : Judgement.Reason.WARNING, path + problem.message(), proxy);
    found.merge(key, Judgement.FINE.and(told), (before, _) -> before.and(told));
  }

  /** The objects in force that a problem is about: it names kind, namespace and name. */
  private Collection<ObjectKey> keys(Problem problem) {
    var words = problem.object().split(" ", 2);
    if (words.length < 2) {
      return List.of();
    }
    int slash = words[1].indexOf('/');
    var namespace = slash < 0 ? "" : words[1].substring(0, slash);
    var name = words[1].substring(slash + 1);
    return Kinds.all().stream()
        .filter(kind -> kind.kind().equals(words[0]))
        .map((Kind kind) -> new ObjectKey(kind.group(), kind.kind(), namespace, name))
        .filter(key -> isAbout(key, problem))
        .toList();
  }

  /** Two groups may have a kind of one name; then the place tells which object is meant. */
  private boolean isAbout(ObjectKey key, Problem problem) {
    var source = problem.location().source();
    return pipeline
        .inForce(key)
        .filter(object -> source.isEmpty() || object.origin().source().equals(source))
        .isPresent();
  }

  private Map<ObjectKey, Problems> checks(MeshSnapshot mesh) {
    if (!mesh.hasTheGroundOf(checkedMesh)) {
      checks = MeshChecks.of(mesh);
    }
    checkedMesh = mesh;
    return checks;
  }
}
