// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/** Tells that something in some folders has changed; how, is found by looking. */
public interface FolderWatch extends AutoCloseable {

  /**
   * Begins.
   *
   * @param changed is called from any thread and must return at once
   */
  void start(Consumer<FolderChange> changed);

  /**
   * Watches exactly these folders from now on, without what is below them.
   *
   * @return whether a folder was added, of which events may have been missed
   */
  boolean follow(Set<Path> folders);

  @Override
  void close();
}
