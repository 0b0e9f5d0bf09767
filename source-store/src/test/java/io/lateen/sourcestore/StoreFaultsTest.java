// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import static io.lateen.sourcestore.Stores.committed;
import static io.lateen.sourcestore.Stores.key;
import static io.lateen.sourcestore.Stores.put;
import static io.lateen.sourcestore.Stores.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFaultsTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("store.db");
  }

  @Test
  void aFullDiskRefusesTheWriteAndKeepsTheRestReadable() throws Exception {
    try (var store = Stores.open(file())) {
      committed(store, put("a", "x"));
      store.log().limitPages(1);
      WriteResult result = committed(store, put("small", "x"));
      for (var i = 0; i < 100 && result instanceof WriteResult.Committed; i++) {
        result = write(store, put("big-" + i, "h".repeat(20_000)));
      }
      assertThat(result)
          .isInstanceOfSatisfying(
              WriteResult.Failed.class,
              failed -> {
                assertThat(failed.failure().cause()).isEqualTo(StoreFailure.Cause.FULL);
                assertThat(failed.failure().message()).contains("full", file().toString());
              });
      var revision = store.image().revision();
      assertThat(store.image().find(key("a"))).isPresent();
      assertThat(store.history(key("a"), 10).join()).hasSize(1);
      store.log().limitPages(1_000_000);
      assertThat(committed(store, put("after", "x")).revision()).isEqualTo(revision + 1);
    }
  }

  @Test
  void anotherProcessMayNotOpenIt() throws Exception {
    try (var first = Stores.open(file())) {
      committed(first, put("a", "x"));
      var e = catchThrowableOfType(StoreException.class, () -> Stores.open(file()));
      assertThat(e.failure().cause()).isEqualTo(StoreFailure.Cause.IN_USE);
    }
    Stores.open(file()).close();
  }

  @Test
  void aFileThatIsNoDatabaseIsNamedDamaged() throws Exception {
    Files.writeString(
        file(), "this is not a database, but long enough to look like one".repeat(99));
    var e = catchThrowableOfType(StoreException.class, () -> Stores.open(file()));
    assertThat(e.failure().cause()).isEqualTo(StoreFailure.Cause.DAMAGED);
    assertThat(e.failure().remedy()).contains("mv ");
  }

  @Test
  void damagedPagesAreFoundAtTheStart() throws Exception {
    try (var store = Stores.open(file())) {
      for (var i = 0; i < 50; i++) {
        committed(store, put("a-" + i, "h".repeat(500)));
      }
    }
    try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
      raw.seek(4096);
      raw.write(new byte[8192]);
    }
    var e = catchThrowableOfType(StoreException.class, () -> Stores.open(file()));
    assertThat(e.failure().cause()).isEqualTo(StoreFailure.Cause.DAMAGED);
  }

  @Test
  void aNewerSchemaIsLeftAlone() throws Exception {
    Stores.open(file()).close();
    try (var raw = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = raw.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    var e = catchThrowableOfType(StoreException.class, () -> Stores.open(file()));
    assertThat(e.failure().cause()).isEqualTo(StoreFailure.Cause.TOO_NEW);
  }

  @Test
  void aMissingFolderHasAMessage() {
    var e =
        catchThrowableOfType(
            StoreException.class, () -> Stores.open(folder.resolve("none/store.db")));
    assertThat(e.failure().cause()).isEqualTo(StoreFailure.Cause.READ_ONLY);
  }

  /**
   * Whatever part of the write-ahead log a killed process left on disk, the next start finds a
   * prefix of the commits, each whole.
   */
  @Test
  void aTornLogLeavesWholeCommits() throws Exception {
    var commits = 12;
    var lengths = new long[commits + 1];
    try (var store = Stores.open(file())) {
      lengths[0] = Files.size(wal(file()));
      for (var i = 1; i <= commits; i++) {
        // Two objects in one commit: both or none must survive.
        committed(store, put("left", "h" + i), put("right", "h" + i));
        lengths[i] = Files.size(wal(file()));
      }
      for (var cut = lengths[0]; cut <= lengths[commits]; cut += 1013) {
        checkPrefix(cut, lengths);
      }
    }
  }

  private void checkPrefix(long cut, long[] lengths) throws IOException, StoreException {
    var copy = folder.resolve("copy.db");
    Files.copy(file(), copy, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(wal(file()), wal(copy), StandardCopyOption.REPLACE_EXISTING);
    try (var channel = FileChannel.open(wal(copy), StandardOpenOption.WRITE)) {
      channel.truncate(cut);
    }
    var whole = 0;
    while (whole + 1 < lengths.length && lengths[whole + 1] <= cut) {
      whole++;
    }
    try (var store = Stores.open(copy)) {
      assertThat(store.image().revision()).as("cut at %d", cut).isEqualTo(2L * whole);
      if (whole > 0) {
        assertThat(store.image().find(key("left")).orElseThrow().json()).contains("h" + whole);
        assertThat(store.image().find(key("right")).orElseThrow().json()).contains("h" + whole);
      }
    }
    Files.deleteIfExists(copy);
    Files.deleteIfExists(wal(copy));
  }

  private static Path wal(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }
}
