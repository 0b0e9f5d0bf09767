// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.trial;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Speaks like an Envoy that has just started: clusters, then listeners, then what those name.
 * Answers about clusters that wait for endpoints never come, their refusals do.
 */
final class FakeTwin {

  private final TrialCourse course;
  private final Predicate<String> refuses;
  private final Deque<DeltaDiscoveryRequest> requests = new ArrayDeque<>();
  private final Set<String> held = new LinkedHashSet<>();

  /** Most resources that it had at a time. */
  int mostHeld;

  final List<String> sent = new ArrayList<>();

  FakeTwin(TrialCourse course, Predicate<String> refuses) {
    this.course = course;
    this.refuses = refuses;
  }

  /** Speaks until nobody has anything to say. */
  void talk() {
    requests.add(request(Trialable.CLUSTER).build());
    requests.add(request(Trialable.LISTENER).build());
    while (!requests.isEmpty()) {
      course.asked(requests.remove()).forEach(this::take);
    }
  }

  private void take(DeltaDiscoveryResponse response) {
    var kind = Trialable.of(response.getTypeUrl()).orElseThrow();
    response.getRemovedResourcesList().forEach(name -> held.remove(kind + name));
    var answer = request(kind).setResponseNonce(response.getNonce());
    var warms = false;
    for (var resource : response.getResourcesList()) {
      sent.add(kind + " " + resource.getName());
      if (response.getNonce().startsWith("candidate") && refuses.test(resource.getName())) {
        answer.getErrorDetailBuilder().setMessage(resource.getName() + " is no good");
      } else {
        held.add(kind + resource.getName());
        warms |= kind == Trialable.CLUSTER && follow(resource.getResource().getValue());
      }
      if (kind == Trialable.LISTENER && response.getNonce().startsWith("carrier")) {
        subscribe(resource.getResource().getValue());
      }
    }
    mostHeld = Math.max(mostHeld, held.size());
    if (!warms || answer.hasErrorDetail()) {
      requests.add(answer.build());
    }
  }

  /** A cluster asks for its endpoints and is warm when they come. */
  private boolean follow(com.google.protobuf.ByteString bytes) {
    try {
      var cluster = Cluster.parseFrom(bytes);
      if (cluster.getType() != Cluster.DiscoveryType.EDS) {
        return false;
      }
      requests.add(
          request(Trialable.ENDPOINT).addResourceNamesSubscribe(cluster.getName()).build());
      return true;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private void subscribe(com.google.protobuf.ByteString bytes) {
    try {
      var manager =
          Listener.parseFrom(bytes)
              .getFilterChains(0)
              .getFilters(0)
              .getTypedConfig()
              .unpack(HttpConnectionManager.class);
      if (manager.hasRds()) {
        var name = manager.getRds().getRouteConfigName();
        requests.add(request(Trialable.ROUTE).addResourceNamesSubscribe(name).build());
      } else {
        var name = manager.getHttpFilters(0).getName();
        requests.add(request(Trialable.EXTENSION).addResourceNamesSubscribe(name).build());
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static DeltaDiscoveryRequest.Builder request(Trialable kind) {
    return DeltaDiscoveryRequest.newBuilder().setTypeUrl(kind.typeUrl());
  }
}
