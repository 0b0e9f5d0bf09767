// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadsSnapshot;
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

  private @Nullable WorkloadsSnapshot known;
  private Optional<Workload> workload = Optional.empty();

  /** {@code number} counts the followers of a pipeline. */
  Follower(int number, ProxyNode node, Consumer<ResourceView> onChange) {
    this.number = number;
    this.node = node;
    this.onChange = onChange;
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

  void publish(ProxyView next) {
    if (!closed) {
      view = next;
      onChange.accept(next);
    }
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
