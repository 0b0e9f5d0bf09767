// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import java.nio.file.Path;
import java.util.Set;

/**
 * What a watch heard.
 *
 * @param entries entries of folders that changed; none when it is not known which
 * @param moved those of them that another file was moved to, and nothing else: a file that was
 *     there before is whole then, for who moves has written
 */
record FolderChange(Set<Path> entries, Set<Path> moved) {

  /** Something changed. */
  static final FolderChange UNKNOWN = new FolderChange(Set.of(), Set.of());

  FolderChange {
    entries = Set.copyOf(entries);
    moved = Set.copyOf(moved);
  }
}
