// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.mesh.service.ExportTo;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.service.ServiceOrder;
import io.lateen.mesh.service.ServicesSnapshot;
import java.util.Comparator;
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
   * The service of a host among those that are visible and pass {@code imported}: that of the
   * proxy's own namespace, else the first Kubernetes Service, else the first ServiceEntry
   * (istio/istio pilot/pkg/model/sidecar.go, selectServices).
   */
  Optional<MeshService> chosen(String host, Predicate<MeshService> imported) {
    return services.ofHost(host).values().stream()
        .filter(this::isVisible)
        .filter(imported)
        .sorted(Comparator.comparing(this::rank))
        .reduce((first, second) -> isPreferred(first, second) ? second : first);
  }

  private boolean isPreferred(MeshService first, MeshService second) {
    if (first.namespace().equals(namespace)) {
      return false;
    }
    return second.namespace().equals(namespace)
        || (first.registry() != Registry.KUBERNETES && second.registry() == Registry.KUBERNETES);
  }

  private boolean isVisible(MeshService service) {
    return exportTo(service).includes(service.namespace(), namespace);
  }

  /** The place of a visible service. */
  ServiceRank rank(MeshService service) {
    return new ServiceRank(exportTo(service).isPublic(), ServiceOrder.of(service));
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
                    .filter(this::isVisible)
                    .min(
                        Comparator.comparing(MeshService::registry)
                            .thenComparing(MeshService::creation)
                            .thenComparing(MeshService::key)));
  }

  private ExportTo exportTo(MeshService service) {
    return entries.cap(service, service.exportTo().orElse(defaultExportTo));
  }
}
