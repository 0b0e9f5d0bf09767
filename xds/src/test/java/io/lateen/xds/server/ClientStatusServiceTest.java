// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.status.v3.ClientConfig;
import io.envoyproxy.envoy.service.status.v3.ClientStatusDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.envoyproxy.envoy.service.status.v3.ClientStatusResponse;
import io.envoyproxy.envoy.service.status.v3.ConfigStatus;
import io.grpc.Status;
import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.FakeView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The status of clients on gRPC within the process. */
class ClientStatusServiceTest {

  private static final ClientStatusRequest ALL = ClientStatusRequest.getDefaultInstance();

  private static final FakeView VIEW =
      FakeView.EMPTY.with("cds", "a", "1").with("cds", "b", "1").with("sds", "key", "1");

  private final InProcessDoor door = new InProcessDoor(XdsLimits.DEFAULT);

  @BeforeEach
  void publish() {
    door.views.publish(VIEW);
  }

  @AfterEach
  void stop() {
    door.close();
  }

  private CallClient<ClientStatusResponse, ClientStatusRequest> client() {
    var client = new CallClient<ClientStatusResponse, ClientStatusRequest>();
    door.call(ClientStatusDiscoveryServiceGrpc.getStreamClientStatusMethod().toBuilder(), client);
    return client;
  }

  private List<ClientConfig> ask(ClientStatusRequest request) {
    var client = client();
    client.send(request);
    client.close();
    assertThat(client.status).isEqualTo(Status.OK);
    return client.heard.getFirst().getConfigList();
  }

  private static List<String> states(ClientConfig client) {
    return client.getGenericXdsConfigsList().stream()
        .map(
            each ->
                "%s %s@%s %s"
                    .formatted(
                        TypeUrls.shortName(each.getTypeUrl()),
                        each.getName(),
                        each.getVersionInfo(),
                        each.getConfigStatus()))
        .toList();
  }

  @Test
  void rule22_tellsHowEachResourceOfAClientStands() {
    var proxy = door.delta(DiscoveryApi.AGGREGATED).hello("cds");
    assertThat(states(ask(ALL).getFirst())).containsExactly("cds a@1 STALE", "cds b@1 STALE");
    proxy.ack();
    var client = ask(ALL).getFirst();
    assertThat(client.getNode().getId()).isEqualTo("p1");
    assertThat(states(client)).containsExactly("cds a@1 SYNCED", "cds b@1 SYNCED");
    var first = client.getGenericXdsConfigs(0);
    assertThat(first.getXdsConfig().getTypeUrl()).isEqualTo(TypeUrls.CLUSTER);
    assertThat(first.getXdsConfig().getValue().toStringUtf8()).isEqualTo("a1");
    assertThat(first.hasLastUpdated()).isTrue();
    assertThat(first.hasErrorState()).isFalse();
  }

  @Test
  void tellsTheWordsOfARefusal() {
    var proxy = door.delta(DiscoveryApi.AGGREGATED).hello("cds");
    proxy.ack();
    door.views.publish(VIEW.with("cds", "a", "2"));
    proxy.nack("cluster a: malformed");
    var config = ask(ALL).getFirst().getGenericXdsConfigs(0);
    assertThat(config.getConfigStatus()).isEqualTo(ConfigStatus.ERROR);
    assertThat(config.getErrorState().getDetails()).isEqualTo("cluster a: malformed");
    assertThat(config.getErrorState().getVersionInfo()).isEqualTo("2");
    assertThat(config.getErrorState().hasLastUpdateAttempt()).isTrue();
  }

  @Test
  void showsNoSecretsAndNoContentsThatAreNotWanted() {
    var proxy = door.delta(DiscoveryApi.AGGREGATED).hello("cds");
    proxy.ack();
    proxy.send(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(TypeUrls.SECRET)
            .addResourceNamesSubscribe("key"));
    var secret = ask(ALL).getFirst().getGenericXdsConfigsList().getLast();
    assertThat(secret.getName()).isEqualTo("key");
    assertThat(secret.hasXdsConfig()).isFalse();
    var brief = ask(ALL.toBuilder().setExcludeResourceContents(true).build());
    assertThat(brief.getFirst().getGenericXdsConfigsList())
        .noneMatch(ClientConfig.GenericXdsConfig::hasXdsConfig);
  }

  @Test
  void aProxyOfSeveralStreamsIsOneClient() {
    for (var api : DiscoveryApi.SEPARATE) {
      door.delta(api)
          .send(
              DeltaDiscoveryRequest.newBuilder()
                  .setNode(Node.newBuilder().setId("p1"))
                  .addResourceNamesSubscribe("a"));
    }
    assertThat(ask(ALL)).hasSize(1);
    assertThat(ask(ALL).getFirst().getGenericXdsConfigsList())
        .extracting(ClientConfig.GenericXdsConfig::getTypeUrl)
        .hasSize(DiscoveryApi.SEPARATE.size())
        .doesNotHaveDuplicates();
  }

  @Test
  void callersSeeTheirOwnProxiesOnly() {
    door.delta(DiscoveryApi.AGGREGATED).hello("cds");
    door.authorizer.peer = Optional.of(new PeerIdentity("spiffe://test/lateen/node/n2"));
    assertThat(ask(ALL)).isEmpty();
    door.authorizer.peer = Optional.empty();
    assertThat(client().ended().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void matchersChooseAndWrongOnesAreTold() {
    door.delta(DiscoveryApi.AGGREGATED).hello("cds");
    var other = ALL.toBuilder();
    other.addNodeMatchersBuilder().getNodeIdBuilder().setExact("p2");
    assertThat(ask(other.build())).isEmpty();
    var wrong = ALL.toBuilder();
    wrong.addNodeMatchersBuilder().getNodeIdBuilder().getSafeRegexBuilder().setRegex("(");
    var client = client();
    client.send(wrong.build());
    assertThat(client.ended().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void anAnswerThatIsTooLargeIsRefusedWithItsRemedy() {
    var view = VIEW;
    var many = FakeView.resource("big", "1".repeat(5 << 20));
    view = view.with("cds", "a", many.version()).with("cds", "b", many.version());
    door.views.publish(view);
    door.delta(DiscoveryApi.AGGREGATED).hello("cds");
    var client = client();
    client.send(ALL);
    assertThat(client.ended().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(client.ended().getDescription()).contains("exclude_resource_contents");
  }

  @Test
  void aStreamAnswersEachQuestion() {
    var client = client();
    client.send(ALL);
    door.delta(DiscoveryApi.AGGREGATED).hello("cds");
    client.send(ALL);
    assertThat(client.heard).extracting(ClientStatusResponse::getConfigCount).containsExactly(0, 1);
    assertThat(client.status).isNull();
  }

  @Test
  void oneQuestionNeedsNoStream() {
    door.delta(DiscoveryApi.AGGREGATED).hello("cds");
    var client = new CallClient<ClientStatusResponse, ClientStatusRequest>();
    door.call(ClientStatusDiscoveryServiceGrpc.getFetchClientStatusMethod().toBuilder(), client);
    client.send(ALL);
    client.close();
    assertThat(client.heard.getFirst().getConfigCount()).isEqualTo(1);
    assertThat(client.status).isEqualTo(Status.OK);
  }
}
