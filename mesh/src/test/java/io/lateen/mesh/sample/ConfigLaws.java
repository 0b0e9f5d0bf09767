// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.sample;

import io.lateen.api.ConfigDelta;
import io.lateen.testkit.law.SnapshotLaws;
import java.util.Map;
import java.util.Set;

/** The laws of snapshots for those that change by {@link ConfigDelta}. */
public interface ConfigLaws<S> extends SnapshotLaws<S, ConfigDelta> {

  @Override
  default ConfigDelta none() {
    return ConfigDelta.EMPTY;
  }

  @Override
  default ConfigDelta then(ConfigDelta first, ConfigDelta second) {
    return first.then(second);
  }

  /** Object by object: another path to the same state than one batch. */
  @Override
  default S rebuild(ConfigDelta all) {
    S state = empty();
    for (var object : all.upserts().values()) {
      state = apply(state, ConfigDelta.upsert(object));
    }
    return state;
  }

  @Override
  default Map<String, ?> parts(S snapshot) {
    return Map.of();
  }

  @Override
  default Set<String> touched(ConfigDelta delta) {
    return Set.of();
  }
}
