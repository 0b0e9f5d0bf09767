// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.routing;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.networking.VirtualService;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.object.Age;
import io.lateen.mesh.object.Change;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.service.ExportTo;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All VirtualServices. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param written the objects as they are
 * @param defaultExportTo visibility of objects that name none
 * @param resolved the objects that are not delegates, ready for use, oldest first
 * @param byGateway the same by {@code namespace/name} of each gateway, and by {@code mesh}
 * @param users keys of the objects that delegate to a key, whether or not it exists
 */
public record VirtualServicesSnapshot(
    KindSnapshot<VirtualService> written,
    ExportTo defaultExportTo,
    PSortedMap<Age, ResolvedVirtualService> resolved,
    DiffMap<String, DiffMap<Age, ResolvedVirtualService>> byGateway,
    PMap<ObjectKey, PSet<ObjectKey>> users) {

  public static final VirtualServicesSnapshot EMPTY = empty(ExportTo.PUBLIC);

  private static VirtualServicesSnapshot empty(ExportTo defaultExportTo) {
    return new VirtualServicesSnapshot(
        KindSnapshot.empty(VirtualService.class),
        defaultExportTo,
        TreePMap.empty(),
        DiffMap.empty(),
        HashTreePMap.empty());
  }

  /**
   * The state after {@code delta}; VirtualServices that it does not concern stay the same objects.
   */
  public VirtualServicesSnapshot apply(ConfigDelta delta) {
    return with(written.changes(delta));
  }

  /** This state under another default visibility. */
  public VirtualServicesSnapshot withDefault(ExportTo exportTo) {
    return exportTo.equals(defaultExportTo)
        ? this
        : empty(exportTo).apply(ConfigDelta.upsert(written.byKey().values()));
  }

  /** All that are not delegates, oldest first. */
  public Collection<ResolvedVirtualService> all() {
    return resolved.values();
  }

  /** The one of that key; empty for a delegate. */
  public Optional<ResolvedVirtualService> get(ObjectKey key) {
    return written.get(key).map(object -> resolved.get(Age.of(object)));
  }

  /**
   * What proxies of {@code namespace} may use on {@code gateway}, in the order in which hosts are
   * won, see {@link RouteRank}.
   *
   * @param gateway {@code namespace/name} or {@code mesh}
   */
  public List<ResolvedVirtualService> visible(String gateway, String namespace) {
    var ranked = new TreeMap<RouteRank, ResolvedVirtualService>();
    for (ResolvedVirtualService candidate : of(gateway).values()) {
      RouteRank.of(candidate, namespace).ifPresent(rank -> ranked.put(rank, candidate));
    }
    return List.copyOf(ranked.values());
  }

  /**
   * Those on a gateway, oldest first.
   *
   * @param gateway {@code namespace/name} or {@code mesh}
   */
  public DiffMap<Age, ResolvedVirtualService> of(String gateway) {
    return at(byGateway, gateway);
  }

  private VirtualServicesSnapshot with(List<Change<ConfigObject<VirtualService>>> changes) {
    if (changes.isEmpty()) {
      return this;
    }
    KindSnapshot<VirtualService> now = written.with(changes);
    var delegations = users;
    Set<ObjectKey> touched = new TreeSet<>();
    for (var change : changes) {
      ObjectKey key = change.before().or(change::after).orElseThrow().key();
      touched.add(key);
      touched.addAll(usersOf(key));
      for (ObjectKey target : change.before().map(Delegation::delegatesOf).orElse(List.of())) {
        delegations = without(delegations, target, key);
      }
      for (ObjectKey target : change.after().map(Delegation::delegatesOf).orElse(List.of())) {
        delegations = delegations.plus(target, of(delegations, target).plus(key));
      }
    }
    var ready = resolved;
    var gateways = byGateway;
    for (ObjectKey key : touched) {
      Optional<ResolvedVirtualService> before = get(key);
      Optional<ResolvedVirtualService> after =
          now.get(key)
              .filter(object -> !object.spec().isDelegate())
              .map(object -> Delegation.resolve(object, now, defaultExportTo));
      if (before.equals(after)) {
        continue;
      }
      if (before.isPresent()) {
        ready = ready.minus(before.get().age());
        gateways = without(gateways, before.get());
      }
      if (after.isPresent()) {
        ready = ready.plus(after.get().age(), after.get());
        gateways = plus(gateways, after.get());
      }
    }
    return new VirtualServicesSnapshot(now, defaultExportTo, ready, gateways, delegations);
  }

  private PSet<ObjectKey> usersOf(ObjectKey delegate) {
    return of(users, delegate);
  }

  private static PSet<ObjectKey> of(PMap<ObjectKey, PSet<ObjectKey>> users, ObjectKey delegate) {
    @Nullable PSet<ObjectKey> found = users.get(delegate);
    return found == null ? HashTreePSet.empty() : found;
  }

  private static PMap<ObjectKey, PSet<ObjectKey>> without(
      PMap<ObjectKey, PSet<ObjectKey>> users, ObjectKey delegate, ObjectKey user) {
    var rest = of(users, delegate).minus(user);
    return rest.isEmpty() ? users.minus(delegate) : users.plus(delegate, rest);
  }

  private static DiffMap<String, DiffMap<Age, ResolvedVirtualService>> plus(
      DiffMap<String, DiffMap<Age, ResolvedVirtualService>> index, ResolvedVirtualService added) {
    var next = index;
    for (String gateway : added.spec().effectiveGateways()) {
      next = next.plus(gateway, at(next, gateway).plus(added.age(), added));
    }
    return next;
  }

  private static DiffMap<String, DiffMap<Age, ResolvedVirtualService>> without(
      DiffMap<String, DiffMap<Age, ResolvedVirtualService>> index, ResolvedVirtualService gone) {
    var next = index;
    for (String gateway : gone.spec().effectiveGateways()) {
      var rest = at(next, gateway).minus(gone.age());
      next = rest.isEmpty() ? next.minus(gateway) : next.plus(gateway, rest);
    }
    return next;
  }

  private static DiffMap<Age, ResolvedVirtualService> at(
      DiffMap<String, DiffMap<Age, ResolvedVirtualService>> index, String gateway) {
    @Nullable DiffMap<Age, ResolvedVirtualService> found = index.get(gateway);
    return found == null ? DiffMap.empty() : found;
  }
}
