// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadsSnapshot;
import io.lateen.translate.ProxyResources;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.ResourceView;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream that follows a proxy's view. Its view and workload belong to the writer; the flag is set
 * by the stream's thread.
 */
final class Follower {

  private final int number;
  private final ProxyNode node;
  private final Consumer<ResourceView> onChange;
  private volatile boolean closed;
  private volatile ProxyView view = ProxyView.NONE;

  private final long seenRevision;

  /** Whether it was not told of an epoch that concerns it. */
  private boolean owed = true;

  private @Nullable WorkloadsSnapshot known;
  private Optional<Workload> workload = Optional.empty();

  /** {@code number} counts the followers of a pipeline. */
  Follower(int number, ProxyNode node, Consumer<ResourceView> onChange) {
    this.number = number;
    this.node = node;
    this.onChange = onChange;
    this.seenRevision = node.seenRevision();
  }

  ProxyNode node() {
    return node;
  }

  /** The workload behind the proxy; for the writer. */
  Optional<Workload> workload(MeshSnapshot mesh, ProxyFinder finder) {
    if (known != mesh.workloads()) {
      known = mesh.workloads();
      workload = finder.find(mesh, node);
    }
    return workload;
  }

  ProxyView view() {
    return view;
  }

  /**
   * Whether what the proxy shall have now says something new to it; for the writer. What could not
   * be sent is tried again.
   *
   * @param resources empty when there is nothing for it at this epoch
   */
  boolean isConcerned(Optional<ProxyResources> resources) {
    return owed
        || resources.isEmpty()
        || resources.get() != view.translated()
        || view.isPartial()
        || isAhead();
  }

  /**
   * Whether the proxy has seen more than this control plane and waits to hear that it has caught
   * up.
   */
  boolean isAhead() {
    return view.revision() < seenRevision;
  }

  void publish(ProxyView next) {
    if (!closed) {
      view = next;
      owed = false;
      onChange.accept(next);
    }
  }

  /** The proxy keeps what it has, until it can be told; for the writer. */
  void leave() {
    owed = true;
  }

  void close() {
    closed = true;
  }

  /** Not the identity's, so that sets have the same order in every run of a simulation. */
  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }
}
