// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.lateen.base.time.Scheduler;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.mesh.workload.Workload;
import io.lateen.proto.node.v1.Hello;
import io.lateen.proto.node.v1.NodeCommand;
import io.lateen.proto.node.v1.ProxyStart;
import io.lateen.proto.node.v1.WorkloadStatus;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The nodes that are connected, what they run, and the way to ask them. A node has one session; a
 * newer one replaces it, because the older is then a connection that nobody reads. Safe for all
 * threads.
 */
public final class NodeDirectory {

  /** Most connected nodes. */
  public static final int MAX_NODES = 10_000;

  /** Longest text that is kept of a node's greeting. */
  private static final int MAX_TEXT = 128;

  /** Longest administration path that is passed on. */
  private static final int MAX_PATH = 512;

  private final WorkloadRecords records;
  private final Supplier<TrustBundle> roots;
  private final InstantSource clock;
  private final Scheduler scheduler;
  private final Map<String, NodeSession> sessions = new ConcurrentHashMap<>();
  private final Map<String, ProxyReport> reports = new ConcurrentHashMap<>();

  /**
   * A directory without nodes.
   *
   * @param records who runs where
   * @param roots what nodes are told to trust
   */
  public NodeDirectory(
      WorkloadRecords records,
      Supplier<TrustBundle> roots,
      InstantSource clock,
      Scheduler scheduler) {
    this.records = records;
    this.roots = roots;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /** A session that has not greeted yet; it is not in the directory. */
  NodeSession newSession(String node, ServerCallStreamObserver<NodeCommand> commands) {
    return new NodeSession(node, clock.instant(), commands, scheduler);
  }

  /** Takes a session in; false when there are too many nodes. */
  boolean enter(NodeSession session, Hello hello) {
    if (sessions.size() >= MAX_NODES && !sessions.containsKey(session.node())) {
      return false;
    }
    session.greeted(
        Hello.newBuilder()
            .setAgentVersion(cut(hello.getAgentVersion()))
            .setEnvoyVersion(cut(hello.getEnvoyVersion()))
            .setInstance(cut(hello.getInstance()))
            .build());
    var older = sessions.put(session.node(), session);
    if (older != null) {
      older.close(Status.ABORTED.withDescription("a newer session of this node replaces this one"));
    }
    session.tell(NodeMessages.bundle(roots.get()));
    tellWorkloads(session);
    return true;
  }

  private static String cut(String text) {
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }

  /** Takes a session out, unless a newer one has replaced it; true when the node is gone. */
  boolean leave(NodeSession session) {
    session.gone();
    return sessions.remove(session.node(), session);
  }

  /** Keeps what a node says about a workload, when that runs there. */
  void reported(String node, WorkloadStatus status) {
    var uid = status.getWorkloadUid();
    if (records.byUid(uid).filter(workload -> workload.node().equals(node)).isPresent()) {
      reports.put(uid, ProxyReport.of(node, status));
    }
  }

  /**
   * Tells every connected node its workloads when they have changed, and forgets what was said
   * about workloads that have left. Called after each epoch in which workloads changed.
   */
  public void recordsChanged() {
    sessions.values().forEach(this::tellWorkloads);
    reports.values().removeIf(report -> !runs(report));
  }

  private void tellWorkloads(NodeSession session) {
    session.tell(() -> NodeMessages.workloads(records.on(session.node()), this::start));
  }

  private boolean runs(ProxyReport report) {
    return records
        .byUid(report.workloadUid())
        .filter(workload -> workload.node().equals(report.node()))
        .isPresent();
  }

  /** Tells every connected node the roots; called after a rotation. */
  public void rootsChanged() {
    var message = NodeMessages.bundle(roots.get());
    sessions.values().forEach(session -> session.tell(message));
  }

  /** The connected nodes by name. */
  public List<NodeState> nodes() {
    return sessions.values().stream()
        .map(NodeDirectory::state)
        .sorted(Comparator.comparing(NodeState::name))
        .toList();
  }

  private static NodeState state(NodeSession session) {
    var hello = session.hello();
    return new NodeState(
        session.node(),
        session.since(),
        hello == null ? "" : hello.getAgentVersion(),
        hello == null ? "" : hello.getEnvoyVersion());
  }

  /** Whether a connected node says that all on it follow the roots with this fingerprint. */
  public boolean follows(String node, String fingerprint) {
    var session = sessions.get(node);
    return session != null && session.followed().equals(fingerprint);
  }

  /** Whether a node has a session. */
  public boolean isConnected(String node) {
    return sessions.containsKey(node);
  }

  /** What a workload's node last said about its proxy. */
  public Optional<ProxyReport> report(String workloadUid) {
    return Optional.ofNullable(reports.get(workloadUid));
  }

  /**
   * Reads the administration interface of a workload's Envoy through its node. The agent decides
   * which paths it allows.
   *
   * @return fails with an {@link AdminException} when the workload is unknown, its node is not
   *     connected or does not answer within 10 s, or Envoy refuses
   */
  public CompletableFuture<byte[]> admin(String workloadUid, String path) {
    if (path.length() > MAX_PATH || !path.startsWith("/")) {
      return AdminCalls.failed("not an administration path");
    }
    var workload = records.byUid(workloadUid);
    if (workload.isEmpty()) {
      return AdminCalls.failed("no workload has the uid " + workloadUid);
    }
    var session = sessions.get(workload.get().node());
    return session == null
        ? AdminCalls.failed("node " + workload.get().node() + " is not connected")
        : session.ask(workloadUid, path);
  }

  private ProxyStart start(Workload workload) {
    return ProxyStarts.of(records.settings(workload), records.bootstrap(workload));
  }
}
