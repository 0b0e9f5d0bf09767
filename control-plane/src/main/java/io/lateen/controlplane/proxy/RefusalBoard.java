// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.controlplane.pipeline.DesiredConfig;
import io.lateen.controlplane.pipeline.ProblemBoard;
import io.lateen.translate.Provenance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Names the objects behind what proxies refuse: a resource that Envoy rejects carries its
 * provenance, so the owner of the object is told, and not only the operator of the proxy.
 */
public final class RefusalBoard {

  private final ProblemBoard board;
  private final Supplier<Map<String, DesiredConfig>> desired;

  /** A board that looks up resources in {@code desired}, by proxy id. */
  public RefusalBoard(ProblemBoard board, Supplier<Map<String, DesiredConfig>> desired) {
    this.board = board;
    this.desired = desired;
  }

  /** Notes refusals that are still true; what is not among them is forgotten. */
  public void replace(List<Settlement.Refused> refusals) {
    Map<ObjectKey, Problems> problems = new TreeMap<>();
    var configs = refusals.isEmpty() ? Map.<String, DesiredConfig>of() : desired.get();
    for (var refused : refusals) {
      for (var entry : problems(refused, configs).entrySet()) {
        problems.merge(entry.getKey(), entry.getValue(), RefusalBoard::firstOf);
      }
    }
    board.replace(ProblemBoard.Finding.PROXY, problems);
  }

  /** Many proxies refuse for the same reason; one message is enough for the owner. */
  private static Problems firstOf(Problems before, Problems next) {
    return before.isEmpty() ? next : before;
  }

  private static Map<ObjectKey, Problems> problems(
      Settlement.Refused refused, Map<String, DesiredConfig> configs) {
    var found = new HashMap<ObjectKey, Problems>();
    var config = configs.get(refused.node().id());
    if (config == null) {
      return found;
    }
    var resources = config.byType().getOrDefault(refused.typeUrl(), Map.of());
    for (var name : refused.nack().guilty()) {
      var resource = resources.get(name);
      if (resource == null) {
        continue;
      }
      for (var cause : causes(resource.provenance())) {
        found.put(cause.object(), Problems.of(problem(cause, name, refused)));
      }
    }
    return found;
  }

  private static List<Provenance.Cause> causes(Provenance provenance) {
    return provenance.causes().isEmpty()
        ? provenance.parts().values().stream().flatMap(List::stream).distinct().toList()
        : provenance.causes();
  }

  private static Problem problem(
      Provenance.Cause cause, String resource, Settlement.Refused refused) {
    return Problem.error(
            new Location(cause.source(), cause.line(), 0),
            cause.object().display(),
            "",
            "the proxy " + refused.node().id() + " refuses " + resource + ": "
                + refused.nack().message())
        .withFix("change the object; until then the proxy keeps its last good version");
  }
}
