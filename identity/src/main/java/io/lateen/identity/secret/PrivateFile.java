// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file that only its owner may read (mode 0600) in a folder only its owner may enter (0700).
 * Writing is atomic and durable: a crash at any instant leaves the old content or the new one.
 */
public final class PrivateFile {

  /** Largest private file that is read; a key with its chain and roots has about 4 KiB. */
  static final long MAX_BYTES = 1 << 20;

  private static final Set<PosixFilePermission> FILE_MODE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER_MODE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Path path;

  /** The private file at {@code path}, which need not exist yet. */
  public PrivateFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Whether it is there. */
  public boolean exists() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * The content.
   *
   * @throws IOException also when others than the owner may touch the file, or when it is larger
   *     than {@value #MAX_BYTES} bytes
   */
  public SecretText read() throws IOException {
    var permissions = Files.getPosixFilePermissions(path);
    if (permissions.stream().anyMatch(OTHERS::contains)) {
      throw new IOException(
          path
              + " is open to others ("
              + PosixFilePermissions.toString(permissions)
              + "); run: chmod 600 "
              + path);
    }
    if (Files.size(path) > MAX_BYTES) {
      throw new IOException(path + " is larger than " + MAX_BYTES + " bytes");
    }
    return SecretText.of(Files.readString(path, StandardCharsets.UTF_8));
  }

  /** Replaces the content; one writer at a time. */
  public void write(SecretText content) throws IOException {
    var next = writeBeside(".new", content);
    try {
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
    syncFolder();
  }

  /**
   * Writes the first content; several processes may try, one succeeds.
   *
   * @return false when the file was there already, with its content untouched
   */
  public boolean create(SecretText content) throws IOException {
    var next = writeBeside("." + ProcessHandle.current().pid() + ".new", content);
    try {
      Files.createLink(path, next);
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(next);
    }
    syncFolder();
    return true;
  }

  /** Removes the file if it is there. */
  public void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  private Path folder() {
    var parent = path.getParent();
    if (parent == null) {
      throw new IllegalStateException(path + " has no folder");
    }
    return parent;
  }

  private Path writeBeside(String suffix, SecretText content) throws IOException {
    Files.createDirectories(folder(), PosixFilePermissions.asFileAttribute(FOLDER_MODE));
    var next = folder().resolve("." + path.getFileName() + suffix);
    Files.deleteIfExists(next);
    var options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    var mode = PosixFilePermissions.asFileAttribute(FILE_MODE);
    try (var channel = FileChannel.open(next, options, mode)) {
      var bytes = ByteBuffer.wrap(content.reveal().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(next);
      throw e;
    }
    return next;
  }

  private void syncFolder() throws IOException {
    try (var channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
