// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.FakeView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The client of the public server cases: speaks one variant over the aggregated stream or over one
 * stream per type, and accepts everything at once.
 */
final class HarnessClient implements AutoCloseable {

  /** A response. */
  record Heard(String version, String nonce, List<String> contents, List<String> removed) {}

  private static final Node NODE = Node.newBuilder().setId("harness").build();

  private final InProcessDoor door = new InProcessDoor(XdsLimits.DEFAULT);
  private final boolean aggregated;
  private final Map<String, CallClient<DiscoveryResponse, DiscoveryRequest>> sotw = new HashMap<>();
  private final Map<String, DeltaClient> delta = new HashMap<>();
  private final Map<CallClient<?, ?>, Integer> seen = new HashMap<>();
  private final Map<String, List<Heard>> heard = new HashMap<>();
  private final Map<String, List<String>> names = new HashMap<>();
  private final Map<String, String> nonces = new HashMap<>();
  private FakeView view;
  private int accepted;

  HarnessClient(HarnessCase row) {
    aggregated = row.aggregated();
    view = row.view();
    door.views.publish(view);
  }

  void put(String type, String name, String version) {
    publish(view.with(type, name, version));
  }

  void remove(String type, String name) {
    publish(view.without(type, name));
  }

  private void publish(FakeView next) {
    view = next;
    door.views.publish(next);
  }

  private DiscoveryApi api(String type) {
    return aggregated
        ? DiscoveryApi.AGGREGATED
        : DiscoveryApi.SEPARATE.stream()
            .filter(api -> TypeUrls.shortName(api.only()).equals(type))
            .findFirst()
            .orElseThrow();
  }

  /** The whole subscription of a type; no names is the wildcard until there were some. */
  void want(String type, List<String> wanted) {
    var stream = sotw.computeIfAbsent(api(type).service(), service -> door.sotw(api(type)));
    names.put(type, wanted);
    stream.send(request(type).build());
  }

  private DiscoveryRequest.Builder request(String type) {
    return DiscoveryRequest.newBuilder()
        .setNode(NODE)
        .setTypeUrl(FakeView.url(type))
        .setResponseNonce(nonces.getOrDefault(type, ""))
        .addAllResourceNames(Objects.requireNonNull(names.get(type)));
  }

  void subscribe(String type, List<String> more) {
    stream(type).send(delta(type).addAllResourceNamesSubscribe(more));
  }

  void unsubscribe(String type, String name) {
    stream(type).send(delta(type).addResourceNamesUnsubscribe(name));
  }

  private DeltaClient stream(String type) {
    return delta.computeIfAbsent(api(type).service(), service -> door.delta(api(type)));
  }

  private static DeltaDiscoveryRequest.Builder delta(String type) {
    return DeltaDiscoveryRequest.newBuilder().setNode(NODE).setTypeUrl(FakeView.url(type));
  }

  /** Responses about a type since the last call. */
  List<Heard> take(String type) {
    while (answered()) {
      // What was accepted may let more come.
    }
    return Objects.requireNonNullElse(heard.remove(type), List.of());
  }

  /** Accepts what came meanwhile; returns whether something did. */
  private boolean answered() {
    var before = accepted;
    for (var stream : sotw.values()) {
      for (var response : news(stream)) {
        var type = note(response.getTypeUrl(), of(response));
        stream.send(request(type).setVersionInfo(response.getVersionInfo()).build());
      }
    }
    for (var stream : delta.values()) {
      for (var response : news(stream)) {
        var type = note(response.getTypeUrl(), of(response));
        stream.send(delta(type).setResponseNonce(response.getNonce()));
      }
    }
    return accepted > before;
  }

  private <R, Q> List<R> news(CallClient<R, Q> stream) {
    var from = seen.getOrDefault(stream, 0);
    seen.put(stream, stream.heard.size());
    return List.copyOf(stream.heard.subList(from, stream.heard.size()));
  }

  private String note(String typeUrl, Heard response) {
    var type = TypeUrls.shortName(typeUrl);
    heard.computeIfAbsent(type, each -> new ArrayList<>()).add(response);
    nonces.put(type, response.nonce());
    accepted++;
    return type;
  }

  private static Heard of(DiscoveryResponse response) {
    return new Heard(
        response.getVersionInfo(),
        response.getNonce(),
        response.getResourcesList().stream().map(HarnessClient::content).toList(),
        List.of());
  }

  private static Heard of(DeltaDiscoveryResponse response) {
    return new Heard(
        response.getSystemVersionInfo(),
        response.getNonce(),
        response.getResourcesList().stream()
            .map(Resource::getResource)
            .map(HarnessClient::content)
            .toList(),
        response.getRemovedResourcesList());
  }

  private static String content(Any resource) {
    return resource.getValue().toStringUtf8();
  }

  @Override
  public void close() {
    door.close();
  }
}
