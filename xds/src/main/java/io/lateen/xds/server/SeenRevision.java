// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.resource.ResourceView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps views back that are older than what the proxy has seen at another control plane, until this
 * one has caught up or the wait has lasted too long: a store that was put back to an older state
 * must be served in the end. Safe from all threads.
 */
final class SeenRevision {

  private final long seen;
  private @Nullable ResourceView early;
  private boolean released;

  /** For a proxy that has seen {@code seen}; 0 for one that has seen nothing. */
  SeenRevision(long seen) {
    this.seen = seen;
  }

  boolean matters() {
    return seen > 0;
  }

  /** The view when it may be sent. */
  synchronized Optional<ResourceView> pass(ResourceView view) {
    if (released || view.revision() >= seen) {
      released = true;
      early = null;
      return Optional.of(view);
    }
    early = view;
    return Optional.empty();
  }

  /** Ends the wait; the view that was kept back, if there is one. */
  synchronized Optional<ResourceView> release() {
    var kept = Optional.ofNullable(early);
    released = true;
    early = null;
    return kept;
  }
}
