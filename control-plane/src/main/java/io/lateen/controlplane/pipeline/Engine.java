// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.ProxyResources;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies changes to the mesh so that one bad object cannot stop the others. Used by the writer
 * only. An object whose change makes the mesh or a translation throw is held back: the mesh keeps
 * its last good version, the board names it, and it is tried again with every later change.
 */
final class Engine {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final Translation translation;
  private final ProblemBoard board;
  private MeshSnapshot mesh = MeshSnapshot.EMPTY;
  private ConfigDelta held = ConfigDelta.EMPTY;

  Engine(Translation translation, ProblemBoard board) {
    this.translation = translation;
    this.board = board;
  }

  MeshSnapshot mesh() {
    return mesh;
  }

  /** The resources of each proxy that was asked for. */
  record Output(Map<Workload, ProxyResources> byProxy) {}

  /** The proxies that want resources, as workloads of a state. */
  interface Audience {
    Collection<Workload> in(MeshSnapshot mesh);
  }

  /** Brings the mesh to the state after {@code delta}, as far as it can be translated. */
  Output apply(ConfigDelta delta, Audience audience) {
    var attempt = held.then(delta);
    try {
      var next = mesh.apply(attempt);
      var output = translate(next, audience);
      mesh = next;
      release(attempt);
      return output;
    } catch (RuntimeException e) {
      LOG.error("a change cannot be translated as a whole; trying its objects one by one", e);
      return oneByOne(attempt, audience);
    }
  }

  /** Resources at the current state. */
  Output translateNow(Audience audience) {
    return translate(mesh, audience);
  }

  private Output translate(MeshSnapshot snapshot, Audience audience) {
    var byProxy = new HashMap<Workload, ProxyResources>();
    for (var proxy : new LinkedHashSet<>(audience.in(snapshot))) {
      byProxy.put(proxy, translation.translate(snapshot, proxy));
    }
    return new Output(byProxy);
  }

  private Output oneByOne(ConfigDelta attempt, Audience audience) {
    var stillHeld = ConfigDelta.EMPTY;
    Map<ObjectKey, Problems> problems = new TreeMap<>();
    for (var key : attempt.keys()) {
      var single = only(attempt, key);
      try {
        var next = mesh.apply(single);
        translate(next, audience);
        mesh = next;
        problems.put(key, Problems.NONE);
      } catch (RuntimeException e) {
        LOG.error("{} is held back, its last good version stays", key.display(), e);
        stillHeld = stillHeld.then(single);
        problems.put(key, heldBack(attempt, key, e));
      }
    }
    held = stillHeld;
    board.put(ProblemBoard.Finding.TRANSLATION, problems);
    return translate(mesh, audience);
  }

  private void release(ConfigDelta attempt) {
    if (held.isEmpty()) {
      return;
    }
    Map<ObjectKey, Problems> fine = new TreeMap<>();
    attempt.keys().forEach(key -> fine.put(key, Problems.NONE));
    board.put(ProblemBoard.Finding.TRANSLATION, fine);
    held = ConfigDelta.EMPTY;
  }

  private static Problems heldBack(ConfigDelta attempt, ObjectKey key, RuntimeException e) {
    var object = attempt.upserts().get(key);
    var location =
        object == null
            ? Location.UNKNOWN
            : new Location(object.origin().source(), object.origin().line(), 0);
    return Problems.of(
        Problem.error(
                location,
                key.display(),
                "",
                "cannot be translated for the proxies ("
                    + e.getClass().getSimpleName()
                    + "); its last good version stays in force")
            .withFix("change the object; the log of the control plane has the details"));
  }

  private static ConfigDelta only(ConfigDelta delta, ObjectKey key) {
    var object = delta.upserts().get(key);
    return object == null
        ? new ConfigDelta(Map.of(), Set.of(key))
        : new ConfigDelta(Map.of(key, object), Set.of());
  }
}
