// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.access;

import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.ExitCode;
import io.lateen.client.Credential;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a credential that nobody else may read, and never over another file. */
final class CredentialFile {

  private CredentialFile() {}

  static void write(String name, Credential credential) throws CommandException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var file =
        FileChannel.open(
            Path.of(name), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      var bytes = ByteBuffer.wrap(credential.json().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw new CommandException(
          ExitCode.ERROR, name + " is there already", "name another file with --out");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.DENIED, name + " cannot be written: " + e.getMessage(), "name another file");
    }
  }
}
