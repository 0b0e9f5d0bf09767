// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which ports of services lead to the ports on which a gateway listens: patches name the former,
 * route configurations the latter (Istio: model.GatewayPortMap).
 *
 * @param servicePorts ports of services by the port of the workload
 */
public record GatewayPorts(Map<Integer, Set<Integer>> servicePorts) {

  /** Every port is its own. */
  public static final GatewayPorts NONE = new GatewayPorts(Map.of());

  public GatewayPorts {
    var sorted = new TreeMap<Integer, Set<Integer>>();
    servicePorts.forEach((port, from) -> sorted.put(port, Set.copyOf(new TreeSet<>(from))));
    servicePorts = java.util.Collections.unmodifiableSortedMap(sorted);
  }

  /** Whether a patch for {@code wanted} means the routes of {@code listened}. */
  boolean leads(long wanted, int listened) {
    var from = servicePorts.get(listened);
    return from == null ? listened == wanted : from.contains((int) wanted);
  }
}
