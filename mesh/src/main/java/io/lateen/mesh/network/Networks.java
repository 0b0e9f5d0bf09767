// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.network;

import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The networks of the mesh at one moment (istio/istio pilot/pkg/model/network.go,
 * pilot/pkg/serviceregistry/kube/controller/network.go).
 *
 * @param own network of everything in this cluster that names none; empty for none
 * @param blocks networks of addresses, where nothing else names one; the first that fits counts
 * @param ways gateways of each network that has any, sorted; addresses that are names included
 */
public record Networks(String own, List<Block> blocks, Map<String, List<NetworkWay>> ways) {

  /** The mesh is one network. */
  public static final Networks NONE = new Networks("", List.of(), Map.of());

  /** Addresses of a network. */
  public record Block(AddressBlock addresses, String network) {}

  public Networks {
    blocks = List.copyOf(blocks);
    ways = Copies.sorted(ways);
  }

  /** Whether endpoints may have to be reached through gateways. */
  public boolean areSeveral() {
    return !ways.isEmpty();
  }

  /**
   * The network of an address: the one that was written for it, else the cluster's, else that of
   * its block; empty when nothing says.
   *
   * @param written may be empty
   */
  public String of(String written, String address) {
    if (!written.isEmpty()) {
      return written;
    }
    if (!own.isEmpty()) {
      return own;
    }
    return blocks.stream()
        .filter(block -> block.addresses().contains(address))
        .findFirst()
        .map(Block::network)
        .orElse("");
  }

  /** The gateways of a network, those of this cluster if it has any; empty for none. */
  public List<NetworkWay> into(String network) {
    var all = Optional.ofNullable(ways.get(network)).orElse(List.of());
    var registered = all.stream().filter(NetworkWay::registered).toList();
    return registered.isEmpty() ? all : registered;
  }
}
