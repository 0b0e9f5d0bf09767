// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.agent.relay.RelayCommand.EnvoyAsked;
import io.lateen.agent.relay.RelayCommand.EnvoyConnected;
import io.lateen.agent.relay.RelayCommand.EnvoyGone;
import io.lateen.agent.relay.RelayCommand.EnvoySettled;
import io.lateen.agent.relay.RelayCommand.GraceOver;
import io.lateen.agent.relay.RelayCommand.Judged;
import io.lateen.agent.relay.RelayCommand.UpstreamLost;
import io.lateen.agent.relay.RelayCommand.UpstreamReady;
import io.lateen.agent.relay.RelayCommand.UpstreamSaid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The relay between one Envoy and the control plane as a state machine. While the control plane is
 * there, requests and responses pass through in order; the relay notes what Envoy accepts. While it
 * is away, Envoy's stream stays open and the relay answers from what Envoy accepted last. One
 * thread at a time; no I/O, no clock.
 */
final class RelaySession {

  private enum Upstream {
    AWAY,
    CONNECTING,
    LIVE
  }

  /** A response on its way to Envoy or waiting for its answer; attempt 0 is the relay itself. */
  private record Flight(DeltaDiscoveryResponse response, long attempt, String upstreamNonce) {}

  private final String workloadUid;
  private final LastGoodCache cache;
  private final LocalAnswers localAnswers;
  private final NameTableExchange nameTables;

  private final Map<String, RelayType> types = new HashMap<>();
  private final Deque<Flight> arrived = new ArrayDeque<>();
  private final Map<String, Flight> unanswered = new LinkedHashMap<>();
  private final Set<String> accepted = new HashSet<>();
  private final List<RelayAction> actions = new ArrayList<>();

  private @Nullable Node node;
  private Upstream upstream = Upstream.AWAY;
  private long attempt;
  private boolean alone;
  private boolean nodeSent;
  private long seenRevision;
  private boolean differences = true;

  RelaySession(String workloadUid, LastGoodCache cache) {
    this.workloadUid = workloadUid;
    this.cache = cache;
    this.localAnswers = new LocalAnswers(cache);
    this.nameTables = new NameTableExchange(cache);
  }

  /** Takes note of what happened; returns what follows. */
  List<RelayAction> handle(RelayCommand command) {
    switch (command) {
      case EnvoyConnected connected -> reset();
      case EnvoyGone gone -> reset();
      case EnvoyAsked asked -> asked(asked.request());
      case UpstreamReady ready when ready.attempt() == attempt -> ready();
      case UpstreamSaid said when said.attempt() == attempt -> said(said.response());
      case UpstreamLost lost when lost.attempt() == attempt -> lost();
      case GraceOver over when over.attempt() == attempt -> alone = upstream != Upstream.LIVE;
      case Judged judged when judged.attempt() == attempt && live() -> judged(judged);
      case EnvoySettled settled -> dropUnwanted();
      default -> {
        // From an attempt that was given up.
      }
    }
    var result = List.copyOf(actions);
    actions.clear();
    return result;
  }

  private void reset() {
    types.clear();
    arrived.clear();
    unanswered.clear();
    accepted.clear();
    node = null;
    alone = false;
    attempt++;
    if (upstream != Upstream.AWAY) {
      upstream = Upstream.AWAY;
      actions.add(new RelayAction.Disconnect());
    }
  }

  private void asked(DeltaDiscoveryRequest request) {
    if (node == null) {
      node = RelayedNode.of(request.getNode(), workloadUid);
      connect(false);
    }
    var typeUrl = request.getTypeUrl();
    var first = !types.containsKey(typeUrl);
    if (first && types.size() >= RelayLimits.MAX_TYPES) {
      actions.add(new RelayAction.Overrun("types"));
      return;
    }
    var type = types.computeIfAbsent(typeUrl, RelayType::new);
    var flight = first ? null : unanswered.remove(request.getResponseNonce());
    if (flight != null) {
      answered(type, flight, request);
    }
    if (first) {
      begin(type, request);
    }
    for (var name : type.apply(request, first)) {
      if (cache.drop(typeUrl, name)) {
        actions.add(new RelayAction.Save());
      }
    }
    if (types.values().stream().mapToInt(RelayType::size).sum() > RelayLimits.MAX_NAMES) {
      actions.add(new RelayAction.Overrun("subscriptions"));
    }
    if (upstream == Upstream.LIVE) {
      pass(type, request, first, flight);
    }
  }

  private void begin(RelayType type, DeltaDiscoveryRequest request) {
    type.begin(request, cache);
    if (request.getInitialResourceVersionsCount() > 0) {
      accepted.add(type.typeUrl);
    }
  }

  private void connect(boolean afterLoss) {
    attempt++;
    upstream = Upstream.CONNECTING;
    nodeSent = false;
    actions.add(new RelayAction.Connect(attempt, afterLoss, differences));
  }

  /** Envoy accepted or refused a response. */
  private void answered(RelayType type, Flight flight, DeltaDiscoveryRequest request) {
    var response = flight.response();
    if (request.hasErrorDetail()) {
      type.refused(response, cache);
      actions.add(new RelayAction.Refused(type.typeUrl, request.getErrorDetail().getMessage()));
      if (flight.attempt() != 0) {
        tryOut(flight);
      }
      return;
    }
    accepted.add(type.typeUrl);
    if (flight.attempt() != 0 && (says(response) || !cache.knows(type.typeUrl))) {
      cache.commit(type.typeUrl, response.getResourcesList(), response.getRemovedResourcesList());
      actions.add(new RelayAction.Save());
    }
  }

  /** Whether it says more than that Envoy is in step. */
  private static boolean says(DeltaDiscoveryResponse response) {
    return response.getResourcesCount() > 0 || response.getRemovedResourcesCount() > 0;
  }

  /** Of a response with one resource it is clear which one Envoy means. */
  private void tryOut(Flight flight) {
    var resources =
        flight.response().getResourcesList().stream().filter(Resource::hasResource).toList();
    if (resources.size() > 1) {
      var refused =
          new Judge.Refused(
              flight.response().getTypeUrl(), resources, cache.names(RelayTypes.CLUSTER));
      actions.add(new RelayAction.Try(flight.attempt(), flight.upstreamNonce(), refused));
    }
  }

  /** Tells the control plane, which sends the innocent again. */
  private void judged(Judged judged) {
    var error =
        Status.newBuilder()
            .setCode(Code.INVALID_ARGUMENT_VALUE)
            .setMessage("tried one by one")
            .addDetails(Any.pack(judged.verdict()));
    sendUp(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(judged.typeUrl())
            .setResponseNonce(judged.nonce())
            .setErrorDetail(error));
  }

  /** Passes a request on, without the parts that only concern the relay. */
  private void pass(
      RelayType type, DeltaDiscoveryRequest request, boolean first, @Nullable Flight flight) {
    if (first) {
      sendUp(type.introduction(cache));
      return;
    }
    var onward =
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(type.typeUrl)
            .addAllResourceNamesSubscribe(request.getResourceNamesSubscribeList())
            .addAllResourceNamesUnsubscribe(request.getResourceNamesUnsubscribeList());
    var answers = flight != null && flight.attempt() == attempt;
    if (flight != null && answers) {
      onward.setResponseNonce(flight.upstreamNonce());
      if (request.hasErrorDetail()) {
        onward.setErrorDetail(request.getErrorDetail());
      }
    }
    if (answers
        || onward.getResourceNamesSubscribeCount() > 0
        || onward.getResourceNamesUnsubscribeCount() > 0) {
      sendUp(onward);
    }
  }

  private void sendUp(DeltaDiscoveryRequest.Builder request) {
    if (!nodeSent && node != null) {
      request.setNode(RelayedNode.withRevision(node, seenRevision));
      nodeSent = true;
    }
    actions.add(new RelayAction.SendUp(request.build()));
  }

  private void ready() {
    upstream = Upstream.LIVE;
    alone = false;
    inOrder().forEach(type -> sendUp(type.introduction(cache)));
    sendUp(nameTables.introduction());
  }

  private List<RelayType> inOrder() {
    return types.values().stream()
        .sorted(
            Comparator.comparingInt((RelayType type) -> RelayTypes.rank(type.typeUrl))
                .thenComparing(type -> type.typeUrl))
        .toList();
  }

  private void said(DeltaDiscoveryResponse sent) {
    var type = types.get(sent.getTypeUrl());
    var forNames = sent.getTypeUrl().equals(RelayTypes.NAME_TABLE);
    if (type == null && !forNames) {
      return;
    }
    var whole = WholeResources.of(sent, cache, name -> type != null && type.comesAnyway(name));
    if (whole.isEmpty()) {
      distrust(sent.getTypeUrl());
      return;
    }
    var response = whole.get();
    seenRevision = RelayTypes.revision(response).orElse(seenRevision);
    if (forNames) {
      takeNames(response);
    } else {
      var nonce = response.getNonce();
      var renamed = response.toBuilder().setNonce(attempt + ":" + nonce).build();
      arrived.add(new Flight(renamed, attempt, nonce));
    }
  }

  /** Begins from what Envoy has, and takes nothing but whole resources from now on. */
  private void distrust(String typeUrl) {
    differences = false;
    actions.add(new RelayAction.Unresolved(typeUrl));
    lost();
  }

  private void takeNames(DeltaDiscoveryResponse response) {
    var outcome = nameTables.take(response);
    outcome.tables().forEach(table -> actions.add(new RelayAction.Names(table)));
    if (says(response) && !outcome.answer().hasErrorDetail()) {
      actions.add(new RelayAction.Save());
    }
    sendUp(outcome.answer());
  }

  /**
   * What Envoy has not been given yet is dropped: the next stream to the control plane begins from
   * what Envoy has.
   */
  private void lost() {
    arrived.clear();
    oweEndpointsOfUnansweredClusters();
    alone = true;
    connect(true);
  }

  /**
   * Envoy warms clusters that it was just sent and waits for their endpoints, which the control
   * plane can no longer send; without them Envoy would never answer.
   */
  private void oweEndpointsOfUnansweredClusters() {
    var endpoints = types.get(RelayTypes.ENDPOINT);
    if (endpoints == null) {
      return;
    }
    for (var flight : unanswered.values()) {
      if (flight.response().getTypeUrl().equals(RelayTypes.CLUSTER)) {
        for (var cluster : flight.response().getResourcesList()) {
          if (endpoints.named(cluster.getName())) {
            endpoints.owed().add(cluster.getName());
          }
        }
      }
    }
  }

  /** Names from earlier streams that this Envoy never asked for. */
  private void dropUnwanted() {
    var dropped = false;
    for (var type : types.values()) {
      if (!type.wildcard()) {
        dropped |= cache.dropUnless(type.typeUrl, type::wants);
      }
    }
    if (dropped) {
      actions.add(new RelayAction.Save());
    }
  }

  /** The next response for Envoy; call it only when Envoy can take one, and send it. */
  Optional<DeltaDiscoveryResponse> poll() {
    var flight = arrived.poll();
    if (flight == null) {
      flight = local();
    }
    if (flight == null) {
      return Optional.empty();
    }
    var response = flight.response();
    unanswered.put(response.getNonce(), flight);
    if (unanswered.size() > RelayLimits.MAX_UNANSWERED) {
      unanswered.remove(unanswered.keySet().iterator().next());
    }
    var type = types.get(response.getTypeUrl());
    if (type != null) {
      type.sent(response);
    }
    return Optional.of(response);
  }

  private @Nullable Flight local() {
    for (var type : inOrder()) {
      var answer = localAnswers.next(type, alone);
      if (answer.isPresent()) {
        return new Flight(answer.get(), 0, "");
      }
    }
    return null;
  }

  /** Whether a response for Envoy is waiting to be taken; then nothing more should be read. */
  boolean hasArrived() {
    return !arrived.isEmpty();
  }

  /** Whether Envoy has clusters and listeners on its present stream. */
  boolean configured() {
    return accepted.contains(RelayTypes.CLUSTER) && accepted.contains(RelayTypes.LISTENER);
  }

  boolean live() {
    return upstream == Upstream.LIVE;
  }
}
