// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ObjectKey;
import io.lateen.api.credential.SealedPlace;
import io.lateen.sourcestore.Change;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.sourcestore.Revision;
import io.lateen.sourcestore.audit.Actor;
import io.lateen.testkit.time.VirtualScheduler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealChangeTest {

  private static final Actor ADMIN = new Actor("ada", "admin", "POST /lateen/v1/seal/rotate");
  private static final SealedPlace PLACE = new SealedPlace("edge", "shop", "tls.key");
  private static final ObjectKey KEY = new ObjectKey("", "Secret", "edge", "shop");

  @TempDir Path folder;

  private final VirtualScheduler scheduler = new VirtualScheduler();

  /** One run of a control plane, as far as it has to do with Secrets. */
  private final class Run implements AutoCloseable {

    private final SecretVault vault;
    private final ConfigStore store;
    private final SealChange change;

    Run() throws Exception {
      vault = SecretVault.open(folder, new SecureRandom()).orThrow();
      store =
          ConfigStore.open(
              folder.resolve("store.db"),
              Runnable::run,
              scheduler.clock(),
              () -> UUID.randomUUID().toString());
      change = new SealChange(vault, store, scheduler, scheduler.clock());
      change.resume();
    }

    void write(String value) {
      put(vault.close(PLACE, bytes(value)));
    }

    void put(String sealed) {
      var json =
          """
          {"apiVersion": "v1", "kind": "Secret", "metadata": {"namespace": "edge", "name": "shop"},
           "data": {"tls.crt": "%s", "tls.key": "%s"}}
          """
              .formatted(base64("public"), base64(sealed));
      store.write(ADMIN, List.of(new Change.Put(KEY, json, new Change.Expectation.Any()))).join();
    }

    List<Revision> history() {
      return store.history(KEY, 100).join();
    }

    /** Every revision opens, and none with a key that is not in the file. */
    void opens(String... newestFirst) throws Exception {
      var fresh = SecretVault.open(folder, new SecureRandom()).orThrow();
      assertThat(history())
          .extracting(
              one ->
                  new String(fresh.open(sealed(one.json())).orElseThrow(), StandardCharsets.UTF_8))
          .containsExactly(newestFirst);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(bytes(text));
  }

  private static String sealed(String json) {
    var at = json.indexOf("\"tls.key\":\"") + 11;
    return new String(
        Base64.getDecoder().decode(json.substring(at, json.indexOf('"', at))),
        StandardCharsets.UTF_8);
  }

  private long keys() throws IOException {
    return Files.readAllLines(folder.resolve("secrets.key")).size();
  }

  private void pass(Run run) throws InterruptedException {
    scheduler.advance(SealChange.SETTLING);
    for (int i = 0; i < 2_000 && run.change.isUnderWay(); i++) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void everyRevisionIsSealedAnewAndTheOlderKeyForgotten() throws Exception {
    try (var run = new Run()) {
      run.write("first");
      run.write("second");
      var before = run.history();
      var recorded = run.store.audit().last();

      assertThat(run.change.begin(ADMIN).orThrow()).isEqualTo(2);
      assertThat(keys()).isEqualTo(2);
      assertThat(run.change.isUnderWay()).isTrue();
      assertThat(run.history())
          .extracting(Revision::json)
          .doesNotContainAnyElementsOf(before.stream().map(Revision::json).toList());
      assertThat(run.history())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("json")
          .isEqualTo(before);
      assertThat(run.store.image().find(KEY).orElseThrow().json())
          .isEqualTo(run.history().getFirst().json());
      assertThat(run.store.audit().after(recorded, 10).join())
          .singleElement()
          .satisfies(
              line -> assertThat(line.toString()).contains("reseal", "ada", "key of Secrets"));

      pass(run);
      assertThat(keys()).isOne();
      run.opens("second", "first");
      assertThat(run.vault.open(sealed(before.getFirst().json())))
          .as("what is in memory since before")
          .isPresent();
      assertThat(run.vault.isIntact(PLACE, sealed(before.getFirst().json()))).isFalse();
    }
    try (var next = new Run()) {
      next.opens("second", "first");
    }
  }

  @Test
  void theSameValueIsNoChangeAfterIt() throws Exception {
    try (var run = new Run()) {
      run.write("value");
      run.change.begin(ADMIN).orThrow();
      pass(run);
      run.write("value");
      assertThat(run.history()).hasSize(1);
    }
  }

  @Test
  void whatWasUnderWayIsSealedAnewLater() throws Exception {
    try (var run = new Run()) {
      var early = run.vault.close(PLACE, bytes("slow"));
      run.change.begin(ADMIN).orThrow();
      assertThat(run.vault.isIntact(PLACE, early)).as("until it is forgotten").isTrue();
      run.put(early);
      pass(run);
      run.opens("slow");
    }
  }

  @Test
  void aCrashBeforeAnythingIsSealedAnewIsResumed() throws Exception {
    try (var run = new Run()) {
      run.write("first");
      run.vault.addKey();
    }
    assertThat(keys()).isEqualTo(2);
    try (var next = new Run()) {
      assertThat(keys()).isOne();
      next.opens("first");
    }
  }

  @Test
  void aCrashBeforeTheOlderKeyIsForgottenIsResumed() throws Exception {
    try (var run = new Run()) {
      run.write("first");
      run.change.begin(ADMIN).orThrow();
      run.write("second");
    }
    assertThat(keys()).isEqualTo(2);
    try (var next = new Run()) {
      assertThat(keys()).isOne();
      next.opens("second", "first");
    }
  }

  @Test
  void whatNobodyCanOpenStaysAsItIs() throws Exception {
    try (var run = new Run()) {
      run.put("sealed:v1:edge/shop/tls.key:AAAA");
      assertThat(run.change.begin(ADMIN).orThrow()).isZero();
      assertThat(sealed(run.history().getFirst().json())).endsWith(":AAAA");
    }
  }

  @Test
  void aStoreThatCannotBeWrittenKeepsBothKeys() throws Exception {
    var run = new Run();
    run.write("first");
    run.close();
    assertThat(run.change.begin(ADMIN).problems().render()).contains("both keys stay");
    assertThat(keys()).isEqualTo(2);
    assertThat(run.change.begin(ADMIN).problems().render()).contains("under way");
    scheduler.advance(SealChange.SETTLING.plus(Duration.ofSeconds(1)));
    try (var next = new Run()) {
      next.opens("first");
      assertThat(keys()).isOne();
    }
  }

  @Test
  void withoutAFileForTheNewKeyNothingChanges() throws Exception {
    try (var run = new Run()) {
      run.write("first");
      var before = Files.readString(folder.resolve("secrets.key"));
      Files.createDirectory(folder.resolve(".secrets.key.new"));
      Files.writeString(folder.resolve(".secrets.key.new").resolve("x"), "");
      assertThat(run.change.begin(ADMIN).problems().render()).contains("cannot be kept");
      assertThat(run.change.isUnderWay()).isFalse();
      assertThat(Files.readString(folder.resolve("secrets.key"))).isEqualTo(before);
      assertThat(run.vault.open(run.vault.close(PLACE, bytes("x")))).hasValue(bytes("x"));
      run.opens("first");
    }
  }

  @Test
  void oneProcessChangesItSevenTimes() throws Exception {
    try (var run = new Run()) {
      run.write("first");
      var first = sealed(run.history().getFirst().json());
      for (int i = 1; i < SecretVault.MAX_KEYS; i++) {
        run.change.begin(ADMIN).orThrow();
        pass(run);
      }
      assertThat(run.vault.open(first)).hasValue(bytes("first"));
      assertThat(run.change.begin(ADMIN).problems().render()).contains("start the control plane");
      assertThat(keys()).isOne();
      run.opens("first");
    }
  }
}
