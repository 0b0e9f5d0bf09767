// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import static io.lateen.sourcestore.Stores.committed;
import static io.lateen.sourcestore.Stores.delete;
import static io.lateen.sourcestore.Stores.document;
import static io.lateen.sourcestore.Stores.put;
import static io.lateen.sourcestore.Stores.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.sourcestore.audit.Actor;
import io.lateen.sourcestore.audit.AuditChain;
import io.lateen.sourcestore.audit.AuditEntry;
import io.lateen.sourcestore.audit.AuditHead;
import io.lateen.sourcestore.audit.AuditSettings;
import io.lateen.sourcestore.audit.AuditText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log grows with the changes and never without them, and it is sealed, kept and forgotten. */
class AuditTrailTest {

  private static final AuditEntry NOTE =
      AuditEntry.of(Stores.NOW, Actor.SYSTEM, "issue", "token", "done");

  @TempDir Path folder;
  private ConfigStore store;

  @BeforeEach
  void open() throws StoreException {
    store = open(new AuditSettings(10, 2));
  }

  private ConfigStore open(AuditSettings settings) throws StoreException {
    var numbers = new AtomicInteger();
    return ConfigStore.open(
        folder.resolve("store.db"),
        new ConfigStore.Seams(
            Runnable::run,
            InstantSource.fixed(Stores.NOW),
            () -> "uid-" + numbers.incrementAndGet()),
        settings,
        AuditHead.Signer.NONE);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<AuditText.Line> all() {
    return store.audit().after(0, 1000).join();
  }

  private void chained(List<AuditText.Line> lines, String start) {
    var hash = start;
    for (var line : lines) {
      hash = AuditChain.next(hash, line.json());
      assertThat(line.hash()).as(line.json()).isEqualTo(hash);
    }
  }

  @Test
  void eachRevisionHasARecordWithTheHashesOfItsContents() {
    committed(store, put("a", "x"), put("b", "x"));
    committed(store, put("a", "y"));
    committed(store, put("a", "y"));
    committed(store, delete("a"));
    var lines = all();
    chained(lines, AuditChain.START);
    assertThat(lines).hasSize(4);
    var content = AuditChain.content(document("a", "x"));
    assertThat(lines.getFirst().json())
        .isEqualTo(
            "{\"sequence\":1,\"time\":\"2026-01-02T03:04:05.678Z\",\"subject\":\"tester\","
                + "\"role\":\"\",\"via\":\"\",\"verb\":\"create\","
                + "\"object\":\"VirtualService default/a\",\"revision\":1,\"before\":\"\","
                + "\"after\":\""
                + content
                + "\",\"outcome\":\"created\"}");
    assertThat(lines.get(2).json()).contains("update", "\"before\":\"" + content, "configured");
    assertThat(lines.get(3).json()).contains("\"verb\":\"delete\"", "\"after\":\"\"");
    assertThat(store.audit().last()).isEqualTo(4);
  }

  @Test
  void twoChangesOfOneObjectInOneWriteFollowEachOther() {
    committed(store, put("a", "x"), delete("a"), put("a", "y"));
    var lines = all();
    assertThat(lines.get(1).json())
        .contains("\"before\":\"" + AuditChain.content(document("a", "x")));
    assertThat(lines.get(2).json()).contains("\"before\":\"\"", "create");
  }

  @Test
  void whatIsRefusedLeavesNoRecord() {
    write(store, delete("none"));
    assertThat(all()).isEmpty();
  }

  @Test
  void theLogGoesOnAfterAnotherStart() throws Exception {
    committed(store, put("a", "x"));
    store.close();
    store = open(new AuditSettings(10, 2));
    committed(store, put("a", "y"));
    assertThat(all()).hasSize(2);
    chained(all(), AuditChain.START);
    assertThat(store.audit().export().join().open())
        .startsWith(AuditText.START + "1 " + AuditChain.START)
        .contains("\nhead {\"sequence\":2,");
  }

  @Test
  void aFullSegmentIsSealedAndTheChainGoesOn() throws Exception {
    for (var i = 0; i < 25; i++) {
      committed(store, put("a", "x" + i));
    }
    assertThat(store.audit().segments()).isEqualTo(2);
    var export = store.audit().export().join();
    assertThat(export.sealed()).hasSize(2);
    var mode = Files.getPosixFilePermissions(export.sealed().getFirst());
    assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
    assertThat(Files.readString(export.sealed().getFirst()))
        .startsWith(AuditText.START + "1 ")
        .contains("head {\"sequence\":10,");
    assertThat(export.open()).startsWith(AuditText.START + "21 ");
    assertThat(all()).hasSize(25);
    chained(all(), AuditChain.START);
    assertThat(store.audit().after(8, 4).join())
        .extracting(AuditText.Line::sequence)
        .containsExactly(9L, 10L, 11L, 12L);
    store.close();
    store = open(new AuditSettings(10, 2));
    assertThat(store.audit().segments()).isEqualTo(2);
    committed(store, put("a", "z"));
    chained(all(), AuditChain.START);
  }

  @Test
  void theOldestSegmentsGoAndARecordSaysSo() {
    for (var i = 0; i < 45; i++) {
      committed(store, put("a", "x" + i));
    }
    assertThat(store.audit().segments()).isEqualTo(2);
    var lines = all();
    assertThat(lines.getFirst().sequence()).isEqualTo(21);
    assertThat(lines).anyMatch(line -> line.json().contains("\"object\":\"records up to 20\""));
  }

  @Test
  void aSegmentThatWasWrittenBeforeACrashIsWrittenAgain() throws Exception {
    committed(store, put("a", "x"));
    store.close();
    var stray = folder.resolve("audit/0000000000000000001.audit");
    Files.createDirectories(folder.resolve("audit"));
    Files.writeString(stray, "left behind");
    Files.writeString(folder.resolve("audit/readme"), "of somebody else");
    store = open(new AuditSettings(10, 2));
    assertThat(stray).doesNotExist();
    assertThat(folder.resolve("audit/readme")).exists();
    assertThat(all()).hasSize(1);
  }

  @Test
  void aSegmentThatCannotBeSealedStaysOpen() throws Exception {
    Files.writeString(folder.resolve("audit"), "in the way");
    for (var i = 0; i < 12; i++) {
      committed(store, put("a", "x" + i));
    }
    assertThat(all()).hasSize(12);
    Files.delete(folder.resolve("audit"));
    committed(store, put("a", "y"));
    assertThat(store.audit().segments()).isEqualTo(1);
    chained(all(), AuditChain.START);
  }

  @Test
  void withoutRoomForTheRecordThereIsNoChange() throws Exception {
    store.close();
    store = open(AuditSettings.DEFAULT);
    committed(store, put("a", "x"));
    store.log().limitPages(1);
    WriteResult result = committed(store, put("small", "x"));
    for (var i = 0; i < 100 && result instanceof WriteResult.Committed; i++) {
      result = write(store, put("big-" + i, "h".repeat(20_000)));
    }
    assertThat(result).isInstanceOf(WriteResult.Failed.class);
    var filled = store.audit().last();
    Optional<StoreFailure> refused = Optional.empty();
    for (var i = 0; i < 200 && refused.isEmpty(); i++) {
      refused = store.audit().note(List.of(NOTE)).join();
    }
    assertThat(refused.orElseThrow().cause()).isEqualTo(StoreFailure.Cause.FULL);
    var key = new AccessStore.Key("binding", "ann");
    var change = new AccessStore.Change(key, Optional.of("x".repeat(50_000)));
    assertThat(store.access().write(List.of(change), NOTE).join()).isPresent();
    assertThat(store.access().image()).isEmpty();
    store.log().limitPages(1_000_000);
    assertThat(store.access().write(List.of(change), NOTE).join()).isEmpty();
    assertThat(store.audit().last()).isGreaterThan(filled);
    chained(all(), AuditChain.START);
  }

  @Test
  void documentsOfAccessAreKeptApartFromTheConfiguration() throws Exception {
    var key = new AccessStore.Key("binding", "ann");
    store.access().write(List.of(new AccessStore.Change(key, Optional.of("{}"))), NOTE).join();
    assertThat(store.image().objects()).isEmpty();
    assertThat(store.image().revision()).isZero();
    store.close();
    store = open(AuditSettings.DEFAULT);
    assertThat(store.access().image()).containsEntry(key, "{}");
    store.access().write(List.of(new AccessStore.Change(key, Optional.empty())), NOTE).join();
    assertThat(store.access().image()).isEmpty();
    assertThat(all()).hasSize(2);
  }

  @Test
  void aClosedStoreTakesNothing() throws Exception {
    store.close();
    assertThat(store.audit().note(List.of(NOTE)).join().orElseThrow().cause())
        .isEqualTo(StoreFailure.Cause.CLOSED);
    assertThat(store.access().write(List.of(), NOTE).join().orElseThrow().cause())
        .isEqualTo(StoreFailure.Cause.CLOSED);
    assertThatThrownBy(() -> store.audit().export().join())
        .hasCauseInstanceOf(StoreException.class);
    store = open(AuditSettings.DEFAULT);
  }

  @Test
  void textsFromOutsideStayOnTheirLine() {
    var entry =
        AuditEntry.of(
            Stores.NOW,
            new Actor("a\nb", "r\u2028", "v\ud800"),
            "x\u0000",
            "o".repeat(2000),
            "\u202eout");
    assertThat(entry.json(1))
        .contains("a?b", "r?", "v?", "x?", "?out", "o".repeat(AuditEntry.MAX_TEXT) + "\"")
        .doesNotContain("\n");
  }

  @Test
  void headsAreReadBackAndSizesHaveSense() {
    var head = AuditHead.of(3, AuditChain.START, Stores.NOW, s -> new AuditHead.Signed(s, "pem"));
    var read = AuditHead.parse(head.json()).orElseThrow();
    assertThat(read.json()).isEqualTo(head.json());
    assertThat(read.signature()).isEqualTo(head.statement());
    assertThat(AuditHead.parse("{\"time\":\"x\"}")).isEmpty();
    assertThat(AuditHead.parse("[")).isEmpty();
    for (var bad : new int[][] {{9, 1}, {100_001, 1}, {10, 0}, {10, 100_001}}) {
      assertThatThrownBy(() -> new AuditSettings(bad[0], bad[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
