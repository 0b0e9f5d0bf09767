// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.lab.LabException;
import io.lateen.lab.system.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Ends the process that runs the demo, from another one. */
record OtherOwner(Waiting waiting) {

  /** How long the owner may take to remove its lab. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration INTERVAL = Duration.ofMillis(100);

  /** Returns the lock once the owner is gone; asks it to stop, and after a while kills it. */
  LabLock end(Path file, Progress progress) throws LabException, InterruptedException {
    var lock = LabLock.tryAcquire(file);
    if (lock.isPresent()) {
      return lock.get();
    }
    progress.note("asking process " + LabLock.ownerInWords(file) + " to stop");
    signal(file, false);
    lock = await(file);
    if (lock.isEmpty()) {
      signal(file, true);
      lock = await(file);
    }
    return lock.orElseThrow(
        () ->
            new LabException(
                LabException.FAILED,
                "process " + LabLock.ownerInWords(file) + " does not end",
                "end it by hand and run ./lateen demo stop again"));
  }

  /** The lock is held, so the number in the file is its owner's. */
  private static void signal(Path file, boolean force) {
    LabLock.owner(file).stream()
        .mapToObj(ProcessHandle::of)
        .flatMap(Optional::stream)
        .forEach(owner -> end(owner, force));
  }

  private static void end(ProcessHandle owner, boolean force) {
    if (force) {
      owner.destroyForcibly();
    } else {
      owner.destroy();
    }
  }

  private Optional<LabLock> await(Path file) throws LabException, InterruptedException {
    long start = waiting.ticks().nanos();
    while (waiting.since(start).compareTo(PATIENCE) < 0) {
      var lock = LabLock.tryAcquire(file);
      if (lock.isPresent()) {
        return lock;
      }
      waiting.pause(INTERVAL);
    }
    return Optional.empty();
  }
}
