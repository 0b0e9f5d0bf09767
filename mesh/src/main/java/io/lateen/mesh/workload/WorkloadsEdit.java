// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

import io.lateen.api.ObjectKey;
import io.lateen.base.map.DiffMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The next {@link WorkloadsSnapshot} in the making. What is new is put in at once in the end: the
 * first state has all workloads. Used by one thread and then dropped; each object may be set once.
 */
final class WorkloadsEdit {

  private final WorkloadsSnapshot before;
  private final List<Map.Entry<ObjectKey, Workload>> objects = new ArrayList<>();
  private final List<Map.Entry<Filed, Workload>> uids = new ArrayList<>();
  private final List<Map.Entry<Filed, Workload>> addresses = new ArrayList<>();
  private final List<Map.Entry<Filed, Workload>> nodes = new ArrayList<>();
  private DiffMap<ObjectKey, Workload> byObject;
  private DiffMap<ObjectKey, Boolean> notReady;
  private DiffMap<Filed, Workload> byUid;
  private DiffMap<Filed, Workload> byAddress;
  private DiffMap<Filed, Workload> byNode;

  WorkloadsEdit(WorkloadsSnapshot before) {
    this.before = before;
    this.byObject = before.byObject();
    this.notReady = before.notReady();
    this.byUid = before.byUid();
    this.byAddress = before.byAddress();
    this.byNode = before.byNode();
  }

  /** Says what the workload of an object is now; empty when there is none any more. */
  void set(ObjectKey object, Optional<Workload> after, boolean ready) {
    notReady = notReady.with(object, ready || after.isEmpty() ? null : true);
    Optional<Workload> known = before.byObject(object);
    if (known.equals(after)) {
      return;
    }
    known.ifPresent(this::without);
    if (after.isPresent()) {
      plus(after.get());
    } else {
      byObject = byObject.minus(object);
    }
  }

  private void without(Workload workload) {
    var object = workload.object();
    byUid = byUid.minus(new Filed(workload.ownUid(), object));
    for (String address : workload.addresses()) {
      byAddress = byAddress.minus(new Filed(address, object));
    }
    byNode = byNode.minus(new Filed(workload.node(), object));
  }

  private void plus(Workload workload) {
    var object = workload.object();
    objects.add(Map.entry(object, workload));
    if (!workload.ownUid().isEmpty()) {
      uids.add(Map.entry(new Filed(workload.ownUid(), object), workload));
    }
    for (String address : workload.addresses()) {
      addresses.add(Map.entry(new Filed(address, object), workload));
    }
    nodes.add(Map.entry(new Filed(workload.node(), object), workload));
  }

  /** The next state; the one before when nothing differs. */
  WorkloadsSnapshot build() {
    var next =
        new WorkloadsSnapshot(
            byObject.plusAll(objects),
            notReady,
            byUid.plusAll(uids),
            byAddress.plusAll(addresses),
            byNode.plusAll(nodes),
            before.nodes());
    return next.byObject() == before.byObject() && next.notReady() == before.notReady()
        ? before
        : next;
  }
}
