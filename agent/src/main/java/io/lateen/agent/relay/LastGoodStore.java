// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import java.io.IOException;

/** Keeps the last good configuration of one workload across restarts. One caller at a time. */
public interface LastGoodStore {

  /** Keeps nothing. */
  LastGoodStore NONE =
      new LastGoodStore() {
        @Override
        public LastGood load() {
          return LastGood.NONE;
        }

        @Override
        public void save(LastGood lastGood) {}

        @Override
        public void delete() {}
      };

  /** What was saved last; {@link LastGood#NONE} when there is nothing or nothing readable. */
  LastGood load();

  /**
   * Replaces what was saved, entirely or not at all.
   *
   * @throws IOException when the disk refuses; what was saved before remains
   */
  void save(LastGood lastGood) throws IOException;

  /** Forgets what was saved. */
  void delete() throws IOException;
}
