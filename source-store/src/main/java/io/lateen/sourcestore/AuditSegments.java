// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** Sealed segments: one file each, mode 0600, named by its last record. */
final class AuditSegments {

  private static final String SUFFIX = ".audit";

  private final Path folder;

  AuditSegments(Path folder) {
    this.folder = folder;
  }

  /** The files, oldest first. */
  List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(AuditSegments::isSegment).sorted().toList();
    }
  }

  /** The last record of a segment. */
  static long last(Path file) {
    var name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  private static boolean isSegment(Path file) {
    var name = file.getFileName().toString();
    return name.length() == 19 + SUFFIX.length()
        && name.endsWith(SUFFIX)
        && name.chars().limit(19).allMatch(c -> c >= '0' && c <= '9');
  }

  /** Writes a segment; a crash leaves the whole file or none. */
  void write(long last, String text) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var name = String.format(Locale.ROOT, "%019d", last) + SUFFIX;
    var draft = folder.resolve(name + ".new");
    Files.deleteIfExists(draft);
    try (var channel =
        FileChannel.open(
            draft,
            EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
