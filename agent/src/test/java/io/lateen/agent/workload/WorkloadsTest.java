// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.Pods;
import io.lateen.agent.process.RunningProcess;
import io.lateen.agent.workload.Lifecycle.Phase;
import io.lateen.testkit.time.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of joining, watching and healing, on one thread with virtual time. */
class WorkloadsTest {

  @TempDir Path folder;

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final FakeSite site = new FakeSite();
  private final List<WorkloadStatus> seen = new ArrayList<>();
  private final Set<String> leftovers = new TreeSet<>();
  private final WorkloadSites sites =
      new WorkloadSites() {
        @Override
        public WorkloadSite open(String uid) {
          return site;
        }

        @Override
        public Set<String> leftovers() {
          return leftovers;
        }
      };
  private AssignmentStore store;
  private Workloads workloads;

  @BeforeEach
  void create() {
    store = new AssignmentStore(folder.resolve("assignments.bin"));
    workloads = create(store);
  }

  /** Everything runs on the scheduler, one task after the other. */
  private Workloads create(AssignmentStore from) {
    Executor turn = task -> scheduler.schedule(Duration.ZERO, task);
    return new Workloads(
        sites,
        new RegistrationFolder(folder),
        from,
        new WorkloadSeams(turn, turn, scheduler, scheduler.clock()),
        seen::add);
  }

  private void register() throws IOException {
    Files.writeString(
        folder.resolve("uid-reviews.json"), "{\"uid\":\"uid-reviews\",\"netns\":\"/ns/a\"}");
  }

  private void unregister() throws IOException {
    Files.delete(folder.resolve("uid-reviews.json"));
  }

  private void advance(long millis) {
    scheduler.advance(Duration.ofMillis(millis));
  }

  private Phase phase() {
    return seen.getLast().phase();
  }

  @Test
  void aWorkloadLivesAndLeaves() throws IOException {
    workloads.start();
    register();
    advance(1000);
    assertThat(phase()).isEqualTo(Phase.WAITING);
    workloads.assign(List.of(Pods.reviews()));
    advance(1000);
    assertThat(phase()).isEqualTo(Phase.READY);
    assertThat(seen.getLast().envoyPid()).isEqualTo(100);
    unregister();
    advance(1000);
    assertThat(site.calls).containsExactly("prepare", "start", "release");
    workloads.assign(List.of());
    advance(1000);
    assertThat(phase()).isEqualTo(Phase.GONE);
    assertThat(site.calls).endsWith("close");
  }

  @Test
  void anEnvoyThatEndsIsBackWithinASecond() throws IOException {
    register();
    workloads.assign(List.of(Pods.reviews()));
    workloads.start();
    advance(20_000);
    site.running = Optional.empty();
    advance(1000);
    assertThat(phase()).isEqualTo(Phase.READY);
    assertThat(seen.getLast().restarts()).isEqualTo(1);
    assertThat(seen.getLast().envoyPid()).isEqualTo(101);
  }

  @Test
  void anEnvoyThatKeepsEndingIsTriedAtLeastEveryThreeSeconds() throws IOException {
    register();
    workloads.assign(List.of(Pods.reviews()));
    workloads.start();
    for (int i = 0; i < 20; i++) {
      var starts = site.calls.size();
      advance(3000);
      assertThat(site.calls.size()).as("starts in round " + i).isGreaterThan(starts);
      site.running = Optional.empty();
    }
  }

  @Test
  void withoutControlPlaneTheLastAssignmentsCount() throws IOException {
    store.save(List.of(Pods.reviews()));
    register();
    site.running = Optional.of(new RunningProcess(77, 1, "boot"));
    workloads.start();
    advance(1000);
    assertThat(phase()).isEqualTo(Phase.READY);
    assertThat(seen.getLast().envoyPid()).isEqualTo(77);
    assertThat(site.calls).containsExactly("prepare");
  }

  @Test
  void anEmptyListOfAFreshControlPlaneEndsNothingAtOnce() throws IOException {
    register();
    workloads.assign(List.of(Pods.reviews()));
    workloads.start();
    advance(1000);
    workloads.assign(List.of());
    advance(29_000);
    assertThat(phase()).isEqualTo(Phase.READY);
    workloads.assign(List.of(Pods.reviews()));
    advance(60_000);
    assertThat(phase()).isEqualTo(Phase.READY);
    workloads.assign(List.of());
    advance(31_000);
    assertThat(phase()).isEqualTo(Phase.WAITING);
    assertThat(site.calls).containsExactly("prepare", "start", "release");
  }

  @Test
  void aFailedPreparationIsReportedAndTriedAgain() throws IOException {
    register();
    site.prepareFault = Optional.of("nft: Operation not permitted");
    workloads.assign(List.of(Pods.reviews()));
    workloads.start();
    advance(5000);
    assertThat(seen).anyMatch(status -> status.reason().equals("nft: Operation not permitted"));
    assertThat(site.calls).doesNotContain("start");
    site.prepareFault = Optional.empty();
    advance(3000);
    assertThat(phase()).isEqualTo(Phase.READY);
  }

  @Test
  void whatWentWhileNoAgentRanIsTakenDown() {
    store.save(List.of(Pods.reviews()));
    site.running = Optional.of(new RunningProcess(77, 1, "boot"));
    leftovers.add("uid-reviews");
    workloads.start();
    advance(5000);
    assertThat(site.calls).containsExactly("sweep", "close");
    assertThat(phase()).isEqualTo(Phase.WAITING);
  }

  @Test
  void leftoversOfARegisteredWorkloadAreAdopted() throws IOException {
    store.save(List.of(Pods.reviews()));
    site.running = Optional.of(new RunningProcess(77, 1, "boot"));
    leftovers.add("uid-reviews");
    register();
    workloads.start();
    advance(5000);
    assertThat(site.calls).containsExactly("prepare");
  }

  @Test
  void readinessIsWatched() throws IOException {
    register();
    site.readiness = "Envoy is PRE_INITIALIZING";
    workloads.assign(List.of(Pods.reviews()));
    workloads.start();
    advance(1000);
    assertThat(phase()).isEqualTo(Phase.RUNNING);
    assertThat(seen.getLast().reason()).isEqualTo("Envoy is PRE_INITIALIZING");
    site.readiness = "";
    advance(400);
    assertThat(phase()).isEqualTo(Phase.READY);
    site.readiness = "Envoy is DRAINING";
    advance(3000);
    assertThat(phase()).isEqualTo(Phase.RUNNING);
  }

  @Test
  void changedLabelsAreHandedOn() throws IOException {
    register();
    workloads.assign(List.of(Pods.reviews()));
    workloads.start();
    advance(1000);
    workloads.assign(List.of(Pods.reviews(Map.of("a", "b"))));
    advance(1000);
    assertThat(site.calls).containsExactly("prepare", "start", "update");
    assertThat(store.load()).containsExactly(Pods.reviews(Map.of("a", "b")));
  }

  @Test
  void registrationsThatCannotBeListedEndNothing() throws IOException {
    register();
    workloads.assign(List.of(Pods.reviews()));
    workloads.start();
    advance(1000);
    var moved = folder.resolveSibling("moved-" + folder.getFileName());
    Files.move(folder, moved);
    advance(5000);
    assertThat(phase()).isEqualTo(Phase.READY);
    Files.move(moved, folder);
  }
}
