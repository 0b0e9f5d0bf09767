// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.testkit.time.VirtualExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeapGrowthTest {

  private static final long MEGABYTE = 1 << 20;

  private final VirtualExecutor executor = new VirtualExecutor();
  private final Heap heap = new Heap();
  private final HeapGrowth growth = new HeapGrowth(heap, executor);

  /** A heap of which as much lives as the test says. */
  private static final class Heap implements OldGeneration {
    private final List<Long> limits = new ArrayList<>();
    private Runnable observer = () -> {};
    private long lives;
    private long live;
    private long used;

    @Override
    public long live() {
      return live;
    }

    @Override
    public long used() {
      return used;
    }

    @Override
    public void limit(long bytes) {
      limits.add(bytes / MEGABYTE);
    }

    @Override
    public void onPassed(Runnable observer) {
      this.observer = observer;
    }

    @Override
    public void collect() {
      live = lives;
      used = lives;
    }

    @Override
    public void close() {
      observer = () -> {};
    }
  }

  @Test
  void collectsAtTwiceOfWhatLivesAndSomeRoom() {
    growth.watch();
    heap.lives = 100 * MEGABYTE;
    heap.used = 140 * MEGABYTE;
    heap.observer.run();
    assertThat(growth.collections()).isZero();
    executor.runAll();
    assertThat(growth.collections()).isEqualTo(1);
    assertThat(growth.used()).isEqualTo(100 * MEGABYTE);
    assertThat(growth.limit()).isEqualTo(328 * MEGABYTE);
    heap.lives = 20 * MEGABYTE;
    heap.observer.run();
    executor.runAll();
    assertThat(heap.limits).containsExactly(128L, 328L, 168L);
  }

  @Test
  void noticesThatComeTogetherAreOneCollection() {
    growth.watch();
    heap.observer.run();
    heap.observer.run();
    executor.runAll();
    assertThat(growth.collections()).isEqualTo(1);
  }

  @Test
  void hearsNothingAfterItsEnd() {
    growth.watch();
    growth.close();
    heap.observer.run();
    executor.runAll();
    assertThat(growth.collections()).isZero();
  }

  @Test
  void anExecutorThatEndsIsNoFault() {
    var ending =
        new HeapGrowth(
            heap,
            task -> {
              throw new RejectedExecutionException("it ends");
            });
    ending.watch();
    heap.observer.run();
    assertThat(ending.collections()).isZero();
  }

  /** Of the JVM that runs the tests; which collector it has, nobody says. */
  @Test
  void theJvmTellsWhenTheLimitIsPassed() throws InterruptedException {
    var old = JvmOldGeneration.find().orElseThrow();
    old.collect();
    assertThat(old.used()).isPositive();
    var told = new CountDownLatch(1);
    old.onPassed(told::countDown);
    old.limit(1);
    old.collect(); // The JVM looks at the limit when it collects.
    assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    old.close();
    old.close();
  }
}
