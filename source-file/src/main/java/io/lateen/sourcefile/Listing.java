// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import io.lateen.base.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the folders hold at one moment.
 *
 * @param files files that may hold configuration, by path
 * @param folders folders that were entered, and those of single files: what has to be watched
 * @param unreadable folders that are missing or could not be listed: nothing is known of what is
 *     below them
 * @param problems what is wrong, by path
 */
record Listing(
    SortedMap<Path, FileStamp> files,
    Set<Path> folders,
    Set<Path> unreadable,
    Map<Path, List<Problem>> problems) {

  /** Before the first look. */
  static final Listing EMPTY = new Listing(new TreeMap<>(), Set.of(), Set.of(), Map.of());

  /** Whether the absence of a file means that it is gone. */
  boolean knowsAbout(Path file) {
    return unreadable.stream().noneMatch(file::startsWith);
  }
}
