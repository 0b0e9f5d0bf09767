// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.lateen.proto.node.v1.Verdict;
import io.lateen.testkit.time.VirtualScheduler;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.FakeView;
import io.lateen.xds.stream.TypeReport;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node's trial finds out travels on the stream of the proxy that refused. */
class VerdictTest {

  private static final String NAME = "verdicts";

  private static final FakeView VIEW =
      FakeView.EMPTY.with("cds", "a", "1").with("cds", "b", "1").with("cds", "c", "1");

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final FakeViews views = new FakeViews();
  private final FakeJournal journal = new FakeJournal();
  private final AdsService service =
      new AdsService(
          views,
          new FakeAuthorizer(),
          XdsLimits.DEFAULT,
          journal,
          journal,
          new XdsSeams(
              scheduler, () -> Runnable::run, scheduler.clock(), scheduler.clock(), new Random(1)));
  private final ManagedChannel channel =
      InProcessChannelBuilder.forName(NAME).directExecutor().build();
  private final DeltaClient client = new DeltaClient();
  private Server server;

  @BeforeEach
  void refuse() throws IOException {
    server =
        InProcessServerBuilder.forName(NAME).directExecutor().addService(service).build().start();
    views.publish(VIEW);
    var unused = AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(client);
    client.hello("cds").nack("no good");
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  private void verdict(String nonce) {
    var verdict = Verdict.newBuilder();
    verdict.addFindingsBuilder().setName("a").setVersion("1");
    verdict.addFindingsBuilder().setName("b").setVersion("1").setRefused(true).setReason("why");
    verdict.addFindingsBuilder().setName("c").setVersion("1");
    detail(nonce, Any.pack(verdict.build()));
  }

  private void detail(String nonce, Any detail) {
    var request =
        DeltaDiscoveryRequest.newBuilder().setTypeUrl(TypeUrls.CLUSTER).setResponseNonce(nonce);
    request.getErrorDetailBuilder().addDetails(detail);
    client.send(request);
  }

  private ProxyStatus.Type status() {
    return service.proxies().getFirst().types().getFirst();
  }

  @Test
  void nobodyIsGuiltyWhileNobodyKnows() {
    var nack = status().nack().orElseThrow();
    assertThat(nack.source()).isEqualTo(ProxyStatus.Source.NONE);
    assertThat(nack.guilty()).isEmpty();
    assertThat(nack.suspects()).containsExactly("a", "b", "c");
    assertThat(nack.reason("b")).isEqualTo("no good");
  }

  @Test
  void theInnocentGoOutAgainAndTheGuiltyOneIsNamed() {
    verdict(client.heard.getLast().getNonce());
    assertThat(client.heard.getLast().getResourcesList())
        .extracting(Resource::getName)
        .containsExactly("a", "c");
    var nack = status().nack().orElseThrow();
    assertThat(nack.source()).isEqualTo(ProxyStatus.Source.TRIAL);
    assertThat(nack.guilty()).containsExactly("b");
    assertThat(nack.suspects()).isEmpty();
    assertThat(nack.reason("b")).isEqualTo("why");
    assertThat(journal.lines).contains("judged p1 [b] by TRIAL");
    assertThat(status().sync()).isEqualTo(TypeReport.Sync.NACKED);
  }

  @Test
  void mendedIsToldOnce() {
    verdict(client.heard.getLast().getNonce());
    client.ack();
    assertThat(journal.lines).doesNotContain("mended p1 cds");
    views.publish(VIEW.with("cds", "b", "2"));
    client.ack();
    assertThat(journal.lines).containsOnlyOnce("mended p1 cds");
    assertThat(status().nack()).isEmpty();
    assertThat(status().sync()).isEqualTo(TypeReport.Sync.SYNCED);
  }

  /** The contents are the same, so it counts; the older refusal is not shown any more. */
  @Test
  void aVerdictAboutAnotherResponseDoesNotChangeWhatIsShown() {
    verdict("another");
    assertThat(status().nack().orElseThrow().source()).isEqualTo(ProxyStatus.Source.NONE);
  }

  @Test
  void detailsOfOthersAreNoVerdicts() {
    var heard = client.heard.size();
    detail("another", Any.newBuilder().setTypeUrl("type.googleapis.com/some.Thing").build());
    detail(
        "another",
        Any.pack(Verdict.getDefaultInstance()).toBuilder()
            .setValue(ByteString.copyFromUtf8("\u0001\u0002"))
            .build());
    assertThat(client.heard).hasSize(heard);
    assertThat(status().nack().orElseThrow().source()).isEqualTo(ProxyStatus.Source.NONE);
  }
}
