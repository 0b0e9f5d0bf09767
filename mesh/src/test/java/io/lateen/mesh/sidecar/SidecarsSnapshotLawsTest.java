// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.sidecar;

import io.lateen.api.ConfigDelta;
import io.lateen.mesh.sample.ConfigLaws;
import io.lateen.mesh.sample.RandomObjects;
import io.lateen.testkit.law.Gen;

class SidecarsSnapshotLawsTest implements ConfigLaws<SidecarsSnapshot> {

  @Override
  public SidecarsSnapshot empty() {
    return SidecarsSnapshot.EMPTY;
  }

  @Override
  public SidecarsSnapshot apply(SidecarsSnapshot snapshot, ConfigDelta delta) {
    return snapshot.apply(delta);
  }

  @Override
  public Gen<ConfigDelta> deltas() {
    return RandomObjects.sidecars();
  }
}
