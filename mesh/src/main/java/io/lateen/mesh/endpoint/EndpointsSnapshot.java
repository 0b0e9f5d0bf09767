// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.kubernetes.EndpointSlice;
import io.lateen.api.networking.ServiceEntry;
import io.lateen.api.networking.WorkloadEntry;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.object.Change;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.ServiceKey;
import io.lateen.mesh.service.ServicesSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.mesh.workload.WorkloadsSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * The endpoints of all services. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param slices objects of their kind
 * @param filed the slices as the join looks them up
 * @param entries objects of their kind
 * @param inline entries by the addresses of the endpoints that they list
 * @param byService endpoints of each service that has any
 */
public record EndpointsSnapshot(
    KindSnapshot<EndpointSlice> slices,
    SlicesSnapshot filed,
    KindSnapshot<ServiceEntry> entries,
    PMap<String, PSet<ObjectKey>> inline,
    DiffMap<ServiceKey, ServiceEndpoints> byService) {

  public static final EndpointsSnapshot EMPTY =
      new EndpointsSnapshot(
          KindSnapshot.empty(EndpointSlice.class),
          SlicesSnapshot.EMPTY,
          KindSnapshot.empty(ServiceEntry.class),
          HashTreePMap.empty(),
          DiffMap.empty());

  /** The endpoints of a service port. */
  public EndpointSet of(ServiceKey service, int servicePort) {
    return of(service).of(servicePort);
  }

  /** The endpoints of a service by port. */
  public ServiceEndpoints of(ServiceKey service) {
    @Nullable ServiceEndpoints found = byService.get(service);
    return found == null ? ServiceEndpoints.EMPTY : found;
  }

  /** The services that list the workload's pod or address by hand or by a controller. */
  public Set<ServiceKey> naming(Workload workload, ServicesSnapshot services) {
    var keys = new TreeSet<ServiceKey>();
    filed.addReferringTo(workload, keys);
    for (String address : workload.addresses()) {
      for (ObjectKey entry : listing(inline, address)) {
        services.declaredBy(entry).forEach(service -> keys.add(service.key()));
      }
    }
    return keys;
  }

  /**
   * What differs in the slices and their joins since {@code other}.
   *
   * @param other a state with the same ServiceEntries, joined with the same services
   */
  public ListingChange since(EndpointsSnapshot other) {
    if (this == other) {
      return ListingChange.NONE;
    }
    var changed = new TreeSet<>(filed.changed(other.filed));
    changed.addAll(byService.changed(other.byService));
    var pods = new HashSet<WorkloadKey>();
    var addresses = new HashSet<String>();
    for (ServiceKey key : changed) {
      addOther(filed.podsOf(key), other.filed.podsOf(key), pods);
      addOther(filed.addressesOf(key), other.filed.addressesOf(key), addresses);
      addOther(of(key).portsByAddress(), other.of(key).portsByAddress(), addresses);
    }
    return new ListingChange(pods, addresses);
  }

  /** Adds what stands in one of two sets only. */
  private static <T> void addOther(Set<T> some, Set<T> others, Set<T> found) {
    some.stream().filter(each -> !others.contains(each)).forEach(found::add);
    others.stream().filter(each -> !some.contains(each)).forEach(found::add);
  }

  /** Adds the names that stand for something in one of two maps only, or for something else. */
  private static void addOther(Map<String, ?> some, Map<String, ?> others, Set<String> found) {
    addOther(some.keySet(), others.keySet(), found);
    some.forEach(
        (name, value) -> {
          if (!value.equals(others.get(name))) {
            found.add(name);
          }
        });
  }

  /**
   * The state after {@code delta}; only services that it concerns are joined again, and sets that
   * come out equal stay the same objects.
   *
   * @param before the services and workloads that this state was joined with
   * @param after the same after {@code delta}
   */
  public EndpointsSnapshot apply(ConfigDelta delta, EndpointSources before, EndpointSources after) {
    var sliceChanges = slices.changes(delta);
    var entryChanges = entries.changes(delta);
    SlicesSnapshot filedNow = filed.with(sliceChanges);
    var touched =
        new TreeSet<>(ServicesSnapshot.touched(before.services(), after.services(), delta));
    for (var change : sliceChanges) {
      slices(change).map(SlicesSnapshot::serviceOf).flatMap(Optional::stream).forEach(touched::add);
    }
    for (var change : entryChanges) {
      change
          .after()
          .map(entry -> after.services().declaredBy(entry.key()))
          .orElse(List.of())
          .forEach(service -> touched.add(service.key()));
    }
    if (before.services() != ServicesSnapshot.EMPTY || slices != EMPTY.slices) {
      for (var workload : WorkloadsSnapshot.touched(before.workloads(), after.workloads())) {
        addServedBy(workload, after.services(), filedNow, touched);
      }
    } // Else all services are touched, and all that slices name.
    if (touched.isEmpty() && sliceChanges.isEmpty() && entryChanges.isEmpty()) {
      return this;
    }
    var entriesNow = entries.with(entryChanges);
    return new EndpointsSnapshot(
        slices.with(sliceChanges),
        filedNow,
        entriesNow,
        inlineAfter(entryChanges),
        joined(touched, new EndpointJoin(after, filedNow, entriesNow)));
  }

  private DiffMap<ServiceKey, ServiceEndpoints> joined(Set<ServiceKey> touched, EndpointJoin join) {
    var next = byService;
    for (ServiceKey key : touched) {
      ServiceEndpoints known = of(key);
      ServiceEndpoints now = join.of(key).sharing(known);
      if (now.isEmpty()) {
        next = next.minus(key);
      } else if (now != known) {
        next = next.plus(key, now);
      }
    }
    return next;
  }

  private PMap<String, PSet<ObjectKey>> inlineAfter(
      List<Change<ConfigObject<ServiceEntry>>> changes) {
    var next = inline;
    for (var change : changes) {
      for (String address : change.before().map(EndpointsSnapshot::addresses).orElse(Set.of())) {
        var rest = listing(next, address).minus(change.before().orElseThrow().key());
        next = rest.isEmpty() ? next.minus(address) : next.plus(address, rest);
      }
      for (String address : change.after().map(EndpointsSnapshot::addresses).orElse(Set.of())) {
        var more = listing(next, address).plus(change.after().orElseThrow().key());
        next = next.plus(address, more);
      }
    }
    return next;
  }

  private static Set<String> addresses(ConfigObject<ServiceEntry> entry) {
    return entry.spec().endpoints().stream()
        .map(WorkloadEntry::address)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static PSet<ObjectKey> listing(PMap<String, PSet<ObjectKey>> index, String address) {
    @Nullable PSet<ObjectKey> found = index.get(address);
    return found == null ? HashTreePSet.empty() : found;
  }

  private static Stream<ConfigObject<EndpointSlice>> slices(
      Change<ConfigObject<EndpointSlice>> change) {
    return Stream.concat(change.before().stream(), change.after().stream());
  }

  /** Adds the services whose endpoints may include the workload. */
  private static void addServedBy(
      Workload workload, ServicesSnapshot services, SlicesSnapshot slices, Set<ServiceKey> keys) {
    slices.addReferringTo(workload, keys);
    for (MeshService service : services.selecting(workload.namespace(), workload.labels())) {
      keys.add(service.key());
    }
  }
}
