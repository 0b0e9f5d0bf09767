// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.agent.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A site in memory whose Envoy ends when a test says so. */
final class FakeSite implements WorkloadSite {

  final List<String> calls = new ArrayList<>();
  Optional<String> prepareFault = Optional.empty();
  Optional<RunningProcess> running = Optional.empty();
  String readiness = "";
  private long nextPid = 100;

  @Override
  public Optional<RunningProcess> prepare(AssignedWorkload workload, Path networkNamespace)
      throws IOException {
    calls.add("prepare");
    if (prepareFault.isPresent()) {
      throw new IOException(prepareFault.get());
    }
    return running;
  }

  @Override
  public void update(AssignedWorkload workload, Path networkNamespace) {
    calls.add("update");
  }

  @Override
  public RunningProcess start(AssignedWorkload workload, Path networkNamespace) {
    calls.add("start");
    running = Optional.of(new RunningProcess(nextPid++, 1, "boot"));
    return running.get();
  }

  @Override
  public boolean isRunning(RunningProcess envoy) {
    return running.equals(Optional.of(envoy));
  }

  @Override
  public String probe() {
    return readiness;
  }

  @Override
  public void release(Optional<RunningProcess> envoy) {
    calls.add("release");
    running = Optional.empty();
  }

  @Override
  public void sweep() {
    calls.add("sweep");
    running = Optional.empty();
  }

  @Override
  public long certificateNotAfter() {
    return 0;
  }

  @Override
  public void close() {
    calls.add("close");
  }
}
