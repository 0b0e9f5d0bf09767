// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.settings;

import io.lateen.api.ConfigDelta;
import io.lateen.mesh.sample.ConfigLaws;
import io.lateen.mesh.sample.RandomObjects;
import io.lateen.testkit.law.Gen;

class MeshInventoryLawsTest implements ConfigLaws<MeshInventory> {

  @Override
  public MeshInventory empty() {
    return MeshInventory.EMPTY;
  }

  @Override
  public MeshInventory apply(MeshInventory snapshot, ConfigDelta delta) {
    return snapshot.apply(delta);
  }

  @Override
  public Gen<ConfigDelta> deltas() {
    return RandomObjects.inventory();
  }
}
