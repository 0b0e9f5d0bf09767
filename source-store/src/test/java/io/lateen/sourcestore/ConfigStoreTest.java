// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import static io.lateen.sourcestore.Stores.committed;
import static io.lateen.sourcestore.Stores.delete;
import static io.lateen.sourcestore.Stores.document;
import static io.lateen.sourcestore.Stores.key;
import static io.lateen.sourcestore.Stores.put;
import static io.lateen.sourcestore.Stores.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.sourcestore.WriteResult.Outcome.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigStoreTest {

  @TempDir Path folder;
  private ConfigStore store;

  @BeforeEach
  void open() throws StoreException {
    store = Stores.open(folder.resolve("store.db"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void givesEachChangeTheNextRevision() {
    assertThat(committed(store, put("a", "x"), put("b", "x")).revision()).isEqualTo(2);
    assertThat(committed(store, put("a", "y")).revision()).isEqualTo(3);
    var a = store.image().find(key("a")).orElseThrow();
    assertThat(a.revision()).isEqualTo(3);
    assertThat(a.generation()).isEqualTo(2);
    assertThat(a.uid()).isEqualTo("uid-1");
    assertThat(a.document())
        .contains("\"resourceVersion\":\"3\"", "\"creationTimestamp\":\"2026-01-02T03:04:05Z\"");
  }

  @Test
  void anEqualDocumentMakesNoRevision() {
    committed(store, put("a", "x"));
    var again =
        new Change.Put(
            key("a"),
            """
            {"kind":"VirtualService","apiVersion":"networking.istio.io/v1","spec":{"hosts":["x"]},
             "metadata":{"namespace":"default","name":"a","resourceVersion":"1","uid":"u"}}\
            """,
            Change.Expectation.ANY);
    var result = committed(store, again);
    assertThat(result.revision()).isEqualTo(1);
    assertThat(result.outcomes())
        .extracting(WriteResult.Outcome::kind)
        .containsExactly(Kind.UNCHANGED);
  }

  @Test
  void metadataAloneKeepsTheGeneration() {
    committed(store, put("a", "x"));
    var labelled = document("a", "x").replace("\"name\"", "\"labels\":{\"l\":\"1\"},\"name\"");
    committed(store, new Change.Put(key("a"), labelled, Change.Expectation.ANY));
    var a = store.image().find(key("a")).orElseThrow();
    assertThat(a.revision()).isEqualTo(2);
    assertThat(a.generation()).isEqualTo(1);
  }

  @Test
  void refusesAStaleWriteAndWritesNothingOfIt() {
    committed(store, put("a", "x"));
    committed(store, put("a", "y"));
    var stale = new Change.Put(key("a"), document("a", "z"), Change.Expectation.at(1));
    var result = write(store, put("b", "x"), stale);
    assertThat(result)
        .isInstanceOfSatisfying(
            WriteResult.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(WriteResult.Reason.CONFLICT);
              assertThat(refused.key()).isEqualTo(key("a"));
            });
    assertThat(store.image().find(key("b"))).isEmpty();
    assertThat(store.image().revision()).isEqualTo(2);
  }

  @Test
  void creationNeedsAbsenceAndRemovalPresence() {
    var create = new Change.Put(key("a"), document("a", "x"), Change.Expectation.ABSENT);
    committed(store, create);
    assertThat(write(store, create))
        .isInstanceOfSatisfying(
            WriteResult.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(WriteResult.Reason.ALREADY_EXISTS));
    assertThat(write(store, delete("b")))
        .isInstanceOfSatisfying(
            WriteResult.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(WriteResult.Reason.NOT_FOUND));
  }

  @Test
  void aNewObjectAfterARemovalHasANewUid() {
    committed(store, put("a", "x"));
    committed(store, delete("a"), put("a", "x"));
    assertThat(store.image().find(key("a")).orElseThrow().uid()).isEqualTo("uid-2");
    assertThat(store.image().revision()).isEqualTo(3);
  }

  @Test
  void everythingIsThereAfterAnotherStart() throws StoreException {
    committed(store, put("a", "x"), put("b", "x"));
    committed(store, delete("a"));
    var before = store.image();
    store.close();
    store = Stores.open(folder.resolve("store.db"));
    assertThat(store.image()).isEqualTo(before);
    assertThat(store.image().revision()).isEqualTo(3);
  }

  @Test
  void keepsTheRevisionNumberWhenTheNewestChangeWasARemoval() throws StoreException {
    committed(store, put("a", "x"));
    committed(store, delete("a"));
    store.close();
    store = Stores.open(folder.resolve("store.db"));
    assertThat(committed(store, put("b", "x")).revision()).isEqualTo(3);
  }

  @Test
  void historyIsNewestFirstAndBounded() {
    for (var i = 0; i < ConfigStore.MAX_REVISIONS_PER_OBJECT + 20; i++) {
      committed(store, put("a", "host-" + i));
    }
    var history = store.history(key("a"), 1000).join();
    assertThat(history).hasSize(ConfigStore.MAX_REVISIONS_PER_OBJECT);
    assertThat(history.getFirst().revision()).isEqualTo(store.image().revision());
    assertThat(history.getFirst().author()).isEqualTo("tester");
    assertThat(history.getFirst().json()).contains("host-119");
    assertThat(store.revision(history.get(7).revision()).join()).containsExactly(history.get(7));
    assertThat(store.revision(1).join()).isEmpty();
  }

  @Test
  void aWatchSeesWhatComesAfterItsRevision() throws InterruptedException {
    committed(store, put("a", "x"));
    var watch = store.watch(1);
    committed(store, put("a", "y"), delete("a"));
    assertThat(watch.next(Duration.ZERO))
        .isInstanceOfSatisfying(
            Watch.Events.class,
            events -> {
              assertThat(events.events())
                  .extracting(StoreEvent::type)
                  .containsExactly(StoreEvent.Type.MODIFIED, StoreEvent.Type.DELETED);
              assertThat(events.revision()).isEqualTo(3);
            });
    assertThat(watch.next(Duration.ZERO)).isEqualTo(new Watch.Events(List.of(), 3));
  }

  @Test
  void aWatchGoesOnOverAnotherStart() throws Exception {
    committed(store, put("a", "x"));
    committed(store, put("a", "y"));
    store.close();
    store = Stores.open(folder.resolve("store.db"));
    assertThat(store.watch(1).next(Duration.ZERO))
        .isInstanceOfSatisfying(
            Watch.Events.class, events -> assertThat(events.events()).hasSize(1));
  }

  @Test
  void aWatchThatLiesTooFarBehindIsGone() throws InterruptedException {
    committed(store, put("a", "x"));
    var watch = store.watch(0);
    for (var i = 0; i < EventWindow.MAX_EVENTS; i++) {
      committed(store, put("a", "host-" + i));
    }
    assertThat(watch.next(Duration.ZERO)).isEqualTo(new Watch.Gone(1));
  }

  @Test
  void closingEndsAWatch() throws InterruptedException {
    var watch = store.watch(0);
    store.close();
    assertThat(watch.next(Duration.ofSeconds(30))).isEqualTo(new Watch.Closed());
    assertThat(write(store, put("a", "x")))
        .isInstanceOfSatisfying(
            WriteResult.Failed.class,
            f -> assertThat(f.failure().cause()).isEqualTo(StoreFailure.Cause.CLOSED));
  }

  @Test
  void onlyTheOwnerMayReadTheFile() throws Exception {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("store.db"))))
        .isEqualTo("rw-------");
  }
}
