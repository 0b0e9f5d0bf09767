// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

import io.lateen.api.ConfigDelta;
import io.lateen.mesh.sample.ConfigLaws;
import io.lateen.mesh.sample.RandomObjects;
import io.lateen.testkit.law.Gen;

class WorkloadsSnapshotLawsTest implements ConfigLaws<WorkloadsSnapshot> {

  @Override
  public WorkloadsSnapshot empty() {
    return WorkloadsSnapshot.EMPTY;
  }

  @Override
  public WorkloadsSnapshot apply(WorkloadsSnapshot snapshot, ConfigDelta delta) {
    return snapshot.apply(delta);
  }

  @Override
  public Gen<ConfigDelta> deltas() {
    return RandomObjects.workloads();
  }
}
