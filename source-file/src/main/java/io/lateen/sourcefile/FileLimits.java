// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import java.time.Duration;

/**
 * How much is read, and how long the source waits.
 *
 * @param files most files of all folders together; files that are read already stay
 * @param bytes most bytes of one file
 * @param depth most levels of folders
 * @param quiet how long a new or changed file must not change before it is read, so that a file
 *     which is being written is not read in half
 * @param gone how long a file must be missing before its objects are removed: editors replace a
 *     file by removing and creating it
 * @param rescan how often everything is looked at without an event, for file systems without events
 */
public record FileLimits(
    int files, long bytes, int depth, Duration quiet, Duration gone, Duration rescan) {

  /** 10 000 files, 16 MiB each, 16 levels; 10 ms, 20 ms, 5 s. */
  public static final FileLimits DEFAULT =
      new FileLimits(
          10_000,
          16L << 20,
          16,
          Duration.ofMillis(10),
          Duration.ofMillis(20),
          Duration.ofSeconds(5));
}
