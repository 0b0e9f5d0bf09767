// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Identity of a network namespace: two files stand for the same one when device and inode are equal
 * (namespaces(7)).
 *
 * @param device number of the device that holds the inode
 * @param inode number of the namespace
 */
record NetworkNamespace(long device, long inode) {

  /** The namespace for which {@code file} stands; links are followed. */
  static NetworkNamespace of(Path file) throws IOException {
    var attributes = Files.readAttributes(file, "unix:dev,ino");
    return new NetworkNamespace(number(attributes.get("dev")), number(attributes.get("ino")));
  }

  private static long number(@Nullable Object attribute) throws IOException {
    if (attribute instanceof Number number) {
      return number.longValue();
    }
    throw new IOException("the file system tells no inode");
  }
}
