// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.security;

import io.lateen.api.ConfigDelta;
import io.lateen.mesh.sample.ConfigLaws;
import io.lateen.mesh.sample.RandomObjects;
import io.lateen.testkit.law.Gen;

class PeerAuthenticationsSnapshotLawsTest implements ConfigLaws<PeerAuthenticationsSnapshot> {

  @Override
  public PeerAuthenticationsSnapshot empty() {
    return PeerAuthenticationsSnapshot.EMPTY;
  }

  @Override
  public PeerAuthenticationsSnapshot apply(
      PeerAuthenticationsSnapshot snapshot, ConfigDelta delta) {
    return snapshot.apply(delta);
  }

  @Override
  public Gen<ConfigDelta> deltas() {
    return RandomObjects.peerAuthentications();
  }
}
