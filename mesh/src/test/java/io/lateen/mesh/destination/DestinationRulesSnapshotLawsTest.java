// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.destination;

import io.lateen.api.ConfigDelta;
import io.lateen.mesh.sample.ConfigLaws;
import io.lateen.mesh.sample.RandomObjects;
import io.lateen.testkit.law.Gen;

class DestinationRulesSnapshotLawsTest implements ConfigLaws<DestinationRulesSnapshot> {

  @Override
  public DestinationRulesSnapshot empty() {
    return DestinationRulesSnapshot.EMPTY;
  }

  @Override
  public DestinationRulesSnapshot apply(DestinationRulesSnapshot snapshot, ConfigDelta delta) {
    return snapshot.apply(delta);
  }

  @Override
  public Gen<ConfigDelta> deltas() {
    return RandomObjects.destinationRules();
  }
}
