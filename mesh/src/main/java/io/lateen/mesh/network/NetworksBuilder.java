// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.network;

import io.lateen.api.ConfigObject;
import io.lateen.api.kubernetes.Service;
import io.lateen.api.meshconfig.MeshNetworks;
import io.lateen.mesh.host.Hosts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Joins what is written about networks with the Services that lead into them. */
final class NetworksBuilder {

  /** Name of the only cluster in {@code fromRegistry} (Istio's default CLUSTER_ID). */
  private static final String CLUSTER = "Kubernetes";

  private static final String PORT_LABEL = "networking.istio.io/gatewayPort";

  /** Where gateways between networks listen (network.go DefaultNetworkGatewayPort). */
  private static final int DEFAULT_PORT = 15443;

  /** A network that a Service leads into. */
  private record Gateway(String network, int port) {}

  private final Map<String, TreeSet<NetworkWay>> ways = new TreeMap<>();
  private final List<Networks.Block> blocks = new ArrayList<>();
  private final Map<String, List<Gateway>> byService = new TreeMap<>();
  private String registry = "";

  private NetworksBuilder() {}

  /**
   * The networks of the mesh.
   *
   * @param services that may have an address outside of the cluster
   * @param label the cluster's network by the label of its root namespace; may be empty
   */
  static Networks of(
      MeshNetworks described, Collection<ConfigObject<Service>> services, String label) {
    var builder = new NetworksBuilder();
    described.networks().forEach(builder::describe);
    services.forEach(builder::lead);
    return builder.build(label);
  }

  private void describe(String name, MeshNetworks.Network network) {
    boolean here = network.registries().contains(CLUSTER);
    registry = here && registry.isEmpty() ? name : registry;
    for (var cidr : network.cidrs()) {
      AddressBlock.tryParse(cidr).ifPresent(block -> blocks.add(new Networks.Block(block, name)));
    }
    for (var gateway : network.gateways()) {
      if (!gateway.address().isEmpty()) {
        add(name, new NetworkWay(gateway.address(), gateway.port(), false));
      } else if (here) {
        byService
            .computeIfAbsent(gateway.service(), _ -> new ArrayList<>())
            .add(new Gateway(name, gateway.port()));
      }
    }
  }

  private void lead(ConfigObject<Service> service) {
    for (var gateway : gateways(service)) {
      for (var address : addresses(service.spec())) {
        add(gateway.network(), new NetworkWay(address, gateway.port(), true));
      }
    }
  }

  private void add(String network, NetworkWay way) {
    ways.computeIfAbsent(network, _ -> new TreeSet<>()).add(way);
  }

  /** The Service's own label counts before what is written about it. */
  private List<Gateway> gateways(ConfigObject<Service> service) {
    var labels = service.meta().labels();
    var network = labels.getOrDefault(NetworksSnapshot.NETWORK_LABEL, "");
    if (network.isEmpty()) {
      var host = Hosts.ofService(service.name(), service.namespace());
      return byService.getOrDefault(host, List.of());
    }
    int port = port(labels.getOrDefault(PORT_LABEL, ""));
    boolean listens = service.spec().ports().stream().anyMatch(known -> known.port() == port);
    return listens ? List.of(new Gateway(network, port)) : List.of();
  }

  private static int port(String label) {
    try {
      return label.isEmpty() ? DEFAULT_PORT : Integer.parseInt(label);
    } catch (NumberFormatException e) {
      return DEFAULT_PORT;
    }
  }

  /** Where a Service can be reached from outside of its cluster. */
  static List<String> addresses(Service service) {
    var addresses = new ArrayList<String>();
    if (service.type() == Service.Type.LOAD_BALANCER) {
      addresses.addAll(service.loadBalancerAddresses());
    }
    addresses.addAll(service.externalIps());
    return addresses;
  }

  private Networks build(String label) {
    blocks.sort(Comparator.comparing((Networks.Block block) -> -block.addresses().bits()));
    var sorted = new TreeMap<String, List<NetworkWay>>();
    ways.forEach((network, set) -> sorted.put(network, List.copyOf(set)));
    return new Networks(label.isEmpty() ? registry : label, blocks, sorted);
  }
}
