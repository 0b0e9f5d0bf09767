// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import io.lateen.base.Copies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The endpoints of one service.
 *
 * @param byPort sets by service port; ports without endpoints are absent
 */
public record ServiceEndpoints(Map<Integer, EndpointSet> byPort) {

  public static final ServiceEndpoints EMPTY = new ServiceEndpoints(Map.of());

  public ServiceEndpoints {
    byPort = Copies.sorted(byPort);
  }

  public boolean isEmpty() {
    return byPort.isEmpty();
  }

  /** The endpoints of a service port. */
  public EndpointSet of(int servicePort) {
    return byPort.getOrDefault(servicePort, EndpointSet.EMPTY);
  }

  /** The ports of the endpoints of each address, service port by service port. */
  Map<String, List<Integer>> portsByAddress() {
    var ports = new HashMap<String, List<Integer>>();
    byPort.forEach(
        (servicePort, set) -> {
          for (var endpoint : set.endpoints()) {
            var own = ports.computeIfAbsent(endpoint.address(), _ -> new ArrayList<>());
            own.add(servicePort);
            own.add(endpoint.port());
          }
        });
    return ports;
  }

  /** This with every set and endpoint that {@code known} also has taken from there. */
  ServiceEndpoints sharing(ServiceEndpoints known) {
    if (equals(known)) {
      return known;
    }
    var shared = new TreeMap<>(byPort);
    shared.replaceAll((port, set) -> set.sharing(known.of(port)));
    return new ServiceEndpoints(shared);
  }
}
