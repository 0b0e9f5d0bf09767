// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The newest events in a ring; watchers read it at their own pace and nothing queues for them. */
final class EventWindow {

  /**
   * How many events a watcher may lie behind before it has to list again (docs/limits.md). etcd's
   * watch cache in kube-apiserver starts with 100 per kind; this ring serves all kinds.
   */
  static final int MAX_EVENTS = 4096;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<StoreEvent> ring = new ArrayDeque<>();
  private final int capacity;

  /** Events up to and including this revision have left the ring. */
  private long forgotten;

  private long newest;
  private boolean closed;

  EventWindow(int capacity) {
    this.capacity = capacity;
  }

  /** Sets the start: nothing up to {@code revision} is known. */
  void startAt(long revision) {
    lock.lock();
    try {
      forgotten = revision;
      newest = revision;
    } finally {
      lock.unlock();
    }
  }

  void add(List<StoreEvent> events) {
    lock.lock();
    try {
      for (var event : events) {
        ring.addLast(event);
        newest = event.revision();
        if (ring.size() > capacity) {
          forgotten = ring.removeFirst().revision();
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Events after {@code revision}; waits up to {@code patience} for the first of them. */
  Watch.Batch after(long revision, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      var left = patience.toNanos();
      while (!closed && newest <= revision && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (closed) {
        return new Watch.Closed();
      }
      if (revision < forgotten) {
        return new Watch.Gone(forgotten);
      }
      var found = new ArrayList<StoreEvent>();
      for (var event : ring) {
        if (event.revision() > revision) {
          found.add(event);
        }
      }
      return new Watch.Events(List.copyOf(found), Math.max(newest, revision));
    } finally {
      lock.unlock();
    }
  }
}
