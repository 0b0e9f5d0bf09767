// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.Status;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.FakeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The services of one type each, beside the aggregated one. */
class SeparateServicesTest {

  private static final DiscoveryApi CLUSTERS = api(TypeUrls.CLUSTER);
  private static final DiscoveryApi ROUTES = api(TypeUrls.ROUTE);

  private static final FakeView VIEW =
      TypeUrls.PUSH_ORDER.stream()
          .map(TypeUrls::shortName)
          .reduce(FakeView.EMPTY, (view, type) -> view.with(type, "a", "1"), (a, b) -> b);

  private final InProcessDoor door = new InProcessDoor(XdsLimits.DEFAULT);

  @BeforeEach
  void publish() {
    door.views.publish(VIEW);
  }

  @AfterEach
  void stop() {
    door.close();
  }

  private static DiscoveryApi api(String typeUrl) {
    return DiscoveryApi.SEPARATE.stream()
        .filter(api -> api.only().equals(typeUrl))
        .findFirst()
        .orElseThrow();
  }

  static Stream<DiscoveryApi> incremental() {
    return DiscoveryApi.SEPARATE.stream();
  }

  static Stream<DiscoveryApi> stateOfTheWorld() {
    return incremental().filter(api -> api.sotw().isPresent());
  }

  /** Names its type only when it is not empty, as the protocol allows on such streams. */
  private static DeltaDiscoveryRequest.Builder hello(String typeUrl) {
    return DeltaDiscoveryRequest.newBuilder()
        .setNode(Node.newBuilder().setId("p1"))
        .setTypeUrl(typeUrl)
        .addResourceNamesSubscribe("a");
  }

  @ParameterizedTest
  @MethodSource("incremental")
  void rule01_servesItsTypeIncrementally(DiscoveryApi api) {
    for (var named : List.of("", api.only())) {
      var client = door.delta(api);
      client.send(hello(named));
      var response = client.heard.getFirst();
      assertThat(response.getTypeUrl()).isEqualTo(api.only());
      assertThat(response.getResourcesList()).extracting(Resource::getName).containsExactly("a");
      client.ack();
    }
    assertThat(door.journal.lines).contains("acked p1 " + TypeUrls.shortName(api.only()) + " 9");
  }

  @ParameterizedTest
  @MethodSource("stateOfTheWorld")
  void rule01_servesItsTypeAsStateOfTheWorld(DiscoveryApi api) {
    var client = door.sotw(api);
    client.send(
        DiscoveryRequest.newBuilder()
            .setNode(Node.newBuilder().setId("p1"))
            .addResourceNames("a")
            .build());
    var response = client.heard.getFirst();
    assertThat(response.getTypeUrl()).isEqualTo(api.only());
    assertThat(response.getResources(0).getTypeUrl()).isEqualTo(api.only());
    assertThat(response.getResources(0).getValue().toStringUtf8()).isEqualTo("a1");
  }

  @Test
  void rule01_virtualHostsAreServedIncrementallyOnly() {
    assertThat(stateOfTheWorld())
        .hasSize(7)
        .noneMatch(api -> api.equals(api(TypeUrls.VIRTUAL_HOST)));
    var client = door.sotw(DiscoveryApi.AGGREGATED);
    client.send(
        DiscoveryRequest.newBuilder()
            .setNode(Node.newBuilder().setId("p1"))
            .setTypeUrl(TypeUrls.VIRTUAL_HOST)
            .addResourceNames("a")
            .build());
    assertThat(client.ended().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(client.ended().getDescription()).contains("incremental");
  }

  @Test
  void otherTypesAreRefused() {
    var client = door.delta(CLUSTERS);
    client.send(hello(TypeUrls.CLUSTER));
    client.send(DeltaDiscoveryRequest.newBuilder().setTypeUrl(TypeUrls.ROUTE));
    assertThat(client.ended().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(client.ended().getDescription()).contains(TypeUrls.CLUSTER, TypeUrls.ROUTE);
    assertThat(door.views.registered).isEmpty();
  }

  @Test
  void callersNeedAnIdentityAndTheRightToActForTheProxy() {
    door.authorizer.denied = "workload is not on this node";
    var denied = door.delta(CLUSTERS);
    denied.send(hello(""));
    assertThat(denied.ended().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    door.authorizer.peer = Optional.empty();
    assertThat(door.delta(CLUSTERS).ended().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void theStreamsOfAProxyAreOneProxy() {
    var routes = door.delta(ROUTES);
    routes.send(hello(""));
    door.scheduler.advance(Duration.ofSeconds(1));
    var clusters = door.delta(CLUSTERS);
    clusters.send(hello(""));
    clusters.ack();

    assertThat(door.service.proxies()).hasSize(1);
    assertThat(door.service.proxies().getFirst().types())
        .extracting(type -> TypeUrls.shortName(type.typeUrl()) + " " + type.sync())
        .containsExactly("cds SYNCED", "rds STALE");
    clusters.close();
    assertThat(door.service.proxies().getFirst().types())
        .extracting(ProxyStatus.Type::typeUrl)
        .containsExactly(TypeUrls.ROUTE);
  }

  @Test
  void aReturningClientDoesNotWaitForTypesThatItsStreamWillNeverHave() {
    var client = door.delta(CLUSTERS);
    client.send(
        DeltaDiscoveryRequest.newBuilder()
            .setNode(Node.newBuilder().setId("p1"))
            .putInitialResourceVersions("a", "1")
            .putInitialResourceVersions("gone", "1"));
    assertThat(client.heard.getFirst().getRemovedResourcesList()).containsExactly("gone");
  }
}
