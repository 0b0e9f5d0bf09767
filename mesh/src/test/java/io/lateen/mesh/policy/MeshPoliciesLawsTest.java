// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.policy;

import io.lateen.api.ConfigDelta;
import io.lateen.mesh.sample.ConfigLaws;
import io.lateen.mesh.sample.RandomObjects;
import io.lateen.testkit.law.Gen;

class MeshPoliciesLawsTest implements ConfigLaws<MeshPolicies> {

  @Override
  public MeshPolicies empty() {
    return MeshPolicies.EMPTY;
  }

  @Override
  public MeshPolicies apply(MeshPolicies snapshot, ConfigDelta delta) {
    return snapshot.apply(delta);
  }

  @Override
  public Gen<ConfigDelta> deltas() {
    return RandomObjects.policies();
  }
}
