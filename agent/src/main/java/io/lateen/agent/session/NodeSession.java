// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.session;

import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.lateen.agent.telemetry.SeriesStore;
import io.lateen.agent.telemetry.SeriesStore.Selection;
import io.lateen.agent.workload.AssignedWorkload;
import io.lateen.agent.workload.WorkloadStatus;
import io.lateen.base.time.Cancellable;
import io.lateen.proto.node.v1.MetricsReport;
import io.lateen.proto.node.v1.NodeCommand;
import io.lateen.proto.node.v1.NodeControlGrpc;
import io.lateen.proto.node.v1.NodeEvent;
import io.lateen.proto.node.v1.RootsFollowed;
import io.lateen.proto.node.v1.Sample;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one {@code NodeControl.Session} open (Lateen: {@code lateen/node/v1/node.proto}). A new
 * stream begins with everything: who the agent is, the state of every workload, every series;
 * afterwards only changes are sent. Public methods are safe from all threads.
 */
public final class NodeSession implements AutoCloseable {

  /** How often changed metrics are sent. */
  static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

  /** Every so many reports carry histograms, too: they are sixty times the size of counters. */
  static final int HISTOGRAM_REPORTS = 5;

  /** Most samples in one message; keeps it below gRPC's limit of 4 MiB. */
  static final int MAX_SAMPLES = 1000;

  /** A stream that lived this long ends the doubling of pauses. */
  static final Duration STABLE = Duration.ofSeconds(5);

  /** Most workloads whose states wait to be sent; the newest of each is enough. */
  static final int MAX_PENDING = 2048;

  private static final Logger LOG = LoggerFactory.getLogger(NodeSession.class);

  private final Channel channel;
  private final SessionPeer peer;
  private final Administration administration;
  private final SeriesStore series;
  private final SessionSeams seams;
  private final Pause pause;
  private final Map<String, WorkloadStatus> pending = new LinkedHashMap<>();
  private Optional<ClientCallStreamObserver<NodeEvent>> stream = Optional.empty();
  private Optional<Cancellable> timer = Optional.empty();
  private Selection nextReport = Selection.ALL;
  private int reports;

  /** What the control plane was told on this stream. */
  private Optional<String> followed = Optional.empty();

  private boolean closed;

  /** Creates it; nothing happens before {@link #start}. */
  public NodeSession(
      Channel channel,
      SessionPeer peer,
      Administration administration,
      SeriesStore series,
      SessionSeams seams) {
    this.channel = channel;
    this.peer = peer;
    this.administration = administration;
    this.series = series;
    this.seams = seams;
    this.pause = new Pause(seams.jitter());
  }

  /** Connects and stays connected. */
  public void start() {
    seams.loop().execute(this::connect);
    seams.scheduler().schedule(REPORT_INTERVAL, this::tick);
  }

  /** A workload changed. */
  public void changed(WorkloadStatus status) {
    seams
        .loop()
        .execute(
            () -> {
              if (pending.size() < MAX_PENDING || pending.containsKey(status.uid())) {
                pending.put(status.uid(), status);
              }
              sendPending();
            });
  }

  private void connect() {
    if (closed || stream.isPresent()) {
      return;
    }
    NodeControlGrpc.newStub(channel).session(new Commands());
  }

  /** The stream is there: begins with everything. */
  private void opened(ClientCallStreamObserver<NodeEvent> opened) {
    if (closed) {
      opened.cancel("the agent stops", null);
      return;
    }
    stream = Optional.of(opened);
    nextReport = Selection.ALL;
    followed = Optional.empty();
    seams.scheduler().schedule(STABLE, () -> seams.loop().execute(() -> stable(opened)));
    opened.onNext(NodeEvent.newBuilder().setHello(peer.hello()).build());
    peer.statuses(
        all -> {
          all.forEach(status -> pending.put(status.uid(), status));
          sendPending();
        });
  }

  /** Only a stream that held proves that the control plane is well. */
  private void stable(ClientCallStreamObserver<NodeEvent> opened) {
    if (stream.equals(Optional.of(opened))) {
      pause.reset();
    }
  }

  private void tick() {
    seams
        .loop()
        .execute(
            () -> {
              if (!closed) {
                report();
                seams.scheduler().schedule(REPORT_INTERVAL, this::tick);
              }
            });
  }

  /** While the transport is busy nothing is taken out of the store, so nothing piles up. */
  private void report() {
    sendPending();
    if (stream.isEmpty() || !stream.get().isReady()) {
      return;
    }
    tellRoots();
    reports++;
    var selection =
        nextReport == Selection.ALL
            ? Selection.ALL
            : reports % HISTOGRAM_REPORTS == 0 ? Selection.CHANGED : Selection.CHANGED_COUNTERS;
    nextReport = Selection.CHANGED;
    send(series.take(selection));
  }

  private void tellRoots() {
    var now = peer.followedRoots();
    if (now.isPresent() && !now.equals(followed)) {
      followed = now;
      var message = RootsFollowed.newBuilder().setFingerprint(now.get());
      send(NodeEvent.newBuilder().setRootsFollowed(message).build());
    }
  }

  private void send(List<Sample> samples) {
    for (int from = 0; from < samples.size(); from += MAX_SAMPLES) {
      var part = samples.subList(from, Math.min(samples.size(), from + MAX_SAMPLES));
      send(
          NodeEvent.newBuilder()
              .setMetrics(MetricsReport.newBuilder().addAllSamples(part))
              .build());
    }
  }

  private void sendPending() {
    if (stream.isPresent() && stream.get().isReady()) {
      pending
          .values()
          .forEach(
              status ->
                  send(NodeEvent.newBuilder().setWorkloadStatus(Statuses.message(status)).build()));
      pending.clear();
    }
  }

  private void send(NodeEvent event) {
    stream.ifPresent(open -> open.onNext(event));
  }

  private void command(NodeCommand command) {
    switch (command.getCommandCase()) {
      case WORKLOADS ->
          peer.assign(
              command.getWorkloads().getWorkloadsList().stream()
                  .map(AssignedWorkload::of)
                  .toList());
      case BUNDLE -> peer.trust(command.getBundle());
      case ADMIN_REQUEST ->
          administration.answer(
              command.getAdminRequest(),
              reply ->
                  seams
                      .loop()
                      .execute(() -> send(NodeEvent.newBuilder().setAdminReply(reply).build())));
      case COMMAND_NOT_SET -> LOG.warn("the control plane sent a command of a newer version");
    }
  }

  private void lost(String reason) {
    stream = Optional.empty();
    if (closed) {
      return;
    }
    var delay = pause.next();
    LOG.info("no session with the control plane, again in {} ms: {}", delay.toMillis(), reason);
    timer =
        Optional.of(seams.scheduler().schedule(delay, () -> seams.loop().execute(this::connect)));
  }

  @Override
  public void close() {
    seams
        .loop()
        .execute(
            () -> {
              closed = true;
              timer.ifPresent(Cancellable::cancel);
              stream.ifPresent(open -> open.cancel("the agent stops", null));
            });
  }

  /** Brings what arrives to the loop thread. */
  private final class Commands implements ClientResponseObserver<NodeEvent, NodeCommand> {

    @Override
    public void beforeStart(ClientCallStreamObserver<NodeEvent> requests) {
      requests.setOnReadyHandler(
          () ->
              seams
                  .loop()
                  .execute(
                      () -> {
                        if (stream.isEmpty()) {
                          opened(requests);
                        } else {
                          sendPending();
                        }
                      }));
    }

    @Override
    public void onNext(NodeCommand command) {
      seams.loop().execute(() -> command(command));
    }

    @Override
    public void onError(Throwable cause) {
      seams.loop().execute(() -> lost(String.valueOf(cause.getMessage())));
    }

    @Override
    public void onCompleted() {
      seams.loop().execute(() -> lost("the control plane ended the session"));
    }
  }
}
