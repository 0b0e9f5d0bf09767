// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.lab.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this process owns of a demo: the lock, the start under way, the running lab. Thread-safe: a
 * start on the main thread can be called off by a shutdown hook.
 */
final class Ownership {

  private @Nullable LabLock lock;
  private @Nullable RunningLab lab;
  private @Nullable Path stateDir;
  private @Nullable Thread starter;
  private boolean stopping;

  /** Takes the lock for a start on the calling thread. */
  synchronized void begin(Path folder) throws LabException {
    if (lock != null || stopping) {
      throw new LabException(LabException.FAILED, "the demo was started already", "");
    }
    var file = new StateFolder(folder).lock();
    lock = LabLock.tryAcquire(file).orElseThrow(() -> runsAlready(file));
    stateDir = folder;
    starter = Thread.currentThread();
  }

  private static LabException runsAlready(Path lockFile) {
    return new LabException(
        LabException.UNAVAILABLE,
        "the demo is already running (process %s)".formatted(LabLock.ownerInWords(lockFile)),
        "see it with ./lateen demo status, end it with ./lateen demo stop");
  }

  synchronized void runs(RunningLab started) {
    lab = started;
  }

  /** The start is over, well or not. */
  synchronized void startEnds() {
    starter = null;
    notifyAll();
  }

  /** Calls off a start that is under way in another thread and waits until it has cleaned up. */
  synchronized void abortStart() throws InterruptedException {
    stopping = true;
    if (starter != null) {
      starter.interrupt();
    }
    while (starter != null) {
      wait();
    }
  }

  synchronized Optional<RunningLab> lab() {
    return Optional.ofNullable(lab);
  }

  /** The folder of the demo that this process runs or starts. */
  synchronized Optional<Path> stateDir() {
    return lock == null ? Optional.empty() : Optional.ofNullable(stateDir);
  }

  /** Looks after the lab no more; its processes live on. */
  synchronized void closeLab() {
    if (lab != null) {
      lab.close();
      lab = null;
    }
  }

  /** Takes over a lock from an owner that has ended. */
  synchronized void adopt(LabLock taken) {
    lock = taken;
  }

  synchronized void release() {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        // The kernel takes the lock back when this process ends, soon.
      }
      lock = null;
    }
  }
}
