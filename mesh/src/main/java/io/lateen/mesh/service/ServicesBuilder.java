// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import io.lateen.api.ObjectKey;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.object.Warning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** The next {@link ServicesSnapshot} in the making; used by one thread and then dropped. */
final class ServicesBuilder {

  private final ServicesSnapshot start;
  private final Set<ServiceKey> touched = new HashSet<>();
  private PMap<ObjectKey, List<MeshService>> declared;
  private PMap<ServiceKey, List<MeshService>> claims;
  private PMap<ServiceKey, MeshService> services;
  private PSortedMap<ServiceOrder, MeshService> ordered;
  private DiffMap<String, PSortedMap<String, MeshService>> byHost;
  private PSortedMap<ServiceKey, MeshService> patterns;
  private SelectorIndex selectors;
  private PMap<String, PSortedMap<ServiceKey, MeshService>> aliases;
  private PSortedMap<ServiceKey, List<Warning>> conflicts;
  private AddressPool pool;

  ServicesBuilder(ServicesSnapshot start) {
    this.start = start;
    this.declared = start.declared();
    this.claims = start.claims();
    this.services = start.services();
    this.ordered = start.ordered();
    this.byHost = start.byHost();
    this.patterns = start.patterns();
    this.selectors = start.selectors();
    this.aliases = start.aliases();
    this.conflicts = start.conflicts();
    this.pool = start.pool();
  }

  /** Replaces what {@code object} declares; an empty list when it is gone. */
  void declare(ObjectKey object, List<MeshService> after) {
    @Nullable List<MeshService> known = declared.get(object);
    List<MeshService> before = known == null ? List.of() : known;
    if (before.equals(after)) {
      return;
    }
    declared = after.isEmpty() ? declared.minus(object) : declared.plus(object, after);
    before.forEach(service -> claims = withoutClaim(service));
    after.forEach(service -> claims = withClaim(service));
    before.forEach(service -> touched.add(service.key()));
    after.forEach(service -> touched.add(service.key()));
    Map<String, String> selectorBefore = selector(before);
    Map<String, String> selectorAfter = selector(after);
    if (!selectorBefore.equals(selectorAfter)) {
      selectors = selectorBefore.isEmpty() ? selectors : selectors.minus(object, selectorBefore);
      selectors = selectorAfter.isEmpty() ? selectors : selectors.plus(object, selectorAfter);
    }
  }

  ServicesSnapshot build() {
    if (touched.isEmpty()) {
      return start;
    }
    touched.forEach(this::decide);
    return new ServicesSnapshot(
        declared, claims, services, ordered, byHost, patterns, selectors, aliases, conflicts, pool);
  }

  private void decide(ServiceKey key) {
    @Nullable List<MeshService> competing = claims.get(key);
    @Nullable MeshService before = services.get(key);
    if (competing == null) {
      conflicts = conflicts.minus(key);
      remove(before);
      pool = pool.with(key, Optional.empty());
      return;
    }
    ServiceConflict decision = ServiceConflict.decide(competing);
    conflicts =
        decision.warnings().isEmpty()
            ? conflicts.minus(key)
            : conflicts.plus(key, decision.warnings());
    if (!decision.winner().equals(before)) {
      remove(before);
      add(decision.winner());
      pool = pool.with(key, Optional.of(decision.winner()));
    }
  }

  private void add(MeshService service) {
    services = services.plus(service.key(), service);
    ordered = ordered.plus(ServiceOrder.of(service), service);
    String host = service.hostname();
    byHost = byHost.plus(host, inner(byHost, host).plus(service.namespace(), service));
    if (service.isWildcard()) {
      patterns = patterns.plus(service.key(), service);
    }
    if (service.resolution() == Resolution.ALIAS) {
      String target = service.aliasOf();
      aliases = aliases.plus(target, inner(aliases, target).plus(service.key(), service));
    }
  }

  private void remove(@Nullable MeshService service) {
    if (service == null) {
      return;
    }
    services = services.minus(service.key());
    ordered = ordered.minus(ServiceOrder.of(service));
    patterns = patterns.minus(service.key());
    var named = inner(byHost, service.hostname()).minus(service.namespace());
    byHost = byHost.with(service.hostname(), named.isEmpty() ? null : named);
    if (service.resolution() == Resolution.ALIAS) {
      aliases = withoutInner(aliases, service.aliasOf(), service.key());
    }
  }

  private PMap<ServiceKey, List<MeshService>> withClaim(MeshService service) {
    var competing = new ArrayList<>(competing(service.key()));
    competing.add(service);
    competing.sort(ServiceConflict.PRECEDENCE);
    return claims.plus(service.key(), List.copyOf(competing));
  }

  private PMap<ServiceKey, List<MeshService>> withoutClaim(MeshService service) {
    var rest =
        competing(service.key()).stream()
            .filter(other -> !other.object().equals(service.object()))
            .toList();
    return rest.isEmpty() ? claims.minus(service.key()) : claims.plus(service.key(), rest);
  }

  private List<MeshService> competing(ServiceKey key) {
    @Nullable List<MeshService> found = claims.get(key);
    return found == null ? List.of() : found;
  }

  private static Map<String, String> selector(List<MeshService> services) {
    return services.isEmpty() ? Map.of() : services.getFirst().selector();
  }

  private static <K extends Comparable<K>> PSortedMap<K, MeshService> inner(
      Map<String, PSortedMap<K, MeshService>> outer, String key) {
    @Nullable PSortedMap<K, MeshService> found = outer.get(key);
    return found == null ? TreePMap.empty() : found;
  }

  private static <K extends Comparable<K>> PMap<String, PSortedMap<K, MeshService>> withoutInner(
      PMap<String, PSortedMap<K, MeshService>> outer, String key, K innerKey) {
    var rest = inner(outer, key).minus(innerKey);
    return rest.isEmpty() ? outer.minus(key) : outer.plus(key, rest);
  }
}
