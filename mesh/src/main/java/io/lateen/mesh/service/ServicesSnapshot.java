// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.object.Warning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All services of the mesh. Laws: {@code SnapshotLaws} of the testkit. A change of endpoints leaves
 * it the same object.
 *
 * @param declared what each object declares
 * @param claims who declares each service, the winner first
 * @param services the service that counts, by key
 * @param ordered the same, oldest first
 * @param byHost the same, by host and then by namespace
 * @param patterns those whose host is a pattern
 * @param selectors objects by one label of their selector
 * @param aliases services that stand for a host, by that host
 * @param conflicts services that several objects declare
 * @param pool addresses of services that have none of their own
 */
public record ServicesSnapshot(
    PMap<ObjectKey, List<MeshService>> declared,
    PMap<ServiceKey, List<MeshService>> claims,
    PMap<ServiceKey, MeshService> services,
    PSortedMap<ServiceOrder, MeshService> ordered,
    DiffMap<String, PSortedMap<String, MeshService>> byHost,
    PSortedMap<ServiceKey, MeshService> patterns,
    SelectorIndex selectors,
    PMap<String, PSortedMap<ServiceKey, MeshService>> aliases,
    PSortedMap<ServiceKey, List<Warning>> conflicts,
    AddressPool pool) {

  public static final ServicesSnapshot EMPTY =
      new ServicesSnapshot(
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          TreePMap.empty(),
          DiffMap.empty(),
          TreePMap.empty(),
          SelectorIndex.EMPTY,
          HashTreePMap.empty(),
          TreePMap.empty(),
          AddressPool.EMPTY);

  /** The state after {@code delta}; services that it does not touch stay the same objects. */
  public ServicesSnapshot apply(ConfigDelta delta) {
    var next = new ServicesBuilder(this);
    delta.removals().forEach(key -> next.declare(key, List.of()));
    for (ConfigObject<?> object : ServiceDeclarations.in(delta)) {
      next.declare(object.key(), ServiceDeclarations.of(object));
    }
    return next.build();
  }

  /** The service of that key. */
  public Optional<MeshService> get(ServiceKey key) {
    return Optional.ofNullable(services.get(key));
  }

  /** All services, oldest first, then by name and namespace. */
  public Collection<MeshService> all() {
    return ordered.values();
  }

  /** The services of that exact host, by namespace. */
  public SortedMap<String, MeshService> ofHost(String hostname) {
    @Nullable PSortedMap<String, MeshService> found = byHost.get(hostname);
    return found == null ? TreePMap.empty() : found;
  }

  /** The services whose host is a pattern, by host and namespace. */
  public Collection<MeshService> wildcards() {
    return patterns.values();
  }

  /** Everything that was declared for a service, also by objects that lost; the winner first. */
  public List<MeshService> claims(ServiceKey key) {
    @Nullable List<MeshService> found = claims.get(key);
    return found == null ? List.of() : found;
  }

  /** The services that an object declares, whether or not they won. */
  public List<MeshService> declaredBy(ObjectKey object) {
    @Nullable List<MeshService> found = declared.get(object);
    return found == null ? List.of() : found;
  }

  /**
   * What is declared in a namespace with a non-empty selector that picks these labels, by object.
   */
  public List<MeshService> selecting(String namespace, Map<String, String> labels) {
    var found = new ArrayList<MeshService>();
    for (ObjectKey object : selectors.selecting(namespace, labels)) {
      found.addAll(declaredBy(object));
    }
    return found;
  }

  /**
   * The services that are a second name of {@code hostname}, directly or through other aliases, by
   * key; names that form a loop stand for nothing.
   */
  public List<MeshService> aliasesOf(String hostname) {
    if (aliases.isEmpty()) {
      return List.of();
    }
    var found = new TreeMap<ServiceKey, MeshService>();
    var open = new ArrayList<>(List.of(hostname));
    Set<String> seen = new LinkedHashSet<>(open);
    while (!open.isEmpty()) {
      @Nullable PSortedMap<ServiceKey, MeshService> direct = aliases.get(open.removeLast());
      for (MeshService alias : direct == null ? List.<MeshService>of() : direct.values()) {
        found.put(alias.key(), alias);
        if (seen.add(alias.hostname())) {
          open.add(alias.hostname());
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** The keys of all services that the objects of {@code delta} declared or declare. */
  public static Set<ServiceKey> touched(
      ServicesSnapshot before, ServicesSnapshot after, ConfigDelta delta) {
    if (before == after) {
      return Set.of();
    }
    var keys = new TreeSet<ServiceKey>();
    var objects = new ArrayList<>(delta.removals());
    ServiceDeclarations.in(delta).forEach(object -> objects.add(object.key()));
    for (ObjectKey object : objects) {
      before.declaredBy(object).forEach(service -> keys.add(service.key()));
      after.declaredBy(object).forEach(service -> keys.add(service.key()));
    }
    return keys;
  }

  /** A warning for each declaration that lost against another one. */
  public List<Warning> warnings() {
    return conflicts.values().stream().flatMap(List::stream).toList();
  }
}
