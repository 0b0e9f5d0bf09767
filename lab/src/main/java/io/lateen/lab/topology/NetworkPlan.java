// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lab's network before it is built: one switch namespace with a bridge, a cable from it to the
 * machine and to each host, on each host a bridge to its pods. The switch has a namespace of its
 * own so that no firewall rule of the machine sees the traffic between hosts.
 *
 * @param hosts number of hosts
 * @param pods in any order
 */
public record NetworkPlan(LabNames names, AddressPlan addresses, int hosts, List<Cable> pods) {

  /** Name of the interface inside every pod. */
  public static final String POD_INTERFACE = "eth0";

  private static final String BRIDGE = "br0";

  /** Copies the list. */
  public NetworkPlan {
    pods = List.copyOf(pods);
  }

  /** Every network namespace of the plan. */
  public List<String> namespaces() {
    var all = new ArrayList<String>();
    all.add(names.switchNamespace());
    for (int host = 1; host <= hosts; host++) {
      all.add(names.hostNamespace(host));
    }
    pods.forEach(pod -> all.add(pod.namespace()));
    all.add(names.outsideNamespace());
    return all;
  }

  /** Input of {@code ip -batch} in the machine's own namespace, in order. */
  public List<String> rootCommands() {
    var lines = new ArrayList<String>();
    namespaces().forEach(namespace -> lines.add("netns add " + namespace));
    var rack = names.switchNamespace();
    lines.add(cable(names.rootInterface(), "", "root", rack));
    lines.add(cable("outside", rack, POD_INTERFACE, names.outsideNamespace()));
    for (int host = 1; host <= hosts; host++) {
      lines.add(cable("h" + host, rack, "uplink", names.hostNamespace(host)));
    }
    for (int i = 0; i < pods.size(); i++) {
      var pod = pods.get(i);
      var host = names.hostNamespace(pod.host());
      lines.add(cable(podPort(i), host, POD_INTERFACE, pod.namespace()));
    }
    lines.add("addr add %s/16 dev %s".formatted(addresses.controlPlane(), names.rootInterface()));
    lines.add("link set " + names.rootInterface() + " up");
    return lines;
  }

  /**
   * Input of {@code ip -n NAMESPACE -batch} for each namespace; these do not depend on each other.
   */
  public Map<String, List<String>> namespaceCommands() {
    var all = new LinkedHashMap<String, List<String>>();
    all.put(names.switchNamespace(), switchCommands());
    for (int host = 1; host <= hosts; host++) {
      all.put(names.hostNamespace(host), hostCommands(host));
    }
    for (var pod : pods) {
      all.put(pod.namespace(), podCommands(pod.address()));
    }
    all.put(names.outsideNamespace(), outsideCommands());
    return all;
  }

  /** The interface by which a host sees one of its pods. */
  public String podPort(Cable pod) {
    return podPort(pods.indexOf(pod));
  }

  private static String podPort(int index) {
    return "pod" + index;
  }

  private List<String> switchCommands() {
    var lines = new ArrayList<>(bridge());
    lines.addAll(port("root"));
    lines.addAll(port("outside"));
    for (int host = 1; host <= hosts; host++) {
      lines.addAll(port("h" + host));
    }
    return lines;
  }

  private List<String> hostCommands(int host) {
    var lines = new ArrayList<>(bridge());
    lines.addAll(port("uplink"));
    for (int i = 0; i < pods.size(); i++) {
      if (pods.get(i).host() == host) {
        lines.addAll(port(podPort(i)));
      }
    }
    lines.add("addr add %s/16 dev %s".formatted(addresses.host(host), BRIDGE));
    lines.add("route add default via " + addresses.controlPlane());
    return lines;
  }

  /**
   * Services have no address of their own anywhere: the default route is all that capture needs.
   */
  private List<String> podCommands(String address) {
    return List.of(
        "link set lo up",
        "addr add %s/16 dev %s".formatted(address, POD_INTERFACE),
        "link set " + POD_INTERFACE + " up",
        "route add %s dev %s".formatted(addresses.outsideNetwork(), POD_INTERFACE),
        "route add default via " + addresses.controlPlane());
  }

  private List<String> outsideCommands() {
    return List.of(
        "link set lo up",
        "addr add %s/16 dev %s".formatted(addresses.outside(), POD_INTERFACE),
        "link set " + POD_INTERFACE + " up",
        "route add %s dev %s".formatted(addresses.hostNetwork(), POD_INTERFACE));
  }

  private static List<String> bridge() {
    return List.of(
        "link set lo up",
        "link add " + BRIDGE + " type bridge forward_delay 0 mcast_snooping 0",
        "link set " + BRIDGE + " up");
  }

  private static List<String> port(String name) {
    return List.of("link set " + name + " master " + BRIDGE, "link set " + name + " up");
  }

  private static String cable(String a, String namespaceA, String b, String namespaceB) {
    var at = namespaceA.isEmpty() ? "" : " netns " + namespaceA;
    return "link add %s%s type veth peer name %s netns %s".formatted(a, at, b, namespaceB);
  }
}
