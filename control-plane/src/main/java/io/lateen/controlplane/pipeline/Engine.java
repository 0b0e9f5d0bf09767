// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.translate.ProxyResources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies changes to the mesh so that one bad object cannot stop the others, nor one proxy the
 * other proxies. Used by the writer only. An object whose change makes the mesh or a translation
 * fail is held back: the mesh keeps its last good version, the board names it, and it is tried
 * again with every later change. A proxy that fails at the mesh as it is keeps what it has.
 * Overflows of the stack count as failures; when memory ends, so does the process (the launcher's
 * ExitOnOutOfMemoryError).
 */
final class Engine {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final Translation translation;
  private final ProblemBoard board;
  private MeshSnapshot mesh = MeshSnapshot.EMPTY;
  private ConfigDelta held = ConfigDelta.EMPTY;

  /** Proxies that have no resources at the mesh as it is; the objects that stand for them. */
  private final Map<WorkloadKey, ObjectKey> stuck = new HashMap<>();

  Engine(Translation translation, ProblemBoard board) {
    this.translation = translation;
    this.board = board;
  }

  MeshSnapshot mesh() {
    return mesh;
  }

  /** The resources of each proxy that was asked for and did not fail. */
  record Output(Map<WorkloadKey, ProxyResources> byProxy) {}

  /** The proxies that want resources, as workloads of a state. */
  interface Audience {
    Collection<Workload> in(MeshSnapshot mesh);
  }

  /** Brings the mesh to the state after {@code delta}, as far as it can be translated. */
  Output apply(ConfigDelta delta, Audience audience) {
    var attempt = held.then(delta);
    var wasHeld = !held.isEmpty();
    held = ConfigDelta.EMPTY;
    Map<ObjectKey, Problems> verdicts = new TreeMap<>();
    var output = admit(attempt, audience, verdicts);
    if (wasHeld || !verdicts.isEmpty()) {
      attempt.keys().forEach(key -> verdicts.putIfAbsent(key, Problems.NONE));
      board.put(ProblemBoard.Finding.TRANSLATION, verdicts);
    }
    forgetGone();
    return held.isEmpty() ? output : translateNow(audience);
  }

  /** A proxy whose record is gone has nothing to wait for. */
  private void forgetGone() {
    var gone = new HashMap<>(stuck);
    gone.keySet().removeIf(key -> mesh.workloads().get(key).isPresent());
    stuck.keySet().removeAll(gone.keySet());
    Map<ObjectKey, Problems> fine = new TreeMap<>();
    gone.values().forEach(object -> fine.put(object, Problems.NONE));
    board.put(ProblemBoard.Finding.PROXY, fine);
  }

  /** Resources at the current state. */
  Output translateNow(Audience audience) {
    return translate(mesh, audience);
  }

  /** Applies the change, or its halves when it fails as a whole, down to single objects. */
  private Output admit(ConfigDelta attempt, Audience audience, Map<ObjectKey, Problems> verdicts) {
    try {
      var next = mesh.apply(attempt);
      var output = translate(next, audience);
      mesh = next;
      return output;
    } catch (RuntimeException | Error e) {
      var keys = List.copyOf(attempt.keys());
      if (keys.size() > 1) {
        LOG.error("a change of {} objects fails as a whole; trying its halves", keys.size(), e);
        admit(only(attempt, keys.subList(0, keys.size() / 2)), audience, verdicts);
        return admit(only(attempt, keys.subList(keys.size() / 2, keys.size())), audience, verdicts);
      }
      for (var key : keys) {
        LOG.error("{} is held back, its last good version stays", key.display(), e);
        verdicts.put(key, heldBack(attempt, key, e));
      }
      held = held.then(attempt);
      return new Output(Map.of());
    }
  }

  /** Fails when a proxy does that has resources at the present mesh, or is not part of it. */
  private Output translate(MeshSnapshot snapshot, Audience audience) {
    var proxies = audience.in(snapshot);
    HashMap<WorkloadKey, ProxyResources> byProxy = HashMap.newHashMap(proxies.size());
    var failures = new ArrayList<Failure>();
    for (var proxy : proxies) { // One that is there twice comes out the same, and costs nothing.
      try {
        byProxy.put(proxy.key(), translation.translate(snapshot, proxy));
      } catch (RuntimeException | Error e) {
        if (snapshot != mesh && worksNow(proxy.key())) {
          throw e;
        }
        failures.add(new Failure(proxy, e));
      }
    }
    tell(byProxy.keySet(), failures);
    return new Output(byProxy);
  }

  private record Failure(Workload proxy, Throwable cause) {}

  /** Whether a failure at another mesh is that mesh's fault. */
  private boolean worksNow(WorkloadKey key) {
    if (stuck.containsKey(key)) {
      return false;
    }
    var now = mesh.workloads().get(key);
    try {
      now.ifPresent(proxy -> translation.translate(mesh, proxy));
      return true;
    } catch (RuntimeException | Error e) {
      return false;
    }
  }

  private void tell(Set<WorkloadKey> fine, List<Failure> failures) {
    Map<ObjectKey, Problems> problems = new TreeMap<>();
    for (var proxy : stuck.isEmpty() ? Set.<WorkloadKey>of() : fine) {
      var object = stuck.remove(proxy);
      if (object != null) {
        problems.put(object, Problems.NONE);
      }
    }
    for (var failure : failures) {
      var proxy = failure.proxy();
      if (stuck.put(proxy.key(), proxy.object()) == null) {
        LOG.error(
            "proxy {} has no translation, it keeps what it has", proxy.key(), failure.cause());
      }
      problems.put(proxy.object(), stays(proxy.object(), failure.cause()));
    }
    board.put(ProblemBoard.Finding.PROXY, problems);
  }

  private static Problems stays(ObjectKey object, Throwable cause) {
    return Problems.of(
        Problem.error(
                Location.UNKNOWN,
                object.display(),
                "",
                "has a proxy for which nothing can be translated ("
                    + cause.getClass().getSimpleName()
                    + "); it keeps what it has")
            .withFix("change what it uses; the log of the control plane has the details"));
  }

  private static Problems heldBack(ConfigDelta attempt, ObjectKey key, Throwable cause) {
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
                    + cause.getClass().getSimpleName()
                    + "); its last good version stays in force")
            .withFix("change the object; the log of the control plane has the details"));
  }

  private static ConfigDelta only(ConfigDelta delta, List<ObjectKey> keys) {
    var upserts = new HashMap<ObjectKey, ConfigObject<?>>();
    var removals = new HashSet<ObjectKey>();
    for (var key : keys) {
      var object = delta.upserts().get(key);
      if (object == null) {
        removals.add(key);
      } else {
        upserts.put(key, object);
      }
    }
    return new ConfigDelta(upserts, removals);
  }
}
