// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.service.ServicePort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The union of the services of several listeners, one for each host in the order of first mention
 * (istio/istio pilot/pkg/model/sidecar.go, appendSidecarServices).
 */
final class ImportedServices {

  private final Map<String, MeshService> byHost = new LinkedHashMap<>();

  /** Adds a service; parts of one service are joined, a Kubernetes Service takes a host over. */
  void add(MeshService service) {
    byHost.merge(service.hostname(), service, ImportedServices::join);
  }

  private static MeshService join(MeshService known, MeshService added) {
    if (known == added || known.registry() != added.registry()) {
      return added.registry() == Registry.KUBERNETES ? added : known;
    }
    if (!known.key().equals(added.key()) || known.ports().equals(added.ports())) {
      return known;
    }
    var ports = new LinkedHashMap<Integer, ServicePort>();
    known.ports().forEach(port -> ports.put(port.number(), port));
    added.ports().forEach(port -> ports.putIfAbsent(port.number(), port));
    return known.withPorts(List.copyOf(ports.values()));
  }

  Map<String, MeshService> byHost() {
    return byHost;
  }
}
