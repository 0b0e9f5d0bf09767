// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import io.lateen.proto.nds.v1.NameTable;
import io.lateen.proto.nds.v1.NameTable.NameInfo;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The hosts that one proxy sees, as the control plane's name table gives them. Short names are
 * expanded the way a resolver with Kubernetes' search list does, because applications outside
 * Kubernetes have no such list (Istio: {@code pkg/dns/client}). Immutable.
 */
public final class HostTable {

  /** Most labels of a name (RFC 1035, 3.1: 255 octets); bounds the search for wildcards. */
  private static final int MAX_LABELS = 127;

  private final Map<String, List<InetAddress>> hosts;
  private final List<String> searchList;

  private HostTable(Map<String, List<InetAddress>> hosts, List<String> searchList) {
    this.hosts = hosts;
    this.searchList = searchList;
  }

  /**
   * Reads a name table. Texts that are no IP addresses are left out.
   *
   * @param namespace namespace of the workload that asks
   * @param domain domain of the mesh, as in {@code cluster.local}
   */
  public static HostTable of(NameTable table, String namespace, String domain) {
    var hosts = new HashMap<String, List<InetAddress>>();
    table
        .getTableMap()
        .forEach((host, info) -> hosts.put(host.toLowerCase(Locale.ROOT), addresses(info)));
    return new HostTable(hosts, List.of(namespace + ".svc." + domain, "svc." + domain, domain));
  }

  private static List<InetAddress> addresses(NameInfo info) {
    var addresses = new ArrayList<InetAddress>();
    for (var text : info.getIpsList()) {
      try {
        addresses.add(InetAddress.ofLiteral(text));
      } catch (IllegalArgumentException e) {
        // A host without usable address is still a known host and gets an empty answer.
      }
    }
    return List.copyOf(addresses);
  }

  /** The number of hosts. */
  public int size() {
    return hosts.size();
  }

  /**
   * The addresses of a host; an empty list when it is known without any, nothing when unknown.
   *
   * @param name lower case, without the final dot
   */
  Optional<List<InetAddress>> find(String name) {
    var exact = hosts.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    for (var suffix : searchList) {
      var expanded = hosts.get(name + "." + suffix);
      if (expanded != null) {
        return Optional.of(expanded);
      }
    }
    return wildcard(name);
  }

  private Optional<List<InetAddress>> wildcard(String name) {
    var dot = name.indexOf('.');
    for (int i = 0; dot >= 0 && i < MAX_LABELS; i++) {
      var match = hosts.get("*" + name.substring(dot));
      if (match != null) {
        return Optional.of(match);
      }
      dot = name.indexOf('.', dot + 1);
    }
    return Optional.empty();
  }
}
