// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gateway;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.networking.Gateway;
import io.lateen.mesh.object.Age;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.workload.Workload;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All Gateways. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param written the objects as they are
 * @param ordered the same, oldest first
 * @param byName the same by {@code namespace/name}
 */
public record GatewaysSnapshot(
    KindSnapshot<Gateway> written,
    PSortedMap<Age, ConfigObject<Gateway>> ordered,
    PMap<String, ConfigObject<Gateway>> byName) {

  public static final GatewaysSnapshot EMPTY =
      new GatewaysSnapshot(
          KindSnapshot.empty(Gateway.class), TreePMap.empty(), HashTreePMap.empty());

  /** The state after {@code delta}; Gateways that it does not touch stay the same objects. */
  public GatewaysSnapshot apply(ConfigDelta delta) {
    var changes = written.changes(delta);
    if (changes.isEmpty()) {
      return this;
    }
    var order = ordered;
    var names = byName;
    for (var change : changes) {
      if (change.before().isPresent()) {
        order = order.minus(Age.of(change.before().get()));
        names = names.minus(name(change.before().get()));
      }
      if (change.after().isPresent()) {
        ConfigObject<Gateway> after = change.after().get();
        order = order.plus(Age.of(after), after);
        names = names.plus(name(after), after);
      }
    }
    return new GatewaysSnapshot(written.with(changes), order, names);
  }

  /** All Gateways, oldest first. */
  public Collection<ConfigObject<Gateway>> all() {
    return ordered.values();
  }

  /** The Gateway that a VirtualService names {@code namespace/name}. */
  public Optional<ConfigObject<Gateway>> named(String gateway) {
    return Optional.ofNullable(byName.get(gateway));
  }

  /**
   * The Gateways of any namespace that select the workload, oldest first; an empty selector selects
   * every gateway proxy.
   */
  public List<ConfigObject<Gateway>> selecting(Workload workload) {
    return ordered.values().stream()
        .filter(gateway -> workload.isSelectedBy(gateway.spec().selector()))
        .toList();
  }

  private static String name(ConfigObject<Gateway> gateway) {
    return gateway.namespace() + "/" + gateway.name();
  }
}
