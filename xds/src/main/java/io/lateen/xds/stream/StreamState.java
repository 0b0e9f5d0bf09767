// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.StreamCommand.ClientError;
import io.lateen.xds.stream.StreamCommand.DeltaRequest;
import io.lateen.xds.stream.StreamCommand.HoldExpired;
import io.lateen.xds.stream.StreamCommand.Judged;
import io.lateen.xds.stream.StreamCommand.Recall;
import io.lateen.xds.stream.StreamCommand.SotwRequest;
import io.lateen.xds.stream.StreamCommand.ViewChanged;
import io.lateen.xds.stream.StreamResponse.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The discovery protocol of one stream. Commands come in with {@link #handle}; whenever the
 * transport can take a message, {@link #poll} makes the next response from the newest view. Used by
 * one thread at a time.
 */
public final class StreamState {

  /** Which of the two protocols the stream speaks. */
  public enum Variant {
    DELTA,
    SOTW
  }

  private final StreamLimits limits;
  private final ViewDiffs diffs;
  private final String noncePrefix;
  private final Answers answers;
  private final DeltaSubscriptions deltaSubscriptions;
  private final boolean differences;
  private final Map<String, TypeState> types = new HashMap<>();
  private final List<TypeState> inOrder = new ArrayList<>();
  private final PushGate gate;
  private final RefusalLedger ledger = new RefusalLedger();
  private List<StreamEvent> events = new ArrayList<>();
  private List<TypeReport> reports = List.of();
  private @Nullable ResourceView view;
  private boolean alone;
  private long responses;
  private long claims;
  private long settled = Long.MIN_VALUE;

  /**
   * A stream that was just opened.
   *
   * @param noncePrefix unique among streams, so that a nonce of another stream is recognized
   * @param client what it can do that Envoy cannot
   */
  public StreamState(
      Variant variant,
      StreamLimits limits,
      ViewDiffs diffs,
      String noncePrefix,
      ClientSkills client) {
    this.limits = limits;
    this.diffs = diffs;
    this.noncePrefix = noncePrefix;
    this.answers = variant == Variant.DELTA ? new DeltaAnswers() : new SotwAnswers();
    this.deltaSubscriptions = new DeltaSubscriptions(client.keepsResources());
    this.differences = variant == Variant.DELTA && client.takesDifferences();
    this.gate = new PushGate(types, limits.deferredRemovals());
  }

  /** Says that the stream will never ask for a second type, so that nothing waits for one. */
  public void alone() {
    alone = true;
  }

  /** Takes note of what happened; what follows from it comes out of {@link #poll} and events. */
  public void handle(StreamCommand command) {
    switch (command) {
      case DeltaRequest request -> delta(request);
      case SotwRequest request -> sotw(request);
      case Judged judged -> judged(judged);
      case ViewChanged changed -> look(changed.view());
      case HoldExpired expired -> release(expired.nonce());
      case Recall recall -> ledger.recall(recall.refused());
    }
  }

  private void delta(DeltaRequest request) {
    if (tooLong(request.subscribe()) || tooLong(request.initialVersions().keySet())) {
      return;
    }
    var first = !types.containsKey(request.typeUrl());
    claims += first ? request.initialVersions().size() : 0;
    var type = type(request.typeUrl());
    if (type == null) {
      return;
    }
    if (!first && !request.nonce().isEmpty()) {
      land(type, request.nonce(), request.error());
    }
    if (first
        && !alone
        && request.typeUrl().equals(TypeUrls.CLUSTER)
        && !request.initialVersions().isEmpty()) {
      gate.returned();
      events.add(new StreamEvent.RemovalsHeld(returnNonce()));
    }
    deltaSubscriptions.apply(type, request, first);
    if (first && !request.initialVersions().isEmpty()) {
      ledger.returned(type);
      recall();
    }
    if (first && request.typeUrl().equals(TypeUrls.ENDPOINT)) {
      gate.endpointsBegan();
    }
    if (first || !request.subscribe().isEmpty()) {
      checkSubscriptions();
    }
  }

  private boolean tooLong(Collection<String> names) {
    for (var name : names) {
      if (name.length() > StreamLimits.MAX_NAME_CHARS) {
        events.add(new StreamEvent.LimitExceeded("name_chars", StreamLimits.MAX_NAME_CHARS));
        return true;
      }
    }
    return false;
  }

  private void sotw(SotwRequest request) {
    if (tooLong(request.names())) {
      return;
    }
    var first = !types.containsKey(request.typeUrl());
    var type = type(request.typeUrl());
    if (type == null) {
      return;
    }
    if (!first && !request.nonce().isEmpty()) {
      if (!type.flight.lastNonce().equals(request.nonce())) {
        events.add(new StreamEvent.StaleNonce(type.typeUrl, request.nonce()));
        return;
      }
      if (type.flight.flying()) {
        land(type, request.nonce(), request.error());
      }
    }
    SotwSubscriptions.apply(type, request, first, view);
    checkSubscriptions();
  }

  private @Nullable TypeState type(String typeUrl) {
    var known = types.get(typeUrl);
    if (known != null) {
      return known;
    }
    if (types.size() >= limits.types()) {
      events.add(new StreamEvent.LimitExceeded("types", limits.types()));
      return null;
    }
    var type = new TypeState(typeUrl, differences);
    if (view != null) {
      type.look(view, diffs);
    }
    types.put(typeUrl, type);
    inOrder.add(type);
    inOrder.sort(Comparator.comparingInt(each -> TypeUrls.pushRank(each.typeUrl)));
    return type;
  }

  private void checkSubscriptions() {
    long names = 0;
    long chars = 0;
    for (var type : inOrder) {
      names += type.subscription.names().size();
      chars += type.subscription.chars();
    }
    if (names > limits.subscriptions() || claims > limits.subscriptions()) {
      events.add(new StreamEvent.LimitExceeded("subscriptions", limits.subscriptions()));
    } else if (chars > StreamLimits.MAX_CHARS) {
      events.add(new StreamEvent.LimitExceeded("subscription_chars", StreamLimits.MAX_CHARS));
    }
  }

  private void land(TypeState type, String nonce, Optional<ClientError> error) {
    var response = type.flight.landed(nonce);
    if (response == null) {
      events.add(new StreamEvent.StaleNonce(type.typeUrl, nonce));
    } else if (error.isEmpty()) {
      type.accepted(response);
      events.add(new StreamEvent.Acked(type.typeUrl, nonce, response.epoch()));
    } else {
      refuse(type, response, error.get());
    }
  }

  private void refuse(TypeState type, StreamResponse response, ClientError error) {
    var names = response.entries().stream().map(Entry::names).flatMap(List::stream).toList();
    var kept = cut(error.message());
    var guilty = Blame.guilty(names, kept);
    type.refused(response, guilty);
    var suspects = new ArrayList<>(names);
    suspects.removeAll(guilty);
    events.add(
        new StreamEvent.Nacked(
            type.typeUrl,
            response.nonce(),
            response.epoch(),
            error.code(),
            kept,
            guilty,
            suspects));
  }

  private void judged(Judged judged) {
    var type = types.get(judged.typeUrl());
    if (type == null) {
      return;
    }
    var guilty = new TreeMap<String, String>();
    for (var finding : judged.findings()) {
      finding.refusal().ifPresent(reason -> guilty.put(finding.name(), cut(reason)));
    }
    var released = type.judged(judged.findings());
    events.add(new StreamEvent.Judged(type.typeUrl, judged.nonce(), guilty, released));
  }

  private String cut(String text) {
    return text.substring(0, Math.min(text.length(), limits.errorChars()));
  }

  private void look(ResourceView next) {
    if (view != null && next.epoch() < view.epoch()) {
      return;
    }
    view = next;
    inOrder.forEach(type -> type.look(next, diffs));
    recall();
  }

  private void recall() {
    if (view != null) {
      events.addAll(ledger.apply(view.epoch()));
    }
  }

  /** Names the wait after a reconnect; responses count from 1. */
  private String returnNonce() {
    return noncePrefix + "0";
  }

  private void release(String nonce) {
    if (nonce.equals(returnNonce())) {
      if (gate.stopWaiting()) {
        events.add(new StreamEvent.HoldReleased(nonce));
      }
      return;
    }
    var clusters = types.get(TypeUrls.CLUSTER);
    if (clusters != null && clusters.flight.release(nonce)) {
      events.add(new StreamEvent.HoldReleased(nonce));
    }
  }

  /**
   * The next response, or nothing when there is nothing to say now. Call it only when the transport
   * is ready, and send what it returns: the state counts it as sent.
   */
  public Optional<StreamResponse> poll() {
    var current = view;
    if (current == null) {
      return Optional.empty();
    }
    for (var next = 0; next < inOrder.size(); next++) {
      var type = inOrder.get(next);
      if (!mayAnswer(type)) {
        continue;
      }
      var deferRemovals = gate.defersRemovals(type);
      var draft = answers.next(type, current, deferRemovals, limits.responseBytes());
      if (draft.isPresent()) {
        return Optional.of(send(type, draft.get(), current.epoch()));
      }
      // It had nothing to say after all, which others may have waited for.
      next = -1;
    }
    return Optional.empty();
  }

  private boolean mayAnswer(TypeState type) {
    if (type.flight.flying() || gate.closed(type)) {
      return false;
    }
    return type.hasWork() || (!type.deferred().isEmpty() && !gate.defersRemovals(type));
  }

  private StreamResponse send(TypeState type, Answers.Draft draft, long epoch) {
    responses++;
    var response =
        new StreamResponse(
            type.typeUrl,
            noncePrefix + Long.toString(responses, Character.MAX_RADIX),
            draft.version(),
            draft.entries(),
            draft.removed(),
            epoch);
    type.sent(response, draft.forgotten());
    if (type.typeUrl.equals(TypeUrls.CLUSTER)) {
      gate.clustersSent(draft.changed());
      events.add(new StreamEvent.ClustersHeld(response.nonce()));
    }
    return response;
  }

  /** What happened since the last call. Call it after the responses were taken. */
  public List<StreamEvent> drainEvents() {
    ledger.news(inOrder).ifPresent(events::add);
    noteSettled();
    if (events.isEmpty()) {
      return List.of();
    }
    var drained = events;
    events = new ArrayList<>();
    return drained;
  }

  private void noteSettled() {
    if (view == null || inOrder.isEmpty() || view.epoch() == settled) {
      return;
    }
    var clean = true;
    for (var type : inOrder) {
      if (!type.idle()) {
        return;
      }
      clean &= type.rejections.isEmpty();
    }
    settled = view.epoch();
    events.add(new StreamEvent.Settled(settled, clean));
  }

  /** How each type stands, in the order of sending; the same list while all stand as before. */
  public List<TypeReport> reports() {
    for (int i = 0; i < inOrder.size(); i++) {
      if (i == reports.size() || inOrder.get(i).report() != reports.get(i)) {
        var now = new ArrayList<TypeReport>(inOrder.size());
        for (var type : inOrder) {
          now.add(type.report());
        }
        reports = Collections.unmodifiableList(now);
        break;
      }
    }
    return reports;
  }

  /** How each wanted resource stands; nothing when there are more than {@code most}. */
  public Optional<List<ResourceReport>> resources(int most) {
    return ResourceReports.of(inOrder, view, most);
  }

  /** What the client is believed to hold of a type: name to version; for display. */
  public Map<String, String> heldVersions(String typeUrl) {
    var type = types.get(typeUrl);
    return type == null ? Map.of() : type.heldVersions();
  }
}
