// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.routing;

import io.lateen.api.ConfigDelta;
import io.lateen.mesh.sample.ConfigLaws;
import io.lateen.mesh.sample.RandomObjects;
import io.lateen.testkit.law.Gen;

class VirtualServicesSnapshotLawsTest implements ConfigLaws<VirtualServicesSnapshot> {

  @Override
  public VirtualServicesSnapshot empty() {
    return VirtualServicesSnapshot.EMPTY;
  }

  @Override
  public VirtualServicesSnapshot apply(VirtualServicesSnapshot snapshot, ConfigDelta delta) {
    return snapshot.apply(delta);
  }

  @Override
  public Gen<ConfigDelta> deltas() {
    return RandomObjects.virtualServices();
  }
}
