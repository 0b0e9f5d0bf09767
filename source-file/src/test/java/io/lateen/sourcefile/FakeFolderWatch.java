// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import java.nio.file.Path;
import java.util.Set;

/** A watch that tells of a change when the test says so. */
final class FakeFolderWatch implements FolderWatch {

  private Runnable changed = () -> {};
  private Set<Path> followed = Set.of();
  private boolean closed;

  @Override
  public void start(Runnable listener) {
    changed = listener;
  }

  @Override
  public boolean follow(Set<Path> folders) {
    boolean added = !followed.containsAll(folders);
    followed = Set.copyOf(folders);
    return added;
  }

  @Override
  public void close() {
    closed = true;
  }

  void event() {
    changed.run();
  }

  Set<Path> followed() {
    return followed;
  }

  boolean isClosed() {
    return closed;
  }
}
