// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import java.util.Optional;

/**
 * What is known of one file.
 *
 * @param read stamp of the version that was read; absent before the first
 * @param content what it stands for
 * @param seen another stamp that was seen since, absent inside when the file was missing; empty
 *     when nothing differs
 * @param since when that was first seen, in nanoseconds of the source's clock
 */
record WatchedFile(
    Optional<FileStamp> read, FileContent content, Optional<Optional<FileStamp>> seen, long since) {

  static final WatchedFile NEW =
      new WatchedFile(Optional.empty(), FileContent.NONE, Optional.empty(), 0);

  /** Whether the file was missing when it was last looked at. */
  boolean isVanishing() {
    return seen.filter(Optional::isEmpty).isPresent();
  }

  WatchedFile unchanged() {
    return seen.isEmpty() ? this : new WatchedFile(read, content, Optional.empty(), 0);
  }

  WatchedFile seen(Optional<FileStamp> stamp, long now) {
    return new WatchedFile(read, content, Optional.of(stamp), now);
  }

  WatchedFile read(FileStamp stamp, FileContent now) {
    return new WatchedFile(Optional.of(stamp), now, Optional.empty(), 0);
  }
}
