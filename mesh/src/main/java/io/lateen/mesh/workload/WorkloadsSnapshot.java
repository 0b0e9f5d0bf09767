// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.kubernetes.Node;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.object.KindSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All workloads of the mesh. Laws: {@code SnapshotLaws} of the testkit. The indexes are flat, one
 * entry for each workload: nested ones take three times the room, at a hundred thousand pods.
 *
 * @param byObject workloads by their Pod or WorkloadEntry, sorted
 * @param notReady objects whose workload takes no traffic yet or any more
 * @param byUid workloads by uid, those that have one of their own
 * @param byAddress workloads by IP address
 * @param byNode workloads by the node they run on; those without one under the empty name
 * @param nodes machines, whose labels say where their pods are
 */
public record WorkloadsSnapshot(
    DiffMap<ObjectKey, Workload> byObject,
    DiffMap<ObjectKey, Boolean> notReady,
    DiffMap<Filed, Workload> byUid,
    DiffMap<Filed, Workload> byAddress,
    DiffMap<Filed, Workload> byNode,
    KindSnapshot<Node> nodes) {

  public static final WorkloadsSnapshot EMPTY =
      new WorkloadsSnapshot(
          DiffMap.empty(),
          DiffMap.empty(),
          DiffMap.empty(),
          DiffMap.empty(),
          DiffMap.empty(),
          KindSnapshot.empty(Node.class));

  private static final String POD = "Pod";
  private static final String ENTRY = "WorkloadEntry";
  private static final String GROUP = "networking.istio.io";

  /** The state after {@code delta}; workloads that it does not touch stay the same objects. */
  public WorkloadsSnapshot apply(ConfigDelta delta) {
    WorkloadsSnapshot moved = movedBy(delta);
    var edit = new WorkloadsEdit(moved);
    for (ObjectKey key : delta.removals()) {
      edit.set(key, Optional.empty(), true);
    }
    var places = new NodePlaces(moved.nodes);
    for (ConfigObject<?> object : WorkloadDeclarations.in(delta)) {
      Optional<Workload> workload = WorkloadDeclarations.of(object).map(places::located);
      edit.set(object.key(), workload, WorkloadDeclarations.isReady(object));
    }
    return edit.build();
  }

  /** The state with the nodes of {@code delta}, and the pods of changed nodes at their places. */
  private WorkloadsSnapshot movedBy(ConfigDelta delta) {
    var now = nodes.apply(delta);
    if (now == nodes) {
      return this;
    }
    var next = new WorkloadsSnapshot(byObject, notReady, byUid, byAddress, byNode, now);
    var edit = new WorkloadsEdit(next);
    var places = new NodePlaces(now);
    for (var change : nodes.changes(delta)) {
      String node = change.after().or(change::before).orElseThrow().name();
      for (Workload workload : on(node)) {
        edit.set(workload.object(), Optional.of(places.located(workload)), isReady(workload));
      }
    }
    return edit.build();
  }

  /** The workload of that key; a Pod hides a WorkloadEntry of its name. */
  public Optional<Workload> get(WorkloadKey key) {
    return claimants(key).findFirst();
  }

  private Stream<Workload> claimants(WorkloadKey key) {
    var pod = new ObjectKey("", POD, key.namespace(), key.name());
    var entry = new ObjectKey(GROUP, ENTRY, key.namespace(), key.name());
    return Stream.of(pod, entry).map(this::byObject).flatMap(Optional::stream);
  }

  /** The workload of a Pod or WorkloadEntry. */
  public Optional<Workload> byObject(ObjectKey object) {
    return Optional.ofNullable(byObject.get(object));
  }

  /** The workload of that uid; the first by object should several claim it. */
  public Optional<Workload> byUid(String uid) {
    var own = under(byUid, uid).stream();
    int slash = uid.indexOf('/');
    var unnamed =
        slash < 0
            ? Stream.<Workload>empty()
            : claimants(new WorkloadKey(uid.substring(0, slash), uid.substring(slash + 1)))
                .filter(workload -> workload.ownUid().isEmpty());
    return Stream.concat(own, unnamed).min((one, other) -> one.object().compareTo(other.object()));
  }

  /** The workloads of that address, sorted by object; more than one only while an address moves. */
  public Collection<Workload> at(String address) {
    return under(byAddress, address);
  }

  /** The workloads on that node, sorted by object. */
  public Collection<Workload> on(String node) {
    return under(byNode, node);
  }

  private static List<Workload> under(DiffMap<Filed, Workload> index, String word) {
    var found = new ArrayList<Workload>();
    for (var entry : index.from(Filed.first(word))) {
      if (!entry.getKey().under().equals(word)) {
        break;
      }
      found.add(entry.getValue());
    }
    return found;
  }

  /** The Pods of a namespace that {@code selector} picks; looks at all of the namespace. */
  public List<Workload> selectedPods(String namespace, Map<String, String> selector) {
    return selected(new ObjectKey("", POD, namespace, ""), selector);
  }

  /** The WorkloadEntries of a namespace that {@code selector} picks. */
  public List<Workload> selectedEntries(String namespace, Map<String, String> selector) {
    return selected(new ObjectKey(GROUP, ENTRY, namespace, ""), selector);
  }

  private List<Workload> selected(ObjectKey from, Map<String, String> selector) {
    var found = new ArrayList<Workload>();
    for (var entry : byObject.from(from)) {
      var key = entry.getKey();
      if (!key.namespace().equals(from.namespace()) || !key.kind().equals(from.kind())) {
        break;
      }
      if (entry.getValue().isSelectedBy(selector)) {
        found.add(entry.getValue());
      }
    }
    return found;
  }

  /** All workloads, sorted by object. */
  public Collection<Workload> all() {
    return byObject.values();
  }

  /** Whether the workload takes traffic; always so for a WorkloadEntry. */
  public boolean isReady(Workload workload) {
    return !notReady.containsKey(workload.object());
  }

  /** The workloads at both states, of each object whose workload or readiness differs. */
  public static List<Workload> touched(WorkloadsSnapshot before, WorkloadsSnapshot after) {
    var objects = new TreeSet<>(before.byObject.changed(after.byObject));
    objects.addAll(before.notReady.changed(after.notReady));
    var touched = new ArrayList<Workload>();
    for (ObjectKey object : objects) {
      before.byObject(object).ifPresent(touched::add);
      after.byObject(object).ifPresent(touched::add);
    }
    return touched;
  }
}
