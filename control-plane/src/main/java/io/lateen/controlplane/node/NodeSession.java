// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.lateen.base.time.Scheduler;
import io.lateen.proto.node.v1.AdminReply;
import io.lateen.proto.node.v1.AdminRequest;
import io.lateen.proto.node.v1.Hello;
import io.lateen.proto.node.v1.NodeCommand;
import io.lateen.proto.node.v1.TrustBundle;
import io.lateen.proto.node.v1.WorkloadSet;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of one node's session. Of the workloads only the newest set is kept while the
 * node is slow; everything is written under this object's lock.
 */
final class NodeSession {

  private final String node;
  private final Instant since;
  private final ServerCallStreamObserver<NodeCommand> commands;
  private final AdminCalls adminCalls;
  private @Nullable Hello hello;
  private @Nullable WorkloadSet sent;
  private @Nullable WorkloadSet waiting;
  private volatile String followed = "";
  private boolean ended;

  NodeSession(
      String node,
      Instant since,
      ServerCallStreamObserver<NodeCommand> commands,
      Scheduler scheduler) {
    this.node = node;
    this.since = since;
    this.commands = commands;
    this.adminCalls = new AdminCalls(node, scheduler);
  }

  String node() {
    return node;
  }

  Instant since() {
    return since;
  }

  synchronized @Nullable Hello hello() {
    return hello;
  }

  /** What tells this agent from its predecessor; empty when it does not say. */
  synchronized String instance() {
    return hello == null ? "" : hello.getInstance();
  }

  synchronized void greeted(Hello message) {
    hello = message;
  }

  void followed(String fingerprint) {
    followed = fingerprint;
  }

  /** The fingerprint of the roots that all on this node follow; empty when it said nothing. */
  String followed() {
    return followed;
  }

  /** Tells the roots; once for each session and after a rotation. */
  synchronized void tell(TrustBundle bundle) {
    write(NodeCommand.newBuilder().setBundle(bundle).build());
  }

  /**
   * Tells the workloads when they differ from what the node knows. They are asked for under the
   * lock, so that of two threads the later one tells the newer set.
   */
  synchronized void tell(Supplier<WorkloadSet> newest) {
    var workloads = newest.get();
    waiting = sent != null && workloads.equals(sent) ? null : workloads;
    drain();
  }

  /** Writes what waits when the transport takes it. */
  synchronized void drain() {
    var next = waiting;
    if (next != null && commands.isReady()) {
      sent = next;
      waiting = null;
      write(NodeCommand.newBuilder().setWorkloads(next).build());
    }
  }

  CompletableFuture<byte[]> ask(String uid, String path) {
    return adminCalls.ask(uid, path, this::tell);
  }

  private synchronized void tell(AdminRequest request) {
    write(NodeCommand.newBuilder().setAdminRequest(request).build());
  }

  void answered(AdminReply reply) {
    adminCalls.answered(reply);
  }

  private void write(NodeCommand command) {
    if (!ended && !commands.isCancelled()) {
      commands.onNext(command);
    }
  }

  /** Whether nothing more is said or heard. */
  synchronized boolean isEnded() {
    return ended;
  }

  /** The node or its connection has gone. */
  void gone() {
    synchronized (this) {
      ended = true;
    }
    adminCalls.end("node " + node + " is not connected");
  }

  /** Ends the session from this side. */
  void close(Status status) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      if (!commands.isCancelled()) {
        commands.onError(status.asRuntimeException());
      }
    }
    adminCalls.end("node " + node + " is not connected");
  }
}
