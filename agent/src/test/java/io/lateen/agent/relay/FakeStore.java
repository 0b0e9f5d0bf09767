// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import java.io.IOException;

/** A disk of the test, which may be full. */
final class FakeStore implements LastGoodStore {
  LastGood saved = LastGood.NONE;
  int saves;
  boolean deleted;
  boolean full;

  @Override
  public LastGood load() {
    return saved;
  }

  @Override
  public void save(LastGood lastGood) throws IOException {
    if (full) {
      throw new IOException("no space left");
    }
    saved = lastGood;
    saves++;
  }

  @Override
  public void delete() {
    saved = LastGood.NONE;
    deleted = true;
  }
}
