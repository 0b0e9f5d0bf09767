// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedFilesTest {

  @TempDir Path temporary;

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void modesAreSetAndCorrected() throws IOException {
    var owner = (Integer) Files.getAttribute(temporary, "unix:uid");
    var folder = temporary.resolve("run");
    OwnedFiles.folder(folder, "rwxr-xr-x", owner);
    OwnedFiles.folder(folder, "rwx------", owner);
    assertThat(mode(folder)).isEqualTo("rwx------");
    var file = folder.resolve("pid");
    OwnedFiles.replace(file, "1", "rw-r--r--");
    OwnedFiles.replace(file, "2", "rw-------");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(file).content().isEqualTo("2");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
  }

  @Test
  void linksAreNeitherUsedNorFollowed() throws IOException {
    var owner = (Integer) Files.getAttribute(temporary, "unix:uid");
    var precious = Files.createDirectory(temporary.resolve("precious"));
    Files.writeString(precious.resolve("file"), "kept");
    var run = Files.createDirectory(temporary.resolve("run"));
    var link = Files.createSymbolicLink(run.resolve("admin"), precious);
    assertThatThrownBy(() -> OwnedFiles.folder(link, "rwx------", owner))
        .hasMessageContaining("is a link");
    OwnedFiles.deleteTree(run);
    assertThat(run).doesNotExist();
    assertThat(precious.resolve("file")).content().isEqualTo("kept");
    OwnedFiles.deleteTree(run);
  }
}
