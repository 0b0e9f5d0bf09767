// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.kubernetes.Namespace;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.MeshVisibility.Policy;
import io.lateen.api.meshconfig.MeshVisibility.ServiceEntries;
import io.lateen.api.meshconfig.MeshVisibility.Visibility;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.service.ExportTo;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Registry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far ServiceEntries are seen at most, by their namespaces (istio/istio
 * pilot/pkg/model/serviceentry_visibility.go, push_context.go serviceExportTo).
 *
 * @param settings absent where sidecars do not obey it
 * @param labels of namespaces, by their name
 */
record EntryVisibility(Optional<ServiceEntries> settings, Map<String, Map<String, String>> labels) {

  private static final ExportTo NOBODY = new ExportTo(Set.of("~"));

  /** What the settings say; namespaces count only where sidecars obey. */
  static EntryVisibility of(MeshConfig mesh, KindSnapshot<Namespace> namespaces) {
    var settings = written(mesh);
    var labels = new HashMap<String, Map<String, String>>();
    if (settings.isPresent()) {
      namespaces
          .byKey()
          .values()
          .forEach(namespace -> labels.put(namespace.name(), namespace.meta().labels()));
    }
    return new EntryVisibility(settings, labels);
  }

  /** The settings where sidecars obey them. */
  static Optional<ServiceEntries> written(MeshConfig mesh) {
    return mesh.visibility().serviceEntries().filter(ServiceEntries::applyToSidecars);
  }

  /** Who sees the service of those whom {@code exported} names. */
  ExportTo cap(MeshService service, ExportTo exported) {
    if (settings.isEmpty()
        || service.registry() != Registry.SERVICE_ENTRY
        || exported.equals(NOBODY)) {
      return exported;
    }
    return switch (visibility(settings.get(), service.namespace())) {
      case VISIBILITY_UNSPECIFIED, PUBLIC -> exported;
      case NAMESPACE ->
          exported.includes(service.namespace(), service.namespace()) ? ExportTo.PRIVATE : NOBODY;
      case NONE -> NOBODY;
    };
  }

  private Visibility visibility(ServiceEntries settings, String namespace) {
    var own = labels.getOrDefault(namespace, Map.of());
    return settings.policies().stream()
        .filter(policy -> policy.namespaces().stream().allMatch(rule -> rule.selects(own)))
        .findFirst()
        .map(Policy::visibility)
        .orElse(settings.defaultVisibility());
  }
}
