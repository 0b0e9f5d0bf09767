// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/** A watch that tells of a change when the test says so. */
final class FakeFolderWatch implements FolderWatch {

  private Consumer<FolderChange> changed = entries -> {};
  private Set<Path> followed = Set.of();
  private boolean closed;

  @Override
  public void start(Consumer<FolderChange> listener) {
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

  /** Events were lost, or are about these entries. */
  void event(Path... entries) {
    changed.accept(new FolderChange(Set.of(entries), Set.of()));
  }

  /** Files were moved to these entries. */
  void moved(Path... entries) {
    changed.accept(new FolderChange(Set.of(entries), Set.of(entries)));
  }

  Set<Path> followed() {
    return followed;
  }

  boolean isClosed() {
    return closed;
  }
}
