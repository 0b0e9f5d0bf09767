// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The same with a watch that tells which entries changed, as the real one does. */
class FileSourceByEntriesTest extends FileSourceTest {

  private Map<Path, String> seen = Map.of();

  @Override
  void started() {
    seen = entries();
  }

  @Override
  void event() {
    var now = entries();
    Set<Path> changed = new HashSet<>(seen.keySet());
    changed.addAll(now.keySet());
    changed.removeIf(entry -> now.getOrDefault(entry, "").equals(seen.getOrDefault(entry, "")));
    seen = now;
    var followed = watch.followed();
    if (followed.isEmpty() || !followed.stream().allMatch(Files::exists)) {
      watch.event(); // Nothing is known of a folder that is or was gone.
    }
    changed.removeIf(entry -> !followed.contains(entry.getParent()));
    if (!changed.isEmpty()) {
      watch.event(changed.toArray(Path[]::new));
    }
  }

  /** Writes elsewhere and moves. */
  private Path replace(String name, String text) throws IOException {
    var fresh = write("fresh.tmp", text);
    return Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void aFileThatIsMovedInThePlaceOfAQuietOneIsToldAtOnce() throws Exception {
    write("a.yaml", routes("a", "a"));
    start();
    watch.moved(replace("a.yaml", routes("b", "b")));
    executor.runAll();
    assertThat(names()).containsExactly("b");
  }

  @Test
  void aFileThatIsMovedToAFreeNameWaitsLikeOneThatIsBeingWritten() throws Exception {
    start();
    watch.moved(replace("a.yaml", routes("a", "a")));
    executor.runAll();
    assertThat(names()).isEmpty();
    settle();
    assertThat(names()).containsExactly("a");
  }

  @Test
  void aFileThatIsMovedInThePlaceOfOneThatWasBeingWrittenWaits() throws Exception {
    var file = write("a.yaml", routes("a", "a"));
    start();
    write("a.yaml", routes("half", "half"));
    watch.event(file);
    executor.runAll();
    watch.moved(replace("a.yaml", routes("b", "b")));
    executor.runAll();
    assertThat(names()).containsExactly("a");
    settle();
    assertThat(names()).containsExactly("b");
  }

  @Test
  void aMoveAndAWriteBeforeTheNextLookWaitLikeAWrite() throws Exception {
    var file = write("a.yaml", routes("a", "a"));
    start();
    watch.moved(replace("a.yaml", routes("b", "b")));
    watch.event(file);
    executor.runAll();
    assertThat(names()).containsExactly("a");
  }

  /** The look at all files is due, and the one that was moved does not wait for it. */
  @Test
  void whatIsKnownToHaveChangedComesBeforeTheLookAtAll() throws Exception {
    write("a.yaml", routes("a", "a"));
    start();
    scheduler.clock().advance(LIMITS.rescan());
    watch.moved(replace("a.yaml", routes("b", "b")));
    executor.runAll();
    assertThat(names()).containsExactly("b");
  }

  /** A folder with changes all the time still has its look at all files. */
  @Test
  void whatNoEventToldIsFoundAmongManyEvents() throws Exception {
    write("a.yaml", routes("a", "a"));
    start();
    write("missed.yaml", routes("missed", "missed"));
    int half = (int) LIMITS.rescan().toMillis() / 2;
    for (int i = 0; i < 4; i++) {
      scheduler.advance(Duration.ofMillis(half));
      watch.moved(replace("a.yaml", routes("a" + i, "a")));
      executor.runAll();
    }
    assertThat(names()).containsExactly("a3", "missed");
  }

  private Map<Path, String> entries() {
    Map<Path, String> entries = new TreeMap<>();
    try (var all = Files.walk(folder)) {
      for (var entry : all.toList()) {
        var attributes =
            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        entries.put(
            entry,
            attributes.isDirectory()
                ? "folder"
                : "%s %s %s"
                    .formatted(
                        attributes.fileKey(), attributes.size(), attributes.lastModifiedTime()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }
}
