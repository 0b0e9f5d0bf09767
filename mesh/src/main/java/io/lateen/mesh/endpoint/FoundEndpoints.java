// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.ServicePort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the endpoints of one service. Of several that have one address and port the healthiest
 * counts, then the first: an endpoint may stand in two slices while it moves between them.
 */
final class FoundEndpoints {

  private record Place(String address, int port) {}

  private final MeshService service;
  private final Map<Integer, Map<Place, Endpoint>> byPort = new TreeMap<>();

  /** Most endpoints of a service have one account. */
  private final Map<String, String> accounts = new HashMap<>();

  FoundEndpoints(MeshService service) {
    this.service = service;
  }

  /** Adds an endpoint for the service port of that name; without one the endpoint is dropped. */
  void addNamed(String portName, Endpoint endpoint) {
    for (ServicePort port : service.ports()) {
      if (port.name().equals(portName)) {
        add(port.number(), endpoint);
      }
    }
  }

  /** Adds an endpoint for a service port; without such a port the endpoint is dropped. */
  void add(int servicePort, Endpoint endpoint) {
    if (service.port(servicePort).isEmpty()) {
      return;
    }
    byPort
        .computeIfAbsent(servicePort, number -> new LinkedHashMap<>())
        .merge(
            new Place(endpoint.address(), endpoint.port()),
            endpoint.of(accounts.computeIfAbsent(endpoint.serviceAccount(), account -> account)),
            FoundEndpoints::healthier);
  }

  private static Endpoint healthier(Endpoint first, Endpoint second) {
    return second.health().compareTo(first.health()) < 0 ? second : first;
  }

  ServiceEndpoints build() {
    var sets = new TreeMap<Integer, EndpointSet>();
    byPort.forEach(
        (port, endpoints) -> {
          List<Endpoint> list = new ArrayList<>(endpoints.values());
          sets.put(port, EndpointSet.of(list));
        });
    return sets.isEmpty() ? ServiceEndpoints.EMPTY : new ServiceEndpoints(sets);
  }
}
