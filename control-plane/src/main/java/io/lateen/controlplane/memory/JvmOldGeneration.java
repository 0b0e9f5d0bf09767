// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.memory;

import static java.lang.management.MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/** That of this process, by its management interface ({@code java.lang.management}). */
public final class JvmOldGeneration implements OldGeneration {

  private final MemoryPoolMXBean pool;
  private final List<NotificationListener> listeners = new CopyOnWriteArrayList<>();

  private JvmOldGeneration(MemoryPoolMXBean pool) {
    this.pool = pool;
  }

  /** Empty for collectors without one. */
  public static Optional<OldGeneration> find() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .filter(MemoryPoolMXBean::isUsageThresholdSupported)
        .<OldGeneration>map(JvmOldGeneration::new)
        .findFirst();
  }

  @Override
  public long live() {
    var collected = pool.getCollectionUsage();
    return collected == null ? 0 : collected.getUsed();
  }

  @Override
  public long used() {
    return pool.getUsage().getUsed();
  }

  @Override
  public void limit(long bytes) {
    long most = pool.getUsage().getMax();
    pool.setUsageThreshold(most < 0 ? bytes : Math.min(bytes, most));
  }

  @Override
  public void onPassed(Runnable observer) {
    NotificationListener listener = (_, _) -> observer.run();
    listeners.add(listener);
    memory()
        .addNotificationListener(
            listener,
            notification -> notification.getType().equals(MEMORY_THRESHOLD_EXCEEDED),
            null);
  }

  /** What gives notice is this bean, as its specification says. */
  private static NotificationEmitter memory() {
    return (NotificationEmitter) ManagementFactory.getMemoryMXBean();
  }

  @Override
  public void collect() {
    System.gc();
  }

  @Override
  public void close() {
    pool.setUsageThreshold(0);
    for (var listener : listeners) {
      if (listeners.remove(listener)) {
        remove(listener);
      }
    }
  }

  private static void remove(NotificationListener listener) {
    try {
      memory().removeNotificationListener(listener);
    } catch (ListenerNotFoundException e) {
      throw new IllegalStateException("it was added before", e);
    }
  }
}
