// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.trial;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.agent.relay.Judge.Refused;
import io.lateen.proto.node.v1.Finding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a twin is sent, and what its answers mean. Each candidate goes in a response of its own, so
 * the answer is about it alone; the one before is taken away in the same step. No I/O, no clock;
 * safe for several threads.
 */
final class TrialCourse {

  private final Trialable kind;
  private final Refused refused;
  private final Deque<Resource> left;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> seenTypes = new HashSet<>();
  private final Set<String> subscribed = new HashSet<>();
  private final List<DeltaDiscoveryResponse> outgoing = new ArrayList<>();

  private @Nullable Resource current;
  private @Nullable Resource before;
  private boolean clustersReady;
  private boolean listenersReady;
  private boolean waitsForSubscription;
  private int number;

  TrialCourse(Trialable kind, Refused refused) {
    this.kind = kind;
    this.refused = refused;
    this.left = new ArrayDeque<>(refused.resources());
  }

  /** Takes what the twin says; returns what it is sent, in order. */
  synchronized List<DeltaDiscoveryResponse> asked(DeltaDiscoveryRequest request) {
    if (request.getTypeUrl().equals(kind.typeUrl())) {
      subscribed.addAll(request.getResourceNamesSubscribeList());
    }
    if (seenTypes.add(request.getTypeUrl())) {
      begin(request.getTypeUrl());
    } else if (!request.getResponseNonce().isEmpty()) {
      answered(request);
    }
    advance();
    var result = List.copyOf(outgoing);
    outgoing.clear();
    return result;
  }

  /** What is known; complete when {@link #done}. */
  synchronized List<Finding> findings() {
    return List.copyOf(findings);
  }

  synchronized boolean done() {
    return current == null && left.isEmpty();
  }

  private void begin(String typeUrl) {
    if (typeUrl.equals(Trialable.CLUSTER.typeUrl())) {
      var stubs =
          kind == Trialable.LISTENER
              ? refused.clusters().stream().sorted().map(Carriers::stub).toList()
              : List.<Resource>of();
      send(typeUrl, "clusters", stubs, Optional.empty());
    } else if (typeUrl.equals(Trialable.LISTENER.typeUrl())) {
      send(typeUrl, "listeners", List.of(), Optional.empty());
    }
  }

  private void answered(DeltaDiscoveryRequest request) {
    var nonce = request.getResponseNonce();
    if (nonce.equals("clusters")) {
      clustersReady = true;
    } else if (nonce.equals("listeners")) {
      listenersReady = true;
    } else if (current != null && nonce.equals(candidateNonce())) {
      found(request.hasErrorDetail(), request.getErrorDetail().getMessage());
    } else if (current != null && nonce.equals(markerNonce())) {
      // A twin answers about a cluster when it is warm, but at once when it refuses it.
      found(false, "");
    } else if (current != null && nonce.equals(carrierNonce()) && request.hasErrorDetail()) {
      // It cannot be tried this way.
      current = null;
    }
  }

  private void found(boolean guilty, String reason) {
    var resource = current;
    if (resource == null) {
      return;
    }
    findings.add(
        Finding.newBuilder()
            .setName(resource.getName())
            .setVersion(resource.getVersion())
            .setRefused(guilty)
            .setReason(reason.substring(0, Math.min(reason.length(), TrialLimits.MAX_REASON)))
            .build());
    before = resource;
    current = null;
  }

  private void advance() {
    if (!clustersReady || !listenersReady) {
      return;
    }
    if (current == null && !left.isEmpty()) {
      current = left.remove();
      number++;
      present(current);
    }
    if (current != null && waitsForSubscription && subscribed.contains(current.getName())) {
      waitsForSubscription = false;
      send(kind.typeUrl(), candidateNonce(), List.of(current), Optional.empty());
    }
  }

  private void present(Resource candidate) {
    var removed = Optional.ofNullable(before).map(Resource::getName);
    switch (kind) {
      case LISTENER ->
          send(kind.typeUrl(), candidateNonce(), List.of(Carriers.unbound(candidate)), removed);
      case CLUSTER -> {
        send(kind.typeUrl(), candidateNonce(), List.of(candidate), removed);
        send(Trialable.LISTENER.typeUrl(), markerNonce(), List.of(), Optional.empty());
      }
      case ENDPOINT -> carry(Trialable.CLUSTER, Carriers.ofEndpoints(candidate.getName()), removed);
      case ROUTE -> carry(Trialable.LISTENER, Carriers.ofRoutes(candidate.getName()), removed);
      case EXTENSION -> carry(Trialable.LISTENER, Carriers.ofExtension(candidate), removed);
    }
  }

  private void carry(Trialable type, Resource carrier, Optional<String> removed) {
    waitsForSubscription = true;
    send(type.typeUrl(), carrierNonce(), List.of(carrier), removed);
  }

  private String candidateNonce() {
    return "candidate-" + number;
  }

  private String markerNonce() {
    return "marker-" + number;
  }

  private String carrierNonce() {
    return "carrier-" + number;
  }

  private void send(
      String typeUrl, String nonce, List<Resource> resources, Optional<String> removed) {
    var response =
        DeltaDiscoveryResponse.newBuilder()
            .setTypeUrl(typeUrl)
            .setNonce(nonce)
            .addAllResources(resources);
    removed.ifPresent(response::addRemovedResources);
    outgoing.add(response.build());
  }
}
