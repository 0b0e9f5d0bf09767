// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

  @TempDir Path folder;

  @Test
  void onlyTheOwnerMayReadFileAndFolder() throws IOException {
    var file = new PrivateFile(folder.resolve("deep").resolve("key"));
    file.write(SecretText.of("one"));

    assertThat(mode(file.path())).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("deep"))).isEqualTo("rwx------");
    assertThat(file.read().reveal()).isEqualTo("one");
  }

  @Test
  void writingReplacesAndLeavesNothingBehind() throws IOException {
    var file = new PrivateFile(folder.resolve("key"));
    file.write(SecretText.of("one"));
    file.write(SecretText.of("two"));

    assertThat(file.read().reveal()).isEqualTo("two");
    assertThat(folder).isDirectoryContaining("glob:**key");
    try (var entries = Files.list(folder)) {
      assertThat(entries).hasSize(1);
    }
  }

  @Test
  void aLeftOverOfACrashIsReplacedAndNeverOpenToOthers() throws IOException {
    var leftOver = folder.resolve(".key.new");
    Files.writeString(leftOver, "half");
    Files.setPosixFilePermissions(leftOver, PosixFilePermissions.fromString("rw-rw-rw-"));

    var file = new PrivateFile(folder.resolve("key"));
    file.write(SecretText.of("whole"));
    assertThat(mode(file.path())).isEqualTo("rw-------");
    assertThat(file.read().reveal()).isEqualTo("whole");
  }

  @Test
  void theFirstCreationWins() throws IOException {
    var file = new PrivateFile(folder.resolve("key"));
    assertThat(file.create(SecretText.of("first"))).isTrue();
    assertThat(file.create(SecretText.of("second"))).isFalse();
    assertThat(file.read().reveal()).isEqualTo("first");
  }

  @Test
  void aFileThatOthersMayTouchIsNotRead() throws IOException {
    var file = new PrivateFile(folder.resolve("key"));
    file.write(SecretText.of("one"));
    for (var open : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rw------x"}) {
      Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(open));
      assertThatThrownBy(file::read).hasMessageContaining("chmod 600");
    }
  }

  @Test
  void anOversizedFileIsNotRead() throws IOException {
    var file = new PrivateFile(folder.resolve("key"));
    file.write(SecretText.of("x".repeat((int) PrivateFile.MAX_BYTES)));
    assertThat(file.read().reveal()).hasSize((int) PrivateFile.MAX_BYTES);
    file.write(SecretText.of("x".repeat((int) PrivateFile.MAX_BYTES + 1)));
    assertThatThrownBy(file::read).hasMessageContaining("larger");
  }

  @Test
  void deletingTwiceIsFine() throws IOException {
    var file = new PrivateFile(folder.resolve("key"));
    file.write(SecretText.of("one"));
    file.delete();
    file.delete();
    assertThat(file.exists()).isFalse();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
