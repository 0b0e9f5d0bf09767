// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.lab.LabException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The right to run the demo: a locked file with the owner's process number. The kernel releases it
 * when the owner dies, however it dies.
 */
final class LabLock implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;

  private LabLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock; empty when somebody else has it. Not to be called by the owner: the kernel
   * would take the attempt for giving it back.
   */
  static Optional<LabLock> tryAcquire(Path file) throws LabException {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (isLocked(channel) && isStill(file, channel)) {
        return Optional.of(new LabLock(file, channel));
      }
      channel.close();
      return Optional.empty();
    } catch (AccessDeniedException e) {
      throw new LabException(
          LabException.DENIED, "cannot write " + file, "run as root, as in: sudo ./lateen demo", e);
    } catch (IOException e) {
      throw new LabException(LabException.FAILED, "cannot lock " + file + ": " + e, "", e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * The previous owner removes the file while it holds the lock; a lock on that one is void. The
   * file is only looked at, not opened: closing it again would give up the lock (fcntl(2)).
   */
  private static boolean isStill(Path file, FileChannel channel) throws IOException {
    channel.truncate(0);
    var mark = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.US_ASCII)), 0);
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      var wanted = key(file);
      return wanted.isPresent() && open.anyMatch(descriptor -> key(descriptor).equals(wanted));
    }
  }

  /** Device and inode. */
  private static Optional<Object> key(Path file) {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Who holds the lock, as far as the file tells. Not to be called by the owner either. */
  static OptionalLong owner(Path file) {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The same for a message. */
  static String ownerInWords(Path file) {
    var owner = owner(file);
    return owner.isPresent() ? String.valueOf(owner.getAsLong()) : "unknown";
  }

  /** Gives the right back and removes the file, and its folder when nothing else is in it. */
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.toAbsolutePath().getParent());
    } catch (DirectoryNotEmptyException e) {
      return;
    } finally {
      channel.close();
    }
  }
}
