// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.proxyless;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that one user reads and nobody else, at no moment. Their folder must be root's. */
final class PrivateFiles {

  private static final String MODE = "rw-------";

  private PrivateFiles() {}

  /** Makes a file that is not there yet. */
  static void create(Path file, String content, int owner) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE)));
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
  }

  /** Puts a file in the place of another one as a whole. */
  static void replace(Path file, String content, int owner) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    create(fresh, content, owner);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
