// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Files and folders with owner and mode. Blocks. */
public final class OwnedFiles {

  private OwnedFiles() {}

  /**
   * Makes a folder, or corrects the mode and owner of one that is there.
   *
   * @param mode as in {@code rwxr-xr-x}
   */
  public static void folder(Path folder, String mode, int owner) throws IOException {
    Files.createDirectories(folder);
    if (Files.isSymbolicLink(folder)) {
      throw new IOException(folder + " is a link; remove it");
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    if (!Integer.valueOf(owner).equals(Files.getAttribute(folder, "unix:uid"))) {
      Files.setAttribute(folder, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * Replaces a file as a whole; its folder must belong to us alone.
   *
   * @param mode as in {@code rw-r--r--}
   */
  public static void replace(Path file, String content, String mode) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
    Files.write(fresh, content.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(mode));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes a folder with all that is in it; links are deleted, not followed. */
  public static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(folder, new Deletion());
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
