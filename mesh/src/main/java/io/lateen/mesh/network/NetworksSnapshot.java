// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.network;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.kubernetes.Service;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.MeshNetworks;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.settings.MeshInventory;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What decides the networks of the mesh. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param services Services that have an address outside of the cluster
 * @param described what is written about networks
 * @param own network of the cluster by the label of its root namespace; empty for none
 * @param networks what comes of it
 */
public record NetworksSnapshot(
    KindSnapshot<Service> services, MeshNetworks described, String own, Networks networks) {

  /** Names the network of a namespace, workload or gateway (istio/api labels.yaml). */
  static final String NETWORK_LABEL = "topology.istio.io/network";

  public static final NetworksSnapshot EMPTY =
      new NetworksSnapshot(KindSnapshot.empty(Service.class), MeshNetworks.NONE, "", Networks.NONE);

  /** This state under other descriptions of networks and namespaces. */
  public NetworksSnapshot under(MeshInventory inventory, MeshConfig settings) {
    var describedNow = inventory.networksOr(settings.networks());
    var ownNow =
        inventory.namespaces().byKey().values().stream()
            .filter(namespace -> namespace.name().equals(settings.rootNamespace()))
            .findFirst()
            .map(namespace -> namespace.meta().labels().getOrDefault(NETWORK_LABEL, ""))
            .orElse("");
    return describedNow.equals(described) && ownNow.equals(own)
        ? this
        : of(services, describedNow, ownNow);
  }

  /** The state after {@code delta}. */
  public NetworksSnapshot apply(ConfigDelta delta) {
    var now = services.apply(outside(delta));
    return now == services ? this : of(now, described, own);
  }

  /** Equal networks stay the same object. */
  private NetworksSnapshot of(KindSnapshot<Service> now, MeshNetworks text, String label) {
    var made = NetworksBuilder.of(text, now.byKey().values(), label);
    return new NetworksSnapshot(now, text, label, made.equals(networks) ? networks : made);
  }

  /** Services without an address outside are as good as removed. */
  private static ConfigDelta outside(ConfigDelta delta) {
    var kept = new TreeMap<ObjectKey, ConfigObject<?>>();
    var gone = new TreeSet<>(delta.removals());
    for (var object : delta.upserts(Service.class)) {
      if (NetworksBuilder.addresses(object.spec()).isEmpty()) {
        gone.add(object.key());
      } else {
        kept.put(object.key(), object);
      }
    }
    return new ConfigDelta(kept, gone);
  }
}
