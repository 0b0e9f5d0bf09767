// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes last good configurations, never two at a time, always the newest. Safe from all threads;
 * the disk is touched on the disk executor only.
 */
final class LastGoodSaver {

  private static final Logger LOG = LoggerFactory.getLogger(LastGoodSaver.class);

  private final LastGoodStore store;
  private final Executor disk;
  private final Consumer<String> failed;
  private @Nullable LastGood waiting;
  private boolean busy;
  private boolean forgotten;
  private boolean deleting;

  /** A saver with nothing to save; {@code failed} is told why a save failed. */
  LastGoodSaver(LastGoodStore store, Executor disk, Consumer<String> failed) {
    this.store = store;
    this.disk = disk;
    this.failed = failed;
  }

  /** Saves this as soon as the disk is free; replaces what still waits. */
  synchronized void save(LastGood lastGood) {
    if (!forgotten) {
      waiting = lastGood;
      next();
    }
  }

  /** Deletes what was saved and saves nothing any more. */
  synchronized void forget() {
    forgotten = true;
    waiting = null;
    deleting = true;
    next();
  }

  private void next() {
    if (!busy && (deleting || waiting != null)) {
      busy = true;
      disk.execute(this::work);
    }
  }

  private void work() {
    try {
      var lastGood = take();
      if (lastGood != null) {
        store.save(lastGood);
      } else {
        store.delete();
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("last good configuration not written: {}", e.toString());
      failed.accept(String.valueOf(e.getMessage()));
    }
    done();
  }

  private synchronized @Nullable LastGood take() {
    var taken = waiting;
    waiting = null;
    deleting &= taken != null;
    return taken;
  }

  /** What was asked for meanwhile comes now: a newer save, or a deletion after the save. */
  private synchronized void done() {
    busy = false;
    next();
  }
}
