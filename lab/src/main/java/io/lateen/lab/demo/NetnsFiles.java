// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Files that {@code ip netns exec} lays over {@code /etc} (ip-netns(8)). */
final class NetnsFiles {

  private static final Path ETC = Path.of("/etc/netns");

  private NetnsFiles() {}

  static Path of(String namespace) {
    return ETC.resolve(namespace);
  }

  /** Removes the files of the given namespaces, and the folder of all when that leaves it empty. */
  static void remove(List<String> namespaces) throws IOException {
    for (var namespace : namespaces) {
      removeTree(of(namespace));
    }
    try {
      Files.deleteIfExists(ETC);
    } catch (DirectoryNotEmptyException e) {
      return;
    }
  }

  /** Removes a folder and all that is in it, following no links; one that is gone is fine. */
  static void removeTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Something of a dying process vanished while we looked; take the rest.
      removeTree(folder);
    }
  }
}
