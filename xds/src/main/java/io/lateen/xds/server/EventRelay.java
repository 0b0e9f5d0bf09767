// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.grpc.Status;
import io.lateen.base.time.Cancellable;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.StreamEvent;
import io.lateen.xds.stream.StreamEvent.Acked;
import io.lateen.xds.stream.StreamEvent.ClustersHeld;
import io.lateen.xds.stream.StreamEvent.HoldReleased;
import io.lateen.xds.stream.StreamEvent.Judged;
import io.lateen.xds.stream.StreamEvent.LimitExceeded;
import io.lateen.xds.stream.StreamEvent.Nacked;
import io.lateen.xds.stream.StreamEvent.Recalled;
import io.lateen.xds.stream.StreamEvent.Refusals;
import io.lateen.xds.stream.StreamEvent.RemovalsHeld;
import io.lateen.xds.stream.StreamEvent.Settled;
import io.lateen.xds.stream.StreamEvent.StaleNonce;
import io.lateen.xds.stream.StreamResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what one stream's machine reports into metrics, status, journal and timers. */
final class EventRelay {

  private static final Logger LOG = LoggerFactory.getLogger(EventRelay.class);

  private final ProxyNode node;
  private final String only;
  private final StatusBoard board;
  private final List<Settled> settlements = new ArrayList<>();
  private final AdsContext context;
  private final Function<String, Cancellable> holdTimer;
  private final Consumer<Status> end;
  private @Nullable Cancellable hold;
  private @Nullable Cancellable returnHold;
  private long learnedNanos;
  private boolean converging;
  private boolean sentSinceLearned;

  EventRelay(
      ProxyNode node,
      String only,
      StatusBoard board,
      AdsContext context,
      Function<String, Cancellable> holdTimer,
      Consumer<Status> end) {
    this.node = node;
    this.only = only;
    this.board = board;
    this.context = context;
    this.holdTimer = holdTimer;
    this.end = end;
  }

  /** A view arrived; the span of convergence begins unless one is under way. */
  void learned(long epoch) {
    if (!converging) {
      converging = true;
      sentSinceLearned = false;
      learnedNanos = context.seams().nanoClock().nanos();
    }
  }

  void sent(StreamResponse response, int bytes) {
    sentSinceLearned = true;
    board.sent(response, context.seams().wallClock().instant());
    var type = TypeUrls.shortName(response.typeUrl());
    context.metrics().push(type, bytes, response.entries().size());
    long differences = 0;
    for (var entry : response.entries()) {
      differences += entry.difference().isPresent() ? 1 : 0;
    }
    if (differences > 0) {
      context.metrics().differences(type, differences);
    }
  }

  /** Tells all but settlements, which wait for {@link #settle}. */
  void tell(List<StreamEvent> events) {
    for (var event : events) {
      switch (event) {
        case Acked acked -> acked(acked);
        case Nacked nacked -> nacked(nacked);
        case Judged judged -> judged(judged);
        case StaleNonce stale -> context.metrics().staleNonce(TypeUrls.shortName(stale.typeUrl()));
        case ClustersHeld held -> rearm(holdTimer.apply(held.nonce()));
        case RemovalsHeld held -> returnHold = holdTimer.apply(held.nonce());
        case HoldReleased released -> released(released.nonce());
        case Settled settled -> settlements.add(settled);
        case Refusals refusals -> context.refusals().stands(node, refusals.standing());
        case Recalled recalled -> recalled(recalled);
        case LimitExceeded exceeded -> exceeded(exceeded);
      }
    }
  }

  /** Whoever hears that a stream has settled finds its status written. */
  void settle() {
    settlements.forEach(this::settled);
    settlements.clear();
  }

  private void acked(Acked acked) {
    if (acked.typeUrl().equals(TypeUrls.CLUSTER)) {
      rearm(null);
    }
    board.acked(acked, context.seams().wallClock().instant());
    context.events().acked(node, acked.typeUrl(), acked.epoch());
  }

  private void nacked(Nacked nacked) {
    if (nacked.typeUrl().equals(TypeUrls.CLUSTER)) {
      rearm(null);
    }
    var type = TypeUrls.shortName(nacked.typeUrl());
    LOG.warn(
        "proxy {} refused {} {}: {}",
        node.id(),
        type,
        nacked.guilty().isEmpty() ? "(unnamed)" : nacked.guilty(),
        nacked.message());
    var nack =
        new ProxyStatus.Nack(
            context.seams().wallClock().instant(),
            nacked.nonce(),
            nacked.epoch(),
            nacked.code(),
            nacked.message(),
            nacked.guilty(),
            nacked.suspects(),
            ProxyStatus.Source.of(nacked),
            Map.of());
    board.nacked(nacked.typeUrl(), nack);
    context.refusals().said(node, nacked.typeUrl(), nack);
    context.metrics().rejected(type);
    context.events().nacked(node, nacked.typeUrl(), nacked.epoch(), nack);
  }

  /** Told again, for whoever listens may have let go of it with the stream before. */
  private void recalled(Recalled recalled) {
    var type = TypeUrls.shortName(recalled.typeUrl());
    LOG.info("proxy {} came back and has refused {} {}", node.id(), type, recalled.names());
    context.metrics().recalled(type, recalled.names().size());
    context
        .refusals()
        .words(node, recalled.typeUrl())
        .ifPresent(
            nack -> {
              board.nacked(recalled.typeUrl(), nack);
              context.events().nacked(node, recalled.typeUrl(), recalled.epoch(), nack);
            });
  }

  private void judged(Judged judged) {
    LOG.info(
        "proxy {}: a trial of {} found {} guilty and released {}",
        node.id(),
        TypeUrls.shortName(judged.typeUrl()),
        judged.guilty().keySet(),
        judged.released().size());
    board
        .judged(judged)
        .ifPresent(
            nack -> {
              context.refusals().said(node, judged.typeUrl(), nack);
              context.events().judged(node, judged.typeUrl(), nack);
            });
  }

  /** Nothing of the type stands refused any more. */
  void mended(String typeUrl) {
    context.events().mended(node, typeUrl);
  }

  private void released(String nonce) {
    LOG.warn("proxy {}: waited long enough for its clusters or routes ({})", node.id(), nonce);
    context.metrics().holdReleased();
  }

  private void settled(Settled settled) {
    if (converging && sentSinceLearned) {
      var span = context.seams().nanoClock().nanos() - learnedNanos;
      context.metrics().converged(Duration.ofNanos(span));
    }
    converging = false;
    context.events().settled(node, only, settled.epoch(), settled.clean());
  }

  private void exceeded(LimitExceeded exceeded) {
    context.metrics().limited(exceeded.limit());
    end.accept(
        Status.RESOURCE_EXHAUSTED.withDescription(
            "more than " + exceeded.allowed() + " " + exceeded.limit() + " on one stream"));
  }

  private void rearm(@Nullable Cancellable next) {
    if (hold != null) {
      hold.cancel();
    }
    hold = next;
  }

  /** Calls the timers off. */
  void close() {
    rearm(null);
    if (returnHold != null) {
      returnHold.cancel();
    }
  }
}
