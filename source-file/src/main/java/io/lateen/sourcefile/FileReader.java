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
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) limits.bytes() + 1);
      if (bytes.length > limits.bytes()) {
        return before.unread(
            problem(
                source, "is larger than " + limits.bytes() + " bytes and not read", "split it"));
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
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

  static Problem problem(String source, String message, String fix) {
    return Problem.error(Location.of(source), "", "", message).withFix(fix);
  }
}
