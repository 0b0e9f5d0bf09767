// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.lateen.base.time.Cancellable;
import io.lateen.base.time.Scheduler;
import io.lateen.proto.node.v1.NodeCommand;
import io.lateen.proto.node.v1.NodeControlGrpc.NodeControlImplBase;
import io.lateen.proto.node.v1.NodeEvent;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long-lived session of each node: events come in, workloads, roots and questions go out. The
 * node is who its certificate says.
 */
public final class NodeControlService extends NodeControlImplBase {

  private static final Logger log = LoggerFactory.getLogger(NodeControlService.class);

  /** A session that has not greeted by then ends. */
  static final Duration HELLO_TIME = Duration.ofSeconds(10);

  private final NodeDirectory directory;
  private final ReportedMetrics metrics;
  private final Scheduler scheduler;

  /** A service that keeps its sessions in {@code directory}. */
  public NodeControlService(NodeDirectory directory, ReportedMetrics metrics, Scheduler scheduler) {
    this.directory = directory;
    this.metrics = metrics;
    this.scheduler = scheduler;
  }

  @Override
  public StreamObserver<NodeEvent> session(StreamObserver<NodeCommand> commands) {
    var peer = Peer.current();
    if (peer.isEmpty()) {
      commands.onError(
          Status.UNAUTHENTICATED.withDescription("no node certificate").asRuntimeException());
      return new Ignored();
    }
    var call = (ServerCallStreamObserver<NodeCommand>) commands;
    var session = directory.newSession(peer.get().node(), call);
    var events = new Events(session);
    call.setOnReadyHandler(session::drain);
    call.setOnCancelHandler(events::end);
    return events;
  }

  /** What a node says, on its call's thread. */
  private final class Events implements StreamObserver<NodeEvent> {

    private final NodeSession session;
    private final Cancellable helloTimer;
    private boolean greeted;

    Events(NodeSession session) {
      this.session = session;
      var late = Status.DEADLINE_EXCEEDED.withDescription("the session did not begin with Hello");
      this.helloTimer = scheduler.schedule(HELLO_TIME, () -> session.close(late));
    }

    @Override
    public void onNext(NodeEvent event) {
      if (session.isEnded()) {
        return;
      }
      if (!greeted) {
        greet(event);
        return;
      }
      switch (event.getEventCase()) {
        case WORKLOAD_STATUS -> directory.reported(session.node(), event.getWorkloadStatus());
        case METRICS -> metrics.report(session.node(), event.getMetrics().getSamplesList());
        case ADMIN_REPLY -> session.answered(event.getAdminReply());
        case ROOTS_FOLLOWED -> session.followed(event.getRootsFollowed().getFingerprint());
        case HELLO, EVENT_NOT_SET -> log.debug("node {} sent an empty event", session.node());
      }
    }

    private void greet(NodeEvent event) {
      helloTimer.cancel();
      if (!event.hasHello()) {
        session.close(
            Status.INVALID_ARGUMENT.withDescription("the first event of a session is Hello"));
      } else if (directory.enter(session, event.getHello())) {
        greeted = true;
        metrics.connected(session.node(), session.instance());
        log.info("node {} is connected", session.node());
      } else {
        session.close(Status.RESOURCE_EXHAUSTED.withDescription("too many nodes are connected"));
      }
    }

    private void end() {
      helloTimer.cancel();
      if (directory.leave(session)) {
        metrics.disconnected(session.node());
        log.info("node {} is not connected any more", session.node());
      }
    }

    @Override
    public void onError(Throwable cancelled) {
      end();
    }

    @Override
    public void onCompleted() {
      session.close(Status.OK);
      end();
    }
  }

  /** What comes after a refusal. */
  private static final class Ignored implements StreamObserver<NodeEvent> {
    @Override
    public void onNext(NodeEvent event) {}

    @Override
    public void onError(Throwable cancelled) {}

    @Override
    public void onCompleted() {}
  }
}
