// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import io.lateen.base.time.Cancellable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a {@link RelaySession}: streams, timers, saves. Every callback becomes a task of one
 * synchronization context, so the session sees one thing at a time. What one side cannot take is
 * not read from the other.
 */
final class RelayCourse implements EnvoyLink.Listener, UpstreamLink.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(RelayCourse.class);

  private final String workloadUid;
  private final Channel upstreamChannel;
  private final NameTableListener names;
  private final Judge judge;
  private final RelaySeams seams;
  private final SynchronizationContext turn = new SynchronizationContext(this::crashed);
  private final LastGoodCache cache = new LastGoodCache();
  private final RelaySession session;
  private final LastGoodSaver saver;
  private final Backoff backoff;

  private @Nullable EnvoyLink envoy;
  private @Nullable UpstreamLink upstream;
  private @Nullable Cancellable pause;
  private @Nullable Cancellable settle;
  private @Nullable Cancellable save;
  private boolean envoyWaits;
  private boolean upstreamWaits;
  private boolean closed;
  private boolean wasConfigured;
  private @Nullable String refusal;
  private @Nullable String upstreamProblem;
  private volatile RelayStatus status =
      new RelayStatus(false, false, false, 0, Optional.empty(), Optional.empty());

  RelayCourse(
      String workloadUid,
      Channel upstreamChannel,
      LastGoodStore store,
      NameTableListener names,
      Judge judge,
      RelaySeams seams) {
    this.workloadUid = workloadUid;
    this.upstreamChannel = upstreamChannel;
    this.names = names;
    this.judge = judge;
    this.seams = seams;
    this.session = new RelaySession(workloadUid, cache);
    this.backoff = new Backoff(seams.jitter());
    this.saver = new LastGoodSaver(store, seams.disk(), this::saveFailed);
  }

  RelayStatus status() {
    return status;
  }

  void restore(LastGood lastGood) {
    turn.execute(() -> cache.restore(lastGood));
  }

  void connected(EnvoyLink link) {
    turn.execute(
        () -> {
          if (closed) {
            link.end(Status.UNAVAILABLE.withDescription("the workload left this node"));
            return;
          }
          if (envoy != null) {
            envoy.end(Status.ABORTED.withDescription("a newer stream replaced this one"));
          }
          envoy = link;
          envoyWaits = false;
          follow(new RelayCommand.EnvoyConnected());
          cancel(settle);
          settle = later(RelayLimits.SETTLE, new RelayCommand.EnvoySettled());
        });
  }

  @Override
  public void asked(EnvoyLink link, DeltaDiscoveryRequest request) {
    turn.execute(
        () -> {
          if (link == envoy) {
            envoyWaits = true;
            follow(new RelayCommand.EnvoyAsked(request));
          }
        });
  }

  @Override
  public void ready(EnvoyLink link) {
    turn.execute(this::pump);
  }

  @Override
  public void gone(EnvoyLink link) {
    turn.execute(
        () -> {
          if (link == envoy) {
            envoy = null;
            follow(new RelayCommand.EnvoyGone());
          }
        });
  }

  @Override
  public void ready(UpstreamLink link) {
    turn.execute(
        () -> {
          if (link != upstream) {
            return;
          }
          if (!session.live()) {
            upstreamProblem = null;
            seams.events().upstreamConnected(workloadUid);
            follow(new RelayCommand.UpstreamReady(link.attempt()));
          } else {
            pump();
          }
        });
  }

  @Override
  public void said(UpstreamLink link, DeltaDiscoveryResponse response) {
    turn.execute(
        () -> {
          if (link == upstream) {
            backoff.reset();
            upstreamWaits = true;
            follow(new RelayCommand.UpstreamSaid(link.attempt(), response));
          }
        });
  }

  @Override
  public void lost(UpstreamLink link, Status why) {
    turn.execute(
        () -> {
          if (link == upstream) {
            upstream = null;
            var reason = why.getCode() + ": " + why.getDescription();
            upstreamProblem = reason;
            seams.events().upstreamLost(workloadUid, reason);
            follow(new RelayCommand.UpstreamLost(link.attempt()));
          }
        });
  }

  void forget() {
    close();
    turn.execute(saver::forget);
  }

  void close() {
    turn.execute(
        () -> {
          if (closed) {
            return;
          }
          closed = true;
          if (envoy != null) {
            envoy.end(Status.UNAVAILABLE.withDescription("the agent ends this stream"));
            envoy = null;
          }
          follow(new RelayCommand.EnvoyGone());
          cancel(settle);
          if (save != null) {
            save.cancel();
            save();
          }
        });
  }

  private void follow(RelayCommand command) {
    for (var action : session.handle(command)) {
      perform(action);
    }
    pump();
  }

  private void perform(RelayAction action) {
    switch (action) {
      case RelayAction.Connect connect -> connect(connect);
      case RelayAction.Disconnect disconnect -> disconnect();
      case RelayAction.SendUp up -> {
        if (upstream != null) {
          upstream.send(up.request());
        }
      }
      case RelayAction.Names table -> names.onNameTable(workloadUid, table.table());
      case RelayAction.Save changed -> {
        if (save == null) {
          save = laterRun(RelayLimits.SAVE_DELAY, this::save);
        }
      }
      case RelayAction.Refused refused -> {
        refusal = refused.typeUrl() + ": " + refused.message();
        LOG.warn("Envoy of {} refused {}", workloadUid, refusal);
        seams.events().refused(workloadUid, refused.typeUrl(), refused.message());
      }
      case RelayAction.Try trial -> tryOut(trial);
      case RelayAction.Unresolved unresolved ->
          seams.events().unresolved(workloadUid, unresolved.typeUrl());
      case RelayAction.Overrun overrun -> {
        if (envoy != null) {
          envoy.end(Status.RESOURCE_EXHAUSTED.withDescription("too many " + overrun.limit()));
        }
      }
    }
  }

  private void tryOut(RelayAction.Try trial) {
    judge.judge(
        trial.refused(),
        verdict ->
            turn.execute(
                () ->
                    follow(
                        new RelayCommand.Judged(
                            trial.attempt(), trial.refused().typeUrl(), trial.nonce(), verdict))));
  }

  private void saveFailed(String reason) {
    seams.events().saveFailed(workloadUid, reason);
    turn.execute(
        () -> {
          if (save == null && !closed) {
            save = laterRun(RelayLimits.SAVE_RETRY, this::save);
          }
        });
  }

  private void save() {
    save = null;
    saver.save(cache.snapshot());
  }

  private void connect(RelayAction.Connect connect) {
    disconnect();
    if (connect.afterLoss()) {
      pause = laterRun(backoff.next(), () -> open(connect));
    } else {
      open(connect);
    }
  }

  private void open(RelayAction.Connect connect) {
    upstreamWaits = false;
    upstream = UpstreamLink.open(connect, upstreamChannel, this);
    later(RelayLimits.LOCAL_GRACE, new RelayCommand.GraceOver(connect.attempt()));
  }

  private void disconnect() {
    cancel(pause);
    if (upstream != null) {
      var link = upstream;
      upstream = null;
      link.close();
    }
  }

  private Cancellable later(Duration delay, RelayCommand command) {
    return laterRun(delay, () -> follow(command));
  }

  private Cancellable laterRun(Duration delay, Runnable task) {
    return seams.scheduler().schedule(delay, () -> seams.calls().execute(() -> turn.execute(task)));
  }

  private static void cancel(@Nullable Cancellable timer) {
    if (timer != null) {
      timer.cancel();
    }
  }

  /** Moves what can be moved, then reads on from the sides whose words have been dealt with. */
  private void pump() {
    var link = envoy;
    while (link != null && link.isReady()) {
      var response = session.poll();
      if (response.isEmpty()) {
        break;
      }
      link.send(response.get());
    }
    if (upstreamWaits && upstream != null && !session.hasArrived()) {
      upstreamWaits = false;
      upstream.readOn();
    }
    if (envoyWaits && link != null && (upstream == null || !session.live() || upstream.isReady())) {
      envoyWaits = false;
      link.readOn();
    }
    report();
  }

  private void report() {
    var configured = session.configured();
    if (configured && !wasConfigured) {
      seams.events().configured(workloadUid);
    }
    wasConfigured = configured;
    status =
        new RelayStatus(
            envoy != null,
            session.live(),
            configured,
            cache.size(),
            Optional.ofNullable(refusal),
            Optional.ofNullable(upstreamProblem));
  }

  /** A fault of the program costs this stream, not the agent. */
  private void crashed(Thread thread, Throwable fault) {
    LOG.error("relay of {} failed; Envoy has to connect again", workloadUid, fault);
    if (envoy != null) {
      envoy.end(Status.INTERNAL.withDescription("the relay failed; see the agent's log"));
    }
  }
}
