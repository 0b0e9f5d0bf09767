// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLastGoodStoreTest {

  private static final LastGood ONE = lastGood("1");
  private static final LastGood TWO = lastGood("2");

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("deeper").resolve("uid.lastgood");
  }

  private static LastGood lastGood(String version) {
    return new LastGood(
        Map.of(
            RelayTypes.CLUSTER, List.of(resource("a", version), resource("b", version)),
            RelayTypes.LISTENER, List.of()));
  }

  private static Resource resource(String name, String version) {
    return Resource.newBuilder()
        .setName(name)
        .setVersion(version)
        .setResource(Any.newBuilder().setValue(ByteString.copyFromUtf8("content")))
        .build();
  }

  private FileLastGoodStore store() {
    return new FileLastGoodStore(file);
  }

  @Test
  void bringsBackWhatWasSaved() throws IOException {
    store().save(ONE);
    store().save(TWO);
    assertThat(store().load()).isEqualTo(TWO);
    assertThat(Files.list(folder.resolve("deeper"))).containsExactly(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void nothingWasSaved() {
    assertThat(store().load()).isEqualTo(LastGood.NONE);
  }

  @Test
  void damageIsNoticedWhereverItIs() throws IOException {
    store().save(ONE);
    var good = Files.readAllBytes(file);
    for (int at = 0; at < good.length; at++) {
      var bad = good.clone();
      bad[at] ^= 0x10;
      Files.write(file, bad);
      assertThat(store().load()).as("byte %d", at).isEqualTo(LastGood.NONE);
    }
  }

  @Test
  void truncationIsNoticedWhereverItIs() throws IOException {
    store().save(ONE);
    var good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(good, length));
      assertThat(store().load()).as("%d bytes", length).isEqualTo(LastGood.NONE);
    }
  }

  @Test
  void anUnfinishedSaveIsIgnoredAndReplaced() throws IOException {
    store().save(ONE);
    Files.writeString(file.resolveSibling("uid.lastgood.new"), "half of it");
    assertThat(store().load()).isEqualTo(ONE);
    store().save(TWO);
    assertThat(store().load()).isEqualTo(TWO);
  }

  @Test
  void whatIsTooLargeIsNotSavedAndTheOlderOneStays() throws IOException {
    store().save(ONE);
    var small = new FileLastGoodStore(file, (int) Files.size(file));
    var large = new LastGood(Map.of("type", List.of(resource("x".repeat(500), "1"))));
    assertThatThrownBy(() -> small.save(large))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the older one is kept");
    assertThat(small.load()).isEqualTo(ONE);
  }

  @Test
  void aFileThatGrewTooLargeIsNotRead() throws IOException {
    store().save(ONE);
    assertThat(new FileLastGoodStore(file, 10).load()).isEqualTo(LastGood.NONE);
  }

  @Test
  void deletes() throws IOException {
    store().save(ONE);
    store().delete();
    store().delete();
    assertThat(store().load()).isEqualTo(LastGood.NONE);
  }
}
