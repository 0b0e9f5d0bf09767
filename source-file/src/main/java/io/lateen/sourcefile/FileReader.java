// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads one file into a {@link FileContent}; never throws for what is in the file. */
final class FileReader {

  private final DocumentDecoder decoder;
  private final FileLimits limits;

  FileReader(DocumentDecoder decoder, FileLimits limits) {
    this.decoder = decoder;
    this.limits = limits;
  }

  /** The content after {@code file} has been read on top of {@code before}. */
  FileContent read(Path file, FileContent before) {
    String source = file.toString();
    try {
      var read = text(file);
      if (read.isEmpty()) {
        return before.unread(
            problem(
                source, "is larger than " + limits.bytes() + " bytes and not read", "split it"));
      }
      String text = read.get();
      if (text.isBlank() && !before.good().isEmpty()) {
        return before.unread(
            problem(
                source,
                "is empty; the objects read from it before stay in force",
                "delete the file to remove them"));
      }
      return before.read(source, text, decoder);
    } catch (CharacterCodingException e) {
      return before.unread(problem(source, "is not UTF-8 text", "save it as UTF-8"));
    } catch (IOException e) {
      return before.unread(
          problem(source, "cannot be read: " + e.getMessage(), "check its permissions"));
    }
  }

  /** The text of the file; empty when it is too large. Nothing else of it stays in memory. */
  private Optional<String> text(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) limits.bytes() + 1);
      return bytes.length > limits.bytes() ? Optional.empty() : Optional.of(text(bytes));
    }
  }

  /** Most files are ASCII, which needs no room for characters of two bytes meanwhile. */
  private static String text(byte[] bytes) throws CharacterCodingException {
    for (byte one : bytes) {
      if (one < 0) {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      }
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  static Problem problem(String source, String message, String fix) {
    return Problem.error(Location.of(source), "", "", message).withFix(fix);
  }
}
