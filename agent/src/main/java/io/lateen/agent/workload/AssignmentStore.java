// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.proto.node.v1.WorkloadSet;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control plane's last assignments on disk, so that an agent that starts without control plane
 * knows the workloads whose Envoys run. Blocks.
 */
public final class AssignmentStore {

  private static final Logger LOG = LoggerFactory.getLogger(AssignmentStore.class);

  private final Path file;

  /** Creates a store; the file's folder exists. */
  public AssignmentStore(Path file) {
    this.file = file;
  }

  /** The assignments of the last {@link #save}; none when there is no readable file. */
  public List<AssignedWorkload> load() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return WorkloadSet.parseFrom(Files.readAllBytes(file)).getWorkloadsList().stream()
          .map(AssignedWorkload::of)
          .toList();
    } catch (IOException e) {
      LOG.warn("{} cannot be read, waiting for the control plane instead: {}", file, e.toString());
      return List.of();
    }
  }

  /** Replaces the file as a whole. A full disk is only reported: the workloads run on. */
  public void save(List<AssignedWorkload> workloads) {
    var set = WorkloadSet.newBuilder();
    workloads.forEach(workload -> set.addWorkloads(workload.toMessage()));
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(fresh, set.build().toByteArray());
      try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("the assignments could not be saved to {}: {}", file, e.toString());
    }
  }
}
