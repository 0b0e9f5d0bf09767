// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.lateen.proto.difference.Differences;
import io.lateen.testkit.time.VirtualScheduler;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.FakeView;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who says that he takes differences gets them, and only to what he certainly has. */
class DifferenceRulesTest {

  private static final FakeView VIEW =
      FakeView.EMPTY.with("cds", "a", "1").with("rds", "r", "1").with("rds", "s", "1");

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final FakeViews views = new FakeViews();
  private final FakeJournal journal = new FakeJournal();
  private Server server = start(XdsLimits.DEFAULT);
  private ManagedChannel channel = channel();
  private FakeView view = VIEW;

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  private Server start(XdsLimits limits) {
    var clock = scheduler.clock();
    var seams = new XdsSeams(scheduler, () -> Runnable::run, clock, clock, new Random(1));
    var service = new AdsService(views, new FakeAuthorizer(), limits, journal, journal, seams);
    try {
      return InProcessServerBuilder.forName("differences-" + limits.differences())
          .directExecutor()
          .addService(service)
          .build()
          .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ManagedChannel channel() {
    var name = ((io.grpc.inprocess.InProcessSocketAddress) server.getListenSockets().getFirst());
    return InProcessChannelBuilder.forName(name.getName()).directExecutor().build();
  }

  private DeltaClient client(boolean takes) {
    var headers = new Metadata();
    if (takes) {
      headers.put(Differences.TAKES, Differences.TAKEN);
    }
    var client = new DeltaClient();
    var unused =
        AggregatedDiscoveryServiceGrpc.newStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .deltaAggregatedResources(client);
    views.publish(view.large());
    return client;
  }

  private static void subscribe(DeltaClient client, String... names) {
    client.send(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(TypeUrls.ROUTE)
            .setNode(Node.newBuilder().setId("p1"))
            .addAllResourceNamesSubscribe(java.util.List.of(names)));
  }

  private void edit(String name, String version) {
    view = view.with("rds", name, version);
    views.publish(view.large());
  }

  private static boolean isDifference(Resource resource) {
    return resource.getResource().getTypeUrl().equals(Differences.TYPE_URL);
  }

  private static Resource newest(DeltaClient client) {
    return client.heard.getLast().getResourcesList().getLast();
  }

  @Test
  void whatTheClientAcceptedIsTheBase() {
    var client = client(true);
    subscribe(client, "r", "s");
    assertThat(client.heard.getFirst().getResourcesList()).noneMatch(r -> isDifference(r));
    client.ack();
    edit("r", "2");
    assertThat(newest(client)).matches(DifferenceRulesTest::isDifference);
    assertThat(newest(client).getVersion()).isEqualTo("2");
    assertThat(client.heard.getLast().getTypeUrl()).isEqualTo(TypeUrls.ROUTE);
    assertThat(client.heard.getLast().getSerializedSize()).isLessThan(250);
  }

  @Test
  void nobodyElseGetsThem() {
    var client = client(false);
    subscribe(client, "r");
    client.ack();
    edit("r", "2");
    assertThat(newest(client)).matches(resource -> !isDifference(resource));
  }

  @Test
  void theyCanBeSwitchedOff() {
    stop();
    var all = XdsLimits.DEFAULT;
    server =
        start(
            new XdsLimits(
                all.stream(),
                all.streams(),
                all.streamsPerPeer(),
                all.requestBytes(),
                all.requestsPerSecond(),
                all.requestBurst(),
                all.firstRequest(),
                false));
    channel = channel();
    var client = client(true);
    subscribe(client, "r");
    client.ack();
    edit("r", "2");
    assertThat(newest(client)).matches(resource -> !isDifference(resource));
  }

  @Test
  void afterARefusalTheWholeComes() {
    var client = client(true);
    subscribe(client, "r");
    client.ack();
    edit("r", "2");
    client.nack("r is bad");
    edit("r", "3");
    assertThat(newest(client).getVersion()).isEqualTo("3");
    assertThat(newest(client)).matches(resource -> !isDifference(resource));
    client.ack();
    edit("r", "4");
    assertThat(newest(client)).matches(DifferenceRulesTest::isDifference);
  }

  @Test
  void whoAsksAgainGetsTheWhole() {
    var client = client(true);
    subscribe(client, "r");
    client.ack();
    view = view.with("rds", "r", "2");
    subscribe(client, "r");
    assertThat(newest(client)).matches(resource -> !isDifference(resource));
  }

  @Test
  void aVersionOfAnotherStreamIsNoBaseUnlessItIsTheSame() {
    var client = client(true);
    client.send(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(TypeUrls.ROUTE)
            .setNode(
                Node.newBuilder()
                    .setId("p1")
                    .addClientFeatures(io.lateen.xds.resource.ProxyNode.RELAY_FEATURE))
            .addResourceNamesSubscribe("r")
            .addResourceNamesSubscribe("s")
            .putInitialResourceVersions("r", "0")
            .putInitialResourceVersions("s", "1"));
    assertThat(newest(client).getName()).isEqualTo("r");
    assertThat(newest(client)).matches(resource -> !isDifference(resource));
    client.ack();
    edit("s", "2");
    assertThat(newest(client)).matches(DifferenceRulesTest::isDifference);
  }
}
