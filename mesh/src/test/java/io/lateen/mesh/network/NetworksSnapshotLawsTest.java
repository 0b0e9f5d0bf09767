// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.network;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.mesh.sample.ConfigLaws;
import io.lateen.mesh.sample.RandomObjects;
import io.lateen.testkit.law.Gen;
import java.util.ArrayList;

class NetworksSnapshotLawsTest implements ConfigLaws<NetworksSnapshot> {

  @Override
  public NetworksSnapshot empty() {
    return NetworksSnapshot.EMPTY;
  }

  @Override
  public NetworksSnapshot apply(NetworksSnapshot snapshot, ConfigDelta delta) {
    return snapshot.apply(delta);
  }

  @Override
  public Gen<ConfigDelta> deltas() {
    var all = new ArrayList<ConfigObject<?>>();
    for (var network : new String[] {"one", "two"}) {
      var label = "topology.istio.io/network: " + network;
      all.addAll(NetworkObjects.of(NetworkObjects.service("east-west", label, "1.2.3.4")));
      all.addAll(NetworkObjects.of(NetworkObjects.service("other", "a: b", "1.2.3.5")));
      all.addAll(NetworkObjects.of(NetworkObjects.service("other", "a: b", "")));
    }
    return RandomObjects.deltas(Gen.of(all));
  }
}
