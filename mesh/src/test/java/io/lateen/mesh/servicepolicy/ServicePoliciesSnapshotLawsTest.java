// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.servicepolicy;

import io.lateen.api.ConfigDelta;
import io.lateen.mesh.sample.ConfigLaws;
import io.lateen.mesh.sample.RandomObjects;
import io.lateen.testkit.law.Gen;

class ServicePoliciesSnapshotLawsTest implements ConfigLaws<ServicePoliciesSnapshot> {

  @Override
  public ServicePoliciesSnapshot empty() {
    return ServicePoliciesSnapshot.EMPTY;
  }

  @Override
  public ServicePoliciesSnapshot apply(ServicePoliciesSnapshot snapshot, ConfigDelta delta) {
    return snapshot.apply(delta);
  }

  @Override
  public Gen<ConfigDelta> deltas() {
    return RandomObjects.servicePolicies();
  }
}
