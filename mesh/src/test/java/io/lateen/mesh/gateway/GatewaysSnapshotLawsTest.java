// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gateway;

import io.lateen.api.ConfigDelta;
import io.lateen.mesh.sample.ConfigLaws;
import io.lateen.mesh.sample.RandomObjects;
import io.lateen.testkit.law.Gen;

class GatewaysSnapshotLawsTest implements ConfigLaws<GatewaysSnapshot> {

  @Override
  public GatewaysSnapshot empty() {
    return GatewaysSnapshot.EMPTY;
  }

  @Override
  public GatewaysSnapshot apply(GatewaysSnapshot snapshot, ConfigDelta delta) {
    return snapshot.apply(delta);
  }

  @Override
  public Gen<ConfigDelta> deltas() {
    return RandomObjects.gateways();
  }
}
