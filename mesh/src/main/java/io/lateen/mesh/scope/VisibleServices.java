// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.mesh.service.ExportTo;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.service.ServiceKey;
import io.lateen.mesh.service.ServicesSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The services that proxies of one namespace may see.
 *
 * @param defaultExportTo who sees services that name nobody
 * @param entries how far ServiceEntries are seen at most
 */
record VisibleServices(
    ServicesSnapshot services,
    ExportTo defaultExportTo,
    EntryVisibility entries,
    String namespace) {

  /**
   * All of them: first those exported to this namespace by name, then the public ones, oldest
   * first.
   */
  List<MeshService> all() {
    var named = new ArrayList<MeshService>();
    var open = new ArrayList<MeshService>();
    for (MeshService service : services.all()) {
      ExportTo exportTo = exportTo(service);
      if (exportTo.isPublic()) {
        open.add(service);
      } else if (exportTo.includes(service.namespace(), namespace)) {
        named.add(service);
      }
    }
    named.addAll(open);
    return named;
  }

  /**
   * Of {@code all} those that pass {@code imported}, one namespace for each host: the proxy's own,
   * else the first Kubernetes Service, else the first ServiceEntry (istio/istio
   * pilot/pkg/model/sidecar.go, selectServices).
   */
  List<MeshService> select(Collection<MeshService> all, Predicate<MeshService> imported) {
    var chosen = new HashMap<String, ServiceKey>();
    Map<ServiceKey, Registry> registries = new HashMap<>();
    var found = new ArrayList<MeshService>();
    for (MeshService service : all) {
      if (!imported.test(service)) {
        continue;
      }
      found.add(service);
      registries.put(service.key(), service.registry());
      chosen.merge(
          service.hostname(),
          service.key(),
          (first, second) -> prefer(first, second, registries) ? second : first);
    }
    found.removeIf(service -> !service.key().equals(chosen.get(service.hostname())));
    return found;
  }

  private boolean prefer(
      ServiceKey first, ServiceKey second, Map<ServiceKey, Registry> registries) {
    if (first.namespace().equals(namespace)) {
      return false;
    }
    return second.namespace().equals(namespace)
        || (registries.get(first) != Registry.KUBERNETES
            && registries.get(second) == Registry.KUBERNETES);
  }

  /**
   * The service that a route means by a host which no listener imports: that of the proxy's own
   * namespace, else a visible Kubernetes Service, else the oldest visible ServiceEntry.
   */
  Optional<MeshService> destination(String hostname) {
    var candidates = services.ofHost(hostname);
    return Optional.ofNullable(candidates.get(namespace))
        .or(
            () ->
                candidates.values().stream()
                    .filter(service -> exportTo(service).includes(service.namespace(), namespace))
                    .min(
                        Comparator.comparing(MeshService::registry)
                            .thenComparing(MeshService::creation)
                            .thenComparing(MeshService::key)));
  }

  private ExportTo exportTo(MeshService service) {
    return entries.cap(service, service.exportTo().orElse(defaultExportTo));
  }
}
