// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real watch on a real folder: every kind of change leads to a call. */
class JdkFolderWatchTest {

  @TempDir private Path folder;

  @Test
  void changesAreTold() throws Exception {
    var events = new Semaphore(0);
    try (var waiter = Executors.newSingleThreadExecutor();
        var watch = new JdkFolderWatch(waiter)) {
      watch.start(change -> release(events, change.entries()));
      assertThat(watch.follow(Set.of(folder))).isTrue();
      assertThat(watch.follow(Set.of(folder))).isFalse();
      Path file = folder.resolve("a.yaml");
      Files.createFile(file);
      await(events);
      Files.writeString(file, "x: 1");
      await(events);
      Files.move(file, folder.resolve("b.yaml"));
      await(events);
      Files.delete(folder.resolve("b.yaml"));
      await(events);
    }
  }

  @Test
  void aFileThatIsMovedInThePlaceOfAnotherIsToldAsSuch() throws Exception {
    var changes = new LinkedBlockingQueue<FolderChange>();
    try (var waiter = Executors.newSingleThreadExecutor();
        var watch = new JdkFolderWatch(waiter)) {
      var file = Files.writeString(folder.resolve("a.yaml"), "x: 1");
      var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
      var fresh = Files.writeString(elsewhere.resolve("fresh"), "x: 2");
      watch.start(changes::add);
      watch.follow(Set.of(folder));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      assertThat(changes.poll(10, TimeUnit.SECONDS))
          .isEqualTo(new FolderChange(Set.of(file), Set.of(file)));
      Files.writeString(file, "x: 3");
      assertThat(changes.poll(10, TimeUnit.SECONDS))
          .isEqualTo(new FolderChange(Set.of(file), Set.of()));
    }
  }

  private void release(Semaphore events, Set<Path> entries) {
    if (entries.stream().allMatch(entry -> folder.equals(entry.getParent()))) {
      events.release();
    }
  }

  private static void await(Semaphore events) throws InterruptedException {
    assertThat(events.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    events.drainPermits();
  }
}
