// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import io.lateen.proto.nds.v1.NameTable;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which workload has which address and sees which hosts. Holds as many entries as there are
 * workloads on the node. Safe from all threads; does not block.
 */
public final class DnsDirectory implements NameViews {

  private record Client(String namespace, List<InetAddress> addresses) {}

  private final String domain;
  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final Map<String, NameTable> tables = new ConcurrentHashMap<>();
  private final Map<InetAddress, NameView> views = new ConcurrentHashMap<>();

  /**
   * Creates an empty directory.
   *
   * @param domain domain of the mesh, as in {@code cluster.local}
   */
  public DnsDirectory(String domain) {
    this.domain = domain;
  }

  @Override
  public Optional<NameView> of(InetAddress source) {
    return Optional.ofNullable(views.get(source));
  }

  /** A workload is here, or has other addresses now. Texts that are no addresses are left out. */
  public synchronized void put(String uid, String namespace, List<String> addresses) {
    var client =
        new Client(namespace, addresses.stream().flatMap(one -> literal(one).stream()).toList());
    var before = clients.put(uid, client);
    if (before != null && !before.equals(client)) {
      before.addresses().forEach(views::remove);
    }
    if (!client.equals(before)) {
      refresh(uid);
    }
  }

  /** A workload sees other hosts now. */
  public synchronized void table(String uid, NameTable table) {
    tables.put(uid, table);
    refresh(uid);
  }

  /** A workload has left. */
  public synchronized void remove(String uid) {
    tables.remove(uid);
    var before = clients.remove(uid);
    if (before != null) {
      before.addresses().forEach(views::remove);
    }
  }

  private void refresh(String uid) {
    var client = clients.get(uid);
    if (client == null) {
      return;
    }
    var hosts =
        Optional.ofNullable(tables.get(uid))
            .map(table -> HostTable.of(table, client.namespace(), domain));
    var view = new NameView.Mesh(hosts, domain);
    client.addresses().forEach(address -> views.put(address, view));
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
