// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.lateen.testkit.time.VirtualScheduler;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.FakeView;
import io.lateen.xds.stream.StreamLimits;
import io.lateen.xds.stream.TypeReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service on gRPC within the process: everything runs on the test's thread. */
class AdsServiceTest {

  private static final FakeView VIEW =
      FakeView.EMPTY.with("cds", "a", "1").with("cds", "b", "1").with("eds", "a", "1");

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final FakeViews views = new FakeViews();
  private final FakeJournal journal = new FakeJournal();
  private final FakeAuthorizer authorizer = new FakeAuthorizer();
  private XdsLimits limits = XdsLimits.DEFAULT;
  private AdsService service = service();
  private Server server = start("first");
  private ManagedChannel channel =
      InProcessChannelBuilder.forName("first").directExecutor().build();

  @BeforeEach
  void publish() {
    views.publish(VIEW);
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  private AdsService service() {
    var seams =
        new XdsSeams(
            scheduler, () -> Runnable::run, scheduler.clock(), scheduler.clock(), new Random(1));
    return new AdsService(views, authorizer, limits, journal, journal, seams);
  }

  private Server start(String name) {
    try {
      return InProcessServerBuilder.forName(name)
          .directExecutor()
          .addService(service)
          .build()
          .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void restart(XdsLimits changed) {
    stop();
    limits = changed;
    service = service();
    server = start("second");
    channel = InProcessChannelBuilder.forName("second").directExecutor().build();
  }

  @Test
  void refusesCallersWithoutAnIdentity() {
    authorizer.peer = Optional.empty();
    assertThat(delta().ended().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void refusesProxiesThatThePeerMayNotActFor() {
    authorizer.denied = "workload is not on this node";
    var client = delta().hello("cds");
    assertThat(client.ended().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(client.ended().getDescription()).isEqualTo("workload is not on this node");
    assertThat(views.registered).isEmpty();
  }

  @Test
  void needsANodeInTheFirstRequestAndInNoOther() {
    var silent = delta();
    silent.send(DeltaDiscoveryRequest.newBuilder().setTypeUrl(TypeUrls.CLUSTER));
    assertThat(silent.ended().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);

    var client = delta().hello("cds");
    client.send(request("eds").addResourceNamesSubscribe("a"));
    assertThat(client.heard).hasSize(2);
  }

  @Test
  void sendsResourcesByteForByte() {
    var response = delta().hello("cds").heard.getFirst();
    assertThat(response.getTypeUrl()).isEqualTo(TypeUrls.CLUSTER);
    assertThat(response.getResourcesList()).extracting(Resource::getName).containsExactly("a", "b");
    var first = response.getResources(0);
    assertThat(first.getVersion()).isEqualTo("1");
    assertThat(first.getResource().getTypeUrl()).isEqualTo(TypeUrls.CLUSTER);
    assertThat(first.getResource().getValue().toStringUtf8()).isEqualTo("a1");
  }

  @Test
  void speaksStateOfTheWorld() {
    var client = new CallClient<DiscoveryResponse, DiscoveryRequest>();
    var unused = AggregatedDiscoveryServiceGrpc.newStub(channel).streamAggregatedResources(client);
    client.send(
        DiscoveryRequest.newBuilder()
            .setNode(Node.newBuilder().setId("p1"))
            .setTypeUrl(TypeUrls.CLUSTER)
            .build());
    var response = client.heard.getFirst();
    assertThat(response.getResourcesList()).hasSize(2);
    assertThat(response.getVersionInfo()).hasSize(32);
    assertThat(service.proxies().getFirst().delta()).isFalse();
  }

  @Test
  void pushesAndMeasuresUntilTheAnswer() {
    var client = delta().hello("cds");
    client.ack();
    views.publish(VIEW.with("cds", "a", "2"));
    scheduler.advance(Duration.ofMillis(30));
    client.ack();
    assertThat(client.heard).hasSize(2);
    assertThat(journal.lines)
        .contains("acked p1 cds 3", "acked p1 cds 4", "settled p1 4 true", "converged PT0.03S");
    assertThat(journal.pushes).containsExactly("cds 2", "cds 1");
  }

  @Test
  void journalsRefusalsAndShowsThem() {
    var client = delta().hello("cds");
    client.nack("cluster a: malformed");
    var nack = service.proxies().getFirst().types().getFirst().nack().orElseThrow();
    assertThat(nack.guilty()).containsExactly("a");
    assertThat(nack.suspects()).containsExactly("b");
    assertThat(nack.message()).isEqualTo("cluster a: malformed");
    assertThat(journal.lines).contains("rejected cds", "nacked p1 [a]");
    assertThat(service.proxies().getFirst().types().getFirst().sync())
        .isEqualTo(TypeReport.Sync.NACKED);

    views.publish(VIEW.with("cds", "a", "2"));
    client.ack();
    assertThat(service.proxies().getFirst().types().getFirst().nack()).isEmpty();
  }

  @Test
  void showsTheStateOfEachType() {
    var client = delta().hello("cds");
    assertThat(service.proxy("p1").orElseThrow().types().getFirst().sync())
        .isEqualTo(TypeReport.Sync.STALE);
    client.ack();
    var type = service.proxy("p1").orElseThrow().types().getFirst();
    assertThat(type.sync()).isEqualTo(TypeReport.Sync.SYNCED);
    assertThat(type.ackedEpoch()).isEqualTo(3);
    assertThat(type.wildcard()).isTrue();
  }

  @Test
  void aClientThatDoesNotReadGetsTheNewestOnlyAndNothingIsBuffered() {
    var client = new CallClient<DeltaDiscoveryResponse, DeltaDiscoveryRequest>();
    client.reading = false;
    var unused = AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(client);
    client.send(hello("cds").build());
    for (int version = 2; version < 50; version++) {
      views.publish(new FakeView(10L + version, VIEW.with("cds", "a", "" + version).types()));
    }
    assertThat(journal.pushes.size()).isLessThanOrEqualTo(1);
    client.readAll();
    var before = client.heard.size();
    client.ack();
    assertThat(client.heard.size() - before).isLessThanOrEqualTo(1);
    assertThat(client.heard.getLast().getResourcesList())
        .anyMatch(resource -> resource.getName().equals("a") && resource.getVersion().equals("49"));
  }

  @Test
  void endsStreamsThatStaySilent() {
    var client = delta();
    scheduler.advance(XdsLimits.DEFAULT.firstRequest());
    assertThat(client.ended().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
  }

  @Test
  void limitsStreamsPerPeer() {
    restart(with(2, 100, 100));
    var first = delta().hello("cds");
    delta().hello("cds");
    assertThat(delta().ended().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(journal.lines).contains("limited streams_per_peer");
    first.close();
    assertThat(delta().hello("cds").heard).hasSize(1);
  }

  @Test
  void readsFastClientsMoreSlowly() {
    restart(with(10, 10, 3));
    var client = delta().hello("cds");
    for (int i = 0; i < 8; i++) {
      client.send(request("eds").addResourceNamesSubscribe("a"));
    }
    assertThat(journal.requests).isLessThan(8);
    assertThat(journal.lines).contains("limited request_rate");
    scheduler.advance(Duration.ofSeconds(2));
    assertThat(journal.requests).isEqualTo(9);
    assertThat(client.status).isNull();
  }

  @Test
  void endsAStreamWithTooManySubscriptions() {
    var small = new StreamLimits(32, 2, 1 << 20, 10, 100, Duration.ofSeconds(15));
    restart(new XdsLimits(small, 10, 10, 1 << 20, 100, 100, Duration.ofSeconds(15), true));
    var client = delta().hello("cds");
    client.send(
        request("eds")
            .addResourceNamesSubscribe("a")
            .addResourceNamesSubscribe("b")
            .addResourceNamesSubscribe("c"));
    assertThat(client.ended().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void releasesRoutesAfterTheWaitForClusters() {
    var client = delta().hello("cds");
    client.send(request("lds"));
    assertThat(client.heard).hasSize(1);
    scheduler.advance(StreamLimits.DEFAULT.warmingHold());
    assertThat(client.heard).hasSize(2);
    assertThat(journal.lines).contains("hold released");
  }

  @Test
  void disconnectsProxiesThatLostTheirRight() {
    var client = delta().hello("cds");
    service.disconnect(node -> node.id().equals("p1"), "the workload left");
    assertThat(client.ended().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(service.proxies()).isEmpty();
    assertThat(journal.lines).contains("disconnected p1");
  }

  @Test
  void aFaultOfTheProgramEndsOneStreamOnly() {
    var other = delta().hello("cds");
    views.failing = true;
    assertThat(delta().hello("cds").ended().getCode()).isEqualTo(Status.Code.INTERNAL);
    views.publish(VIEW.with("cds", "a", "2"));
    other.ack();
    assertThat(other.heard).hasSize(2);
  }

  @Test
  void rule22_loadReportsAreNotServed() {
    var reports =
        DiscoveryApi.AGGREGATED.deltaMethod().toBuilder()
            .setFullMethodName("envoy.service.load_stats.v3.LoadReportingService/StreamLoadStats")
            .build();
    var client = new CallClient<WireResponse, DeltaDiscoveryRequest>();
    ClientCalls.asyncBidiStreamingCall(channel.newCall(reports, CallOptions.DEFAULT), client);
    assertThat(client.ended().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  private static XdsLimits with(int perPeer, int perSecond, int burst) {
    return new XdsLimits(
        StreamLimits.DEFAULT,
        100,
        perPeer,
        1 << 20,
        perSecond,
        burst,
        Duration.ofSeconds(15),
        true);
  }

  private DeltaClient delta() {
    var client = new DeltaClient();
    var unused = AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(client);
    return client;
  }

  private static DeltaDiscoveryRequest.Builder request(String type) {
    return DeltaDiscoveryRequest.newBuilder().setTypeUrl(FakeView.url(type));
  }

  private static DeltaDiscoveryRequest.Builder hello(String type) {
    return request(type).setNode(Node.newBuilder().setId("p1"));
  }
}
