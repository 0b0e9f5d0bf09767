// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.servicepolicy;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.servicepolicy.ServicePolicy;
import io.lateen.api.servicepolicy.Setting;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.object.Age;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.service.ServiceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All ServicePolicies. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param written the objects as they are
 * @param byPlace the same by what they are about, oldest first
 */
public record ServicePoliciesSnapshot(
    KindSnapshot<ServicePolicy> written,
    PMap<Place, PSortedMap<Age, ConfigObject<ServicePolicy>>> byPlace) {

  public static final ServicePoliciesSnapshot EMPTY =
      new ServicePoliciesSnapshot(KindSnapshot.empty(ServicePolicy.class), HashTreePMap.empty());

  /**
   * What a policy of a namespace is about.
   *
   * @param host full name of a service; empty for all that the namespace decides about
   */
  public record Place(String namespace, String host) {}

  /** The state after {@code delta}; this very object when it touches no ServicePolicy. */
  public ServicePoliciesSnapshot apply(ConfigDelta delta) {
    var changes = written.changes(delta);
    if (changes.isEmpty()) {
      return this;
    }
    var places = byPlace;
    for (var change : changes) {
      if (change.before().isPresent()) {
        places = without(places, change.before().get());
      }
      if (change.after().isPresent()) {
        places = with(places, change.after().get());
      }
    }
    return new ServicePoliciesSnapshot(written.with(changes), places);
  }

  /**
   * What the policies say of a service. Of each field that policy counts which names the service,
   * else one for all of its namespace, else one for all of the mesh; the service's own namespace
   * goes before the root namespace, then the oldest.
   */
  public ServiceSettings of(ServiceKey service, String rootNamespace) {
    if (byPlace.isEmpty()) {
      return ServiceSettings.NONE;
    }
    var inOrder = new ArrayList<ConfigObject<ServicePolicy>>();
    inOrder.addAll(at(service.namespace(), service.hostname()));
    inOrder.addAll(at(rootNamespace, service.hostname()));
    inOrder.addAll(at(service.namespace(), ""));
    inOrder.addAll(at(rootNamespace, ""));
    return inOrder.isEmpty()
        ? ServiceSettings.NONE
        : new ServiceSettings(
            first(inOrder, ServicePolicy::timeout),
            first(inOrder, ServicePolicy::retries),
            first(inOrder, ServicePolicy::virtualServices),
            first(inOrder, ServicePolicy::outlierDetection),
            first(inOrder, ServicePolicy::sessionPersistence),
            first(inOrder, ServicePolicy::rateLimit));
  }

  /** What is told to policies with a field that an older policy on the same level has. */
  public List<Warning> warnings() {
    return new PolicyConflicts(byPlace).warnings();
  }

  private static <V> Optional<Decided<V>> first(
      List<ConfigObject<ServicePolicy>> inOrder,
      Function<ServicePolicy, Optional<Setting<V>>> field) {
    for (var policy : inOrder) {
      var setting = field.apply(policy.spec());
      if (setting.isPresent()) {
        return Optional.of(Decided.of(policy, setting.get()));
      }
    }
    return Optional.empty();
  }

  private Collection<ConfigObject<ServicePolicy>> at(String namespace, String host) {
    return at(byPlace, new Place(namespace, host)).values();
  }

  private static PSortedMap<Age, ConfigObject<ServicePolicy>> at(
      PMap<Place, PSortedMap<Age, ConfigObject<ServicePolicy>>> places, Place place) {
    @Nullable PSortedMap<Age, ConfigObject<ServicePolicy>> found = places.get(place);
    return found == null ? TreePMap.empty() : found;
  }

  private static PMap<Place, PSortedMap<Age, ConfigObject<ServicePolicy>>> with(
      PMap<Place, PSortedMap<Age, ConfigObject<ServicePolicy>>> places,
      ConfigObject<ServicePolicy> policy) {
    var next = places;
    for (Place place : placesOf(policy)) {
      next = next.plus(place, at(next, place).plus(Age.of(policy), policy));
    }
    return next;
  }

  private static PMap<Place, PSortedMap<Age, ConfigObject<ServicePolicy>>> without(
      PMap<Place, PSortedMap<Age, ConfigObject<ServicePolicy>>> places,
      ConfigObject<ServicePolicy> policy) {
    var next = places;
    for (Place place : placesOf(policy)) {
      var rest = at(next, place).minus(Age.of(policy));
      next = rest.isEmpty() ? next.minus(place) : next.plus(place, rest);
    }
    return next;
  }

  private static List<Place> placesOf(ConfigObject<ServicePolicy> policy) {
    var hosts = policy.spec().hosts();
    return hosts.isEmpty()
        ? List.of(new Place(policy.namespace(), ""))
        : hosts.stream()
            .map(host -> Hosts.qualify(host, policy.namespace()))
            .distinct()
            .map(host -> new Place(policy.namespace(), host))
            .toList();
  }
}
