// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.kubernetes.Node;
import io.lateen.mesh.object.KindSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All workloads of the mesh. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param byObject workloads by their Pod or WorkloadEntry, sorted
 * @param notReady objects whose workload takes no traffic yet or any more
 * @param byUid workloads by uid
 * @param byAddress workloads by IP address
 * @param byNode workloads by the node they run on; those without one under the empty name
 * @param nodes machines, whose labels say where their pods are
 */
public record WorkloadsSnapshot(
    PSortedMap<ObjectKey, Workload> byObject,
    PSet<ObjectKey> notReady,
    PMap<String, PSortedMap<ObjectKey, Workload>> byUid,
    PMap<String, PSortedMap<ObjectKey, Workload>> byAddress,
    PMap<String, PSortedMap<ObjectKey, Workload>> byNode,
    KindSnapshot<Node> nodes) {

  public static final WorkloadsSnapshot EMPTY =
      new WorkloadsSnapshot(
          TreePMap.empty(),
          HashTreePSet.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          KindSnapshot.empty(Node.class));

  private static final String POD = "Pod";
  private static final String NODE = "Node";
  private static final String ENTRY = "WorkloadEntry";
  private static final String GROUP = "networking.istio.io";

  /** The state after {@code delta}; workloads that it does not touch stay the same objects. */
  public WorkloadsSnapshot apply(ConfigDelta delta) {
    WorkloadsSnapshot next = movedBy(delta);
    for (ObjectKey key : delta.removals()) {
      next = next.with(key, Optional.empty(), true);
    }
    for (ConfigObject<?> object : delta.upserts().values()) {
      Optional<Workload> workload = WorkloadDeclarations.of(object);
      next =
          next.with(
              object.key(), workload.map(next::located), WorkloadDeclarations.isReady(object));
    }
    return next;
  }

  /** The state with the nodes of {@code delta}, and the pods of changed nodes at their places. */
  private WorkloadsSnapshot movedBy(ConfigDelta delta) {
    var now = nodes.apply(delta);
    if (now == nodes) {
      return this;
    }
    var next = new WorkloadsSnapshot(byObject, notReady, byUid, byAddress, byNode, now);
    for (var change : nodes.changes(delta)) {
      String node = change.after().or(change::before).orElseThrow().name();
      for (Workload workload : on(node)) {
        next = next.with(workload.object(), Optional.of(next.located(workload)), isReady(workload));
      }
    }
    return next;
  }

  /** The workload at the place that its own labels say, else at that of its node. */
  private Workload located(Workload workload) {
    if (!workload.isPod()) {
      return workload;
    }
    String own = WorkloadDeclarations.locality("", workload.labels());
    String place =
        own.isEmpty()
            ? nodes
                .get(new ObjectKey("", NODE, "", workload.node()))
                .map(node -> WorkloadDeclarations.nodeLocality(node.meta().labels()))
                .orElse("")
            : own;
    return workload.at(place);
  }

  /** The workload of that key; a Pod hides a WorkloadEntry of its name. */
  public Optional<Workload> get(WorkloadKey key) {
    var pod = new ObjectKey("", POD, key.namespace(), key.name());
    var entry = new ObjectKey(GROUP, ENTRY, key.namespace(), key.name());
    return byObject(pod).or(() -> byObject(entry));
  }

  /** The workload of a Pod or WorkloadEntry. */
  public Optional<Workload> byObject(ObjectKey object) {
    return Optional.ofNullable(byObject.get(object));
  }

  /** The workload of that uid; the first by object should several claim it. */
  public Optional<Workload> byUid(String uid) {
    return inner(byUid, uid).values().stream().findFirst();
  }

  /** The workloads of that address, sorted by object; more than one only while an address moves. */
  public Collection<Workload> at(String address) {
    return inner(byAddress, address).values();
  }

  /** The workloads on that node, sorted by object. */
  public Collection<Workload> on(String node) {
    return inner(byNode, node).values();
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
    return byObject.subMap(from, behind(from)).values().stream()
        .filter(workload -> workload.isSelectedBy(selector))
        .toList();
  }

  private static ObjectKey behind(ObjectKey from) {
    return new ObjectKey(from.group(), from.kind(), from.namespace() + '\0', "");
  }

  /** All workloads, sorted by object. */
  public Collection<Workload> all() {
    return byObject.values();
  }

  /** Whether the workload takes traffic; always so for a WorkloadEntry. */
  public boolean isReady(Workload workload) {
    return !notReady.contains(workload.object());
  }

  /**
   * The workloads before and after, of each object whose workload or readiness {@code delta}
   * changed.
   */
  public static List<Workload> touched(
      WorkloadsSnapshot before, WorkloadsSnapshot after, ConfigDelta delta) {
    var touched = new ArrayList<Workload>();
    if (before == after) {
      return touched;
    }
    for (ObjectKey object : keys(before, delta)) {
      Optional<Workload> old = before.byObject(object);
      Optional<Workload> now = after.byObject(object);
      boolean sameReadiness = before.notReady.contains(object) == after.notReady.contains(object);
      if (!(old.equals(now) && sameReadiness)) {
        old.ifPresent(touched::add);
        now.ifPresent(touched::add);
      }
    }
    return touched;
  }

  /** The keys of {@code delta}, and the objects on the nodes among them. */
  private static Set<ObjectKey> keys(WorkloadsSnapshot before, ConfigDelta delta) {
    var keys = new TreeSet<>(delta.keys());
    for (ObjectKey key : delta.keys()) {
      if (key.kind().equals(NODE)) {
        before.on(key.name()).forEach(workload -> keys.add(workload.object()));
      }
    }
    return keys;
  }

  private WorkloadsSnapshot with(ObjectKey object, Optional<Workload> after, boolean ready) {
    Optional<Workload> before = byObject(object);
    PSet<ObjectKey> waiting =
        ready || after.isEmpty() ? notReady.minus(object) : notReady.plus(object);
    if (before.equals(after)) {
      return notReady.contains(object) == waiting.contains(object)
          ? this
          : new WorkloadsSnapshot(byObject, waiting, byUid, byAddress, byNode, nodes);
    }
    WorkloadsSnapshot rest = before.map(this::without).orElse(this);
    WorkloadsSnapshot next = after.map(rest::plus).orElse(rest);
    return new WorkloadsSnapshot(
        next.byObject, waiting, next.byUid, next.byAddress, next.byNode, nodes);
  }

  private WorkloadsSnapshot plus(Workload workload) {
    var addresses = byAddress;
    for (String address : workload.addresses()) {
      addresses =
          addresses.plus(address, inner(addresses, address).plus(workload.object(), workload));
    }
    var uids = inner(byUid, workload.uid()).plus(workload.object(), workload);
    var neighbours = inner(byNode, workload.node()).plus(workload.object(), workload);
    return new WorkloadsSnapshot(
        byObject.plus(workload.object(), workload),
        notReady,
        byUid.plus(workload.uid(), uids),
        addresses,
        byNode.plus(workload.node(), neighbours),
        nodes);
  }

  private WorkloadsSnapshot without(Workload workload) {
    var addresses = byAddress;
    for (String address : workload.addresses()) {
      addresses = withoutInner(addresses, address, workload.object());
    }
    return new WorkloadsSnapshot(
        byObject.minus(workload.object()),
        notReady,
        withoutInner(byUid, workload.uid(), workload.object()),
        addresses,
        withoutInner(byNode, workload.node(), workload.object()),
        nodes);
  }

  private static PSortedMap<ObjectKey, Workload> inner(
      PMap<String, PSortedMap<ObjectKey, Workload>> outer, String key) {
    @Nullable PSortedMap<ObjectKey, Workload> found = outer.get(key);
    return found == null ? TreePMap.empty() : found;
  }

  private static PMap<String, PSortedMap<ObjectKey, Workload>> withoutInner(
      PMap<String, PSortedMap<ObjectKey, Workload>> outer, String key, ObjectKey object) {
    var rest = inner(outer, key).minus(object);
    return rest.isEmpty() ? outer.minus(key) : outer.plus(key, rest);
  }
}
