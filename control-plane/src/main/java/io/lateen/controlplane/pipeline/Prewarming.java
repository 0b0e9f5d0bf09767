// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.api.ObjectKey;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates once for a workload of each namespace and Sidecar when the first state is there, so
 * that proxies which connect then find made what they share. Between two translations the writer
 * does what else waits; nothing is published, and what fails here is told when a proxy asks.
 */
public final class Prewarming {

  /** Most namespaces, roles and Sidecars, those with most workloads first (docs/limits.md). */
  static final int MAX_KINDS = 128;

  private static final Logger LOG = LoggerFactory.getLogger(Prewarming.class);

  private record Kind(String namespace, ProxyRole role, Optional<ObjectKey> sidecar) {

    static Kind of(MeshSnapshot mesh, Workload workload) {
      return new Kind(workload.key().namespace(), workload.role(), mesh.sidecarOf(workload));
    }
  }

  private final Translation translation;
  private final Supplier<Epoch> epochs;
  private final Executor writer;
  private final Runnable settled;
  private final Deque<WorkloadKey> left = new ArrayDeque<>();
  private boolean begun;

  /**
   * @param epochs the newest state
   * @param writer the one that translates; {@link #epochPublished} is called on it
   * @param settled what is done once in the end, on the writer: all that a start leaves behind is
   *     garbage then, which nobody would look for in a process at rest
   */
  public Prewarming(
      Translation translation, Supplier<Epoch> epochs, Executor writer, Runnable settled) {
    this.translation = translation;
    this.epochs = epochs;
    this.writer = writer;
    this.settled = settled;
  }

  /** Begins with the first state of all sources; later ones say nothing new. */
  public void epochPublished() {
    if (!begun && epochs.get().ready()) {
      begun = true;
      left.addAll(examples(epochs.get().mesh()));
      goOn();
    }
  }

  /** A workload of each namespace, role and Sidecar. */
  private static List<WorkloadKey> examples(MeshSnapshot mesh) {
    Map<Kind, List<WorkloadKey>> kinds = new HashMap<>();
    for (var workload : mesh.workloads().all()) {
      kinds.computeIfAbsent(Kind.of(mesh, workload), _ -> new ArrayList<>()).add(workload.key());
    }
    if (kinds.size() > MAX_KINDS) {
      LOG.info(
          "{} namespaces, roles and Sidecars are translated ahead, {} more when proxies come",
          MAX_KINDS,
          kinds.size() - MAX_KINDS);
    }
    return kinds.values().stream()
        .sorted(
            Comparator.<List<WorkloadKey>>comparingInt(List::size)
                .reversed()
                .thenComparing(List::getFirst))
        .limit(MAX_KINDS)
        .map(List::getFirst)
        .toList();
  }

  private void goOn() {
    try {
      writer.execute(this::next);
    } catch (RejectedExecutionException e) {
      left.clear(); // The control plane ends.
    }
  }

  private void next() {
    if (left.isEmpty()) {
      settled.run();
      return;
    }
    var mesh = epochs.get().mesh();
    mesh.workloads().get(left.remove()).ifPresent(workload -> translate(mesh, workload));
    goOn();
  }

  private void translate(MeshSnapshot mesh, Workload workload) {
    try {
      translation.translate(mesh, workload);
    } catch (RuntimeException | Error e) {
      LOG.debug("{} is not translated ahead", workload.key(), e);
    }
  }
}
