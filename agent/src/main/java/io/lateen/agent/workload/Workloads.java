// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.agent.workload.Lifecycle.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All workloads of this node: joins registrations of the machine with assignments of the control
 * plane and keeps a life cycle for each. Methods are safe from all threads; state belongs to the
 * loop thread.
 */
public final class Workloads {

  /** How often registrations and Envoys are looked at. */
  static final Duration INTERVAL = Duration.ofMillis(200);

  /** How long {@link #close} waits. */
  static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  /** Most assignments that are accepted. */
  static final int MAX_ASSIGNMENTS = RegistrationFolder.MAX_REGISTRATIONS;

  private static final Logger LOG = LoggerFactory.getLogger(Workloads.class);

  private final WorkloadSites sites;
  private final RegistrationFolder folder;
  private final AssignmentStore store;
  private final WorkloadSeams seams;
  private final Consumer<WorkloadStatus> listener;
  private final Map<String, WorkloadRunner> runners = new TreeMap<>();
  private Map<String, Registration> registrations = Map.of();
  private List<AssignedWorkload> assignments = List.of();
  private boolean closed;

  /** Only touched by the one poll that is under way, like the next one. */
  private volatile String readFault = "";

  private volatile boolean swept;

  /**
   * Creates it; nothing happens before {@link #start}.
   *
   * @param sites what workloads have on this node
   * @param listener told on the loop thread whenever something of a workload changed
   */
  public Workloads(
      WorkloadSites sites,
      RegistrationFolder folder,
      AssignmentStore store,
      WorkloadSeams seams,
      Consumer<WorkloadStatus> listener) {
    this.sites = sites;
    this.folder = folder;
    this.store = store;
    this.seams = seams;
    this.listener = listener;
  }

  /** Takes up the assignments of the last run and begins to look at the machine. */
  public void start() {
    seams
        .blocking()
        .execute(
            () -> {
              var saved = store.load();
              seams
                  .loop()
                  .execute(
                      () -> {
                        if (assignments.isEmpty()) {
                          take(saved);
                        }
                      });
              poll();
            });
  }

  /** Takes the control plane's list of all workloads of this node. */
  public void assign(List<AssignedWorkload> all) {
    var accepted =
        all.stream()
            .filter(workload -> Registration.isUid(workload.uid()))
            .limit(MAX_ASSIGNMENTS)
            .toList();
    if (accepted.size() < all.size()) {
      LOG.error("{} assignments were refused", all.size() - accepted.size());
    }
    seams
        .loop()
        .execute(
            () -> {
              if (take(accepted)) {
                seams.blocking().execute(() -> store.save(accepted));
              }
            });
  }

  /** What is known of all workloads, handed over on the loop thread. */
  public void statuses(Consumer<List<WorkloadStatus>> receiver) {
    seams
        .loop()
        .execute(
            () -> receiver.accept(runners.values().stream().map(WorkloadRunner::status).toList()));
  }

  private boolean take(List<AssignedWorkload> all) {
    if (closed || all.equals(assignments)) {
      return false;
    }
    var before = assignments.stream().map(AssignedWorkload::uid).collect(Collectors.toSet());
    assignments = all;
    for (var workload : all) {
      before.remove(workload.uid());
      send(workload.uid(), new LifecycleEvent.Assigned(workload));
    }
    before.forEach(uid -> send(uid, new LifecycleEvent.Unassigned()));
    return true;
  }

  private void poll() {
    Map<String, Registration> found;
    try {
      found = folder.read();
      readFault = "";
      sweepOnce(found.keySet());
    } catch (IOException e) {
      tellOnce(e.toString());
      found = null;
    }
    var read = found;
    seams
        .loop()
        .execute(
            () -> {
              if (closed) {
                return;
              }
              if (read != null) {
                register(read);
              }
              runners.values().forEach(WorkloadRunner::check);
              seams.scheduler().schedule(INTERVAL, () -> seams.blocking().execute(this::poll));
            });
  }

  /** Before the first registrations count, what went while no agent ran is taken down. */
  private void sweepOnce(Set<String> registered) {
    if (swept) {
      return;
    }
    swept = true;
    for (var uid : sites.leftovers()) {
      if (!registered.contains(uid)) {
        LOG.info("workload {} went while no agent ran", uid);
        var site = sites.open(uid);
        site.sweep();
        site.close();
      }
    }
  }

  /** A folder that is gone is looked for five times a second, but reported once. */
  private void tellOnce(String fault) {
    if (!fault.equals(readFault)) {
      readFault = fault;
      LOG.error("registrations cannot be read, all workloads stay as they are: {}", fault);
    }
  }

  private void register(Map<String, Registration> now) {
    var left = new HashSet<>(registrations.keySet());
    left.removeAll(now.keySet());
    var arrived = new HashMap<>(now);
    registrations.forEach(arrived::remove);
    registrations = now;
    left.forEach(uid -> send(uid, new LifecycleEvent.Unregistered()));
    arrived.forEach((uid, one) -> send(uid, new LifecycleEvent.Registered(one.networkNamespace())));
  }

  private void send(String uid, LifecycleEvent event) {
    runners
        .computeIfAbsent(uid, id -> new WorkloadRunner(id, sites.open(id), seams, this::changed))
        .on(event);
    forget();
  }

  private void changed(WorkloadRunner runner) {
    listener.accept(runner.status());
    if (runner.state().phase() == Phase.GONE) {
      seams.loop().execute(this::forget);
    }
  }

  /** Drops runners of which nothing is left; not while one of them is on the stack. */
  private void forget() {
    var gone = runners.values().stream().filter(one -> one.state().phase() == Phase.GONE).toList();
    runners.values().removeAll(gone);
    gone.forEach(WorkloadRunner::close);
  }

  /**
   * The agent stops: sockets close, Envoys run on. Waits for that, but not long; not on the loop
   * thread.
   */
  public void close() {
    var done = new CountDownLatch(1);
    seams
        .loop()
        .execute(
            () -> {
              closed = true;
              new ArrayList<>(runners.values()).forEach(WorkloadRunner::close);
              done.countDown();
            });
    try {
      if (!done.await(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the workloads did not let go of their sockets in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
