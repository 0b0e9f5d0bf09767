// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.lateen.base.time.Cancellable;
import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.resource.ViewSource.Registration;
import io.lateen.xds.stream.ResourceReport;
import io.lateen.xds.stream.StreamCommand.HoldExpired;
import io.lateen.xds.stream.StreamCommand.ViewChanged;
import io.lateen.xds.stream.StreamResponse;
import io.lateen.xds.stream.StreamState;
import io.lateen.xds.stream.StreamState.Variant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open stream: carries requests and views into its state machine and responses out of it, as
 * fast as the transport takes them. gRPC, timers and publishers only leave notes and ring; all work
 * happens on the stream's {@link Turn}. One request at a time is read, so nothing piles up.
 */
final class AdsStream<Q> implements StreamObserver<Q> {

  private static final Logger LOG = LoggerFactory.getLogger(AdsStream.class);

  private final String id;
  private final Requests<Q> requests;
  private final ServerCallStreamObserver<WireResponse> call;
  private final PeerIdentity peer;
  private final AdsContext context;
  private final Instant opened;
  private final Turn turn;
  private final Pace pace;
  private final WriteRoom.Share room;
  private final StatusBoard board = new StatusBoard();

  private final Queue<Q> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable ResourceView> newest = new AtomicReference<>();
  private final Queue<String> expiredHolds = new ConcurrentLinkedQueue<>();
  private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();

  /** Somebody wants to know about each resource. */
  private record Question(int most, CompletableFuture<Optional<List<ResourceReport>>> answer) {}

  private volatile @Nullable ProxyNode node;
  private String asked = "";
  private @Nullable StreamState state;

  /** A response that waits for room; the state counts it as sent. */
  private @Nullable StreamResponse postponed;

  private @Nullable Registration registration;
  private @Nullable EventRelay relay;
  private @Nullable Cancellable silence;
  private @Nullable Cancellable catchUp;
  private boolean finished;

  /** How the stream ends; with a fault when it is one. */
  private record Ending(Status status, Optional<StreamFault> fault) {}

  AdsStream(
      String id,
      Requests<Q> requests,
      ServerCallStreamObserver<WireResponse> call,
      PeerIdentity peer,
      AdsContext context) {
    this.id = id;
    this.requests = requests;
    this.call = call;
    this.peer = peer;
    this.context = context;
    this.opened = context.seams().wallClock().instant();
    this.turn = new Turn(context.seams().turns().get(), this::takeTurn);
    this.room = context.room().share(turn::ring);
    this.pace = Pace.of(context);
  }

  /** Begins to read. */
  void open() {
    call.disableAutoRequest();
    call.setOnReadyHandler(turn::take);
    call.setOnCancelHandler(() -> end(Status.CANCELLED));
    silence =
        context
            .seams()
            .scheduler()
            .schedule(
                context.limits().firstRequest(),
                () ->
                    fail(StreamFault.SILENT, Status.DEADLINE_EXCEEDED, "no request on the stream"));
    call.request(1);
  }

  /** Ends the stream; only the first status counts. Safe from all threads. */
  void end(Status status) {
    ending.compareAndSet(null, new Ending(status, Optional.empty()));
    turn.ring();
  }

  private void fail(StreamFault fault, Status status, String message) {
    ending.compareAndSet(null, new Ending(status.withDescription(message), Optional.of(fault)));
    turn.ring();
  }

  @Override
  public void onNext(Q request) {
    inbox.add(request);
    turn.take();
  }

  @Override
  public void onError(Throwable cause) {
    end(Status.CANCELLED);
  }

  @Override
  public void onCompleted() {
    end(Status.OK);
  }

  /** The proxy behind the stream, once it introduced itself. */
  Optional<ProxyNode> node() {
    return Optional.ofNullable(node);
  }

  PeerIdentity peer() {
    return peer;
  }

  /** The one type of the stream; empty when it has all. */
  String only() {
    return requests.only();
  }

  /** What {@code proxy-status} shows; empty before the first request. Safe from all threads. */
  Optional<ProxyStatus> status() {
    return node()
        .map(
            known ->
                new ProxyStatus(
                    id, known, opened, requests.variant() == Variant.DELTA, board.types()));
  }

  /** The stream for those who ask about it; empty before the first request. */
  Optional<OpenStream> shown() {
    return status().map(status -> new OpenStream(status, this::ask));
  }

  private CompletableFuture<Optional<List<ResourceReport>>> ask(int most) {
    var answer = new CompletableFuture<Optional<List<ResourceReport>>>();
    questions.add(new Question(most, answer));
    turn.ring();
    return answer;
  }

  private void answerQuestions() {
    for (var each = questions.poll(); each != null; each = questions.poll()) {
      var machine = finished ? null : state;
      each.answer()
          .complete(machine == null ? Optional.of(List.of()) : machine.resources(each.most()));
    }
  }

  private void takeTurn() {
    if (finished) {
      answerQuestions();
      return;
    }
    try {
      var end = ending.get();
      if (end == null) {
        work();
        end = ending.get();
      }
      if (end != null) {
        finish(end);
      }
    } catch (RuntimeException | Error e) {
      LOG.error("stream {} of {} failed", id, peer.name(), e);
      var status = Status.INTERNAL.withDescription("it failed; see the control plane's log");
      finish(new Ending(status, Optional.of(StreamFault.DEFECT)));
    }
  }

  private void work() {
    for (var request = inbox.poll(); request != null; request = inbox.poll()) {
      read(request);
    }
    var machine = state;
    var events = relay;
    if (machine == null || events == null) {
      return;
    }
    var view = newest.getAndSet(null);
    if (view != null) {
      events.learned(view.epoch());
      machine.handle(new ViewChanged(view));
    }
    for (var nonce = expiredHolds.poll(); nonce != null; nonce = expiredHolds.poll()) {
      machine.handle(new HoldExpired(nonce));
    }
    pump(machine, events);
  }

  private void pump(StreamState machine, EventRelay events) {
    while (call.isReady()) {
      room.giveBack();
      var next = postponed == null ? machine.poll().orElse(null) : postponed;
      if (next == null || !write(next, events)) {
        break;
      }
    }
    events.tell(machine.drainEvents());
    board.publish(machine.reports()).forEach(events::mended);
    events.settle();
    answerQuestions();
  }

  /** Returns whether there was room for it. */
  private boolean write(StreamResponse response, EventRelay events) {
    var wire = new WireResponse(response, requests.variant() == Variant.DELTA);
    var fits = room.take(wire.size());
    postponed = fits ? null : response;
    if (fits) {
      call.onNext(wire);
      events.sent(response, wire.size());
    }
    return fits;
  }

  private void read(Q request) {
    if (ending.get() != null) {
      return;
    }
    if (requests.isMalformed(request)) {
      fail(StreamFault.MALFORMED, Status.INVALID_ARGUMENT, "the bytes are no discovery request");
      return;
    }
    if (state == null && !introduce(requests.node(request))) {
      return;
    }
    context.metrics().request(TypeUrls.shortName(requests.typeUrl(request)));
    var fault = requests.fault(request);
    if (fault.isPresent()) {
      fail(StreamFault.INVALID, Status.INVALID_ARGUMENT, fault.get());
      return;
    }
    if (state != null) {
      state.handle(requests.command(request));
    }
    readOn();
  }

  private void readOn() {
    var wait = pace.taken();
    if (wait.isZero()) {
      call.request(1);
    } else {
      context.metrics().limited("request_rate");
      context.seams().scheduler().schedule(wait, () -> call.request(1));
    }
  }

  /** The first request names the proxy; later ones need not (Envoy: set_node_on_first_message). */
  private boolean introduce(Node raw) {
    if (silence != null) {
      silence.cancel();
    }
    if (raw.getId().isEmpty()) {
      var message = "the first request must carry node.id";
      fail(StreamFault.INVALID, Status.INVALID_ARGUMENT, message);
      return false;
    }
    if (raw.getSerializedSize() > XdsLimits.MAX_NODE_BYTES
        || raw.getId().length() > XdsLimits.MAX_NODE_ID_CHARS) {
      var message = "the node of the first request is too large";
      fail(StreamFault.OVERSIZED, Status.INVALID_ARGUMENT, message);
      return false;
    }
    var known = ProxyNode.of(raw, peer);
    if (context.authorizer().authorize(known)
        instanceof ProxyAuthorizer.Decision.Denied(String reason)) {
      asked = known.id();
      fail(StreamFault.DENIED, Status.PERMISSION_DENIED, reason);
      return false;
    }
    node = known;
    asked = known.id();
    state = machine(known);
    relay = new EventRelay(known, only(), board, context, this::hold, this::overLimit);
    context.events().connected(known, only());
    var seen = new SeenRevision(known.seenRevision());
    if (seen.matters()) {
      catchUp = context.seams().scheduler().schedule(XdsLimits.CATCH_UP, () -> giveUp(seen));
    }
    registration = context.views().register(known, view -> seen.pass(view).ifPresent(this::offer));
    return true;
  }

  private void overLimit(Status status) {
    fail(StreamFault.TOO_MUCH_STATE, status, String.valueOf(status.getDescription()));
  }

  private StreamState machine(ProxyNode known) {
    var machine =
        new StreamState(
            requests.variant(),
            context.limits().stream(),
            context.diffs(),
            id + "-",
            requests.skills(known));
    if (!only().isEmpty()) {
      machine.alone();
    }
    machine.handle(context.refusals().recall(known));
    return machine;
  }

  /** The source does not come to where the proxy was: its state was put back, or it is cut off. */
  private void giveUp(SeenRevision seen) {
    seen.release()
        .ifPresent(
            view -> {
              LOG.warn("proxy {} has seen a newer state than there is; it goes back", asked);
              context.metrics().limited("catch_up");
              offer(view);
            });
  }

  /** Leaves the newest view for the next turn; what was not looked at yet is skipped. */
  private void offer(ResourceView view) {
    newest.accumulateAndGet(
        view,
        (old, next) -> old == null || next == null || next.epoch() >= old.epoch() ? next : old);
    turn.ring();
  }

  private Cancellable hold(String nonce) {
    return context
        .seams()
        .scheduler()
        .schedule(
            context.limits().stream().warmingHold(),
            () -> {
              expiredHolds.add(nonce);
              turn.ring();
            });
  }

  private void finish(Ending end) {
    finished = true;
    var status = end.status();
    end.fault()
        .ifPresent(
            fault ->
                context.fault(peer.name(), asked, fault, String.valueOf(status.getDescription())));
    room.leave();
    inbox.clear();
    answerQuestions();
    if (silence != null) {
      silence.cancel();
    }
    if (catchUp != null) {
      catchUp.cancel();
    }
    if (relay != null) {
      relay.close();
    }
    if (registration != null) {
      registration.close();
    }
    var known = node;
    if (known != null) {
      context.events().disconnected(known, only());
    }
    context.streams().closed(this);
    if (!call.isCancelled()) {
      if (status.isOk()) {
        call.onCompleted();
      } else {
        call.onError(status.asRuntimeException());
      }
    }
  }
}
