// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.lateen.testkit.time.VirtualScheduler;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.FakeView;
import io.lateen.xds.stream.StreamLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client does wrong ends its own stream, with a word for it in the journal; no other. */
class StreamFaultTest {

  private static final FakeView VIEW =
      FakeView.EMPTY.with("cds", "a", "1").with("cds", "b", "1").with("eds", "a", "1");

  /** The method with bytes instead of messages. */
  private static final MethodDescriptor<byte[], DeltaDiscoveryResponse> RAW =
      MethodDescriptor.<byte[], DeltaDiscoveryResponse>newBuilder()
          .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
          .setFullMethodName(DiscoveryApi.AGGREGATED.deltaMethod().getFullMethodName())
          .setRequestMarshaller(new Bytes())
          .setResponseMarshaller(ProtoUtils.marshaller(DeltaDiscoveryResponse.getDefaultInstance()))
          .build();

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      throw new UnsupportedOperationException();
    }
  }

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final FakeViews views = new FakeViews();
  private final FakeJournal journal = new FakeJournal();
  private final FakeAuthorizer authorizer = new FakeAuthorizer();
  private final XdsSeams seams =
      new XdsSeams(
          scheduler, () -> Runnable::run, scheduler.clock(), scheduler.clock(), new Random(1));
  private final AdsService service =
      new AdsService(views, authorizer, XdsLimits.DEFAULT, journal, journal, seams);
  private final Server server;
  private final ManagedChannel channel =
      InProcessChannelBuilder.forName("faults").directExecutor().build();
  private CallClient<DeltaDiscoveryResponse, byte[]> bystander = new CallClient<>();

  StreamFaultTest() throws IOException {
    server =
        InProcessServerBuilder.forName("faults")
            .directExecutor()
            .maxInboundMetadataSize(8 << 10)
            .addService(service)
            .build()
            .start();
  }

  @BeforeEach
  void connectAnother() {
    views.publish(VIEW);
    bystander = client();
    bystander.send(hello("bystander").build().toByteArray());
    answer(bystander);
  }

  @AfterEach
  void theOtherStreamStillWorks() {
    views.publish(VIEW.with("cds", "a", "2"));
    assertThat(bystander.heard).hasSize(2);
    assertThat(bystander.status).isNull();
    channel.shutdownNow();
    server.shutdownNow();
  }

  private CallClient<DeltaDiscoveryResponse, byte[]> client() {
    var client = new CallClient<DeltaDiscoveryResponse, byte[]>();
    var unused =
        ClientCalls.asyncBidiStreamingCall(channel.newCall(RAW, CallOptions.DEFAULT), client);
    return client;
  }

  private static DeltaDiscoveryRequest.Builder hello(String id) {
    return DeltaDiscoveryRequest.newBuilder()
        .setNode(Node.newBuilder().setId(id))
        .setTypeUrl(TypeUrls.CLUSTER);
  }

  private static void answer(CallClient<DeltaDiscoveryResponse, byte[]> client) {
    client.send(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(TypeUrls.CLUSTER)
            .setResponseNonce(client.heard.getLast().getNonce())
            .build()
            .toByteArray());
  }

  private void faulted(CallClient<?, ?> client, Status.Code code, StreamFault fault, String node) {
    assertThat(client.ended().getCode()).isEqualTo(code);
    assertThat(journal.lines).contains("fault " + fault.word());
    var record = service.faults().getFirst();
    assertThat(record.fault()).isEqualTo(fault);
    assertThat(record.node()).isEqualTo(node);
    assertThat(record.peer()).isEqualTo("spiffe://test/lateen/node/n1");
    assertThat(record.message()).isEqualTo(client.ended().getDescription());
    assertThat(service.proxies())
        .extracting(proxy -> proxy.node().id())
        .containsExactly("bystander");
  }

  private void refusesBytes(byte[]... messages) {
    var client = client();
    for (var message : messages) {
      client.send(message);
    }
    var node = messages.length > 1 ? "p1" : "";
    faulted(client, Status.Code.INVALID_ARGUMENT, StreamFault.MALFORMED, node);
  }

  @Test
  void garbage() {
    var garbage = new byte[512];
    new Random(7).nextBytes(garbage);
    refusesBytes(garbage);
  }

  @Test
  void aMessageThatEndsEarly() {
    var whole = hello("p1").build().toByteArray();
    refusesBytes(ByteString.copyFrom(whole, 0, whole.length - 3).toByteArray());
  }

  @Test
  void textThatIsNotUtf8InALaterRequest() {
    var request =
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(TypeUrls.ENDPOINT)
            .addResourceNamesSubscribe("aaaa")
            .build()
            .toByteString()
            .toByteArray();
    request[request.length - 1] = (byte) 0xC3;
    refusesBytes(hello("p1").build().toByteArray(), request);
  }

  @Test
  void metadataThatIsNestedWithoutEnd() {
    var value = Value.newBuilder().setStringValue("x");
    for (int i = 0; i < 200; i++) {
      value = Value.newBuilder().setListValue(ListValue.newBuilder().addValues(value));
    }
    var node = Node.newBuilder().setId("p1");
    node.getMetadataBuilder().putFields("deep", value.build());
    refusesBytes(DeltaDiscoveryRequest.newBuilder().setNode(node).build().toByteArray());
  }

  @Test
  void aNodeOfMoreThanAMebibyte() {
    var client = client();
    var request = hello("p1");
    var large = Value.newBuilder().setStringValue("x".repeat(1 << 20)).build();
    request.getNodeBuilder().getMetadataBuilder().putFields("LARGE", large);
    client.send(request.build().toByteArray());
    faulted(client, Status.Code.INVALID_ARGUMENT, StreamFault.OVERSIZED, "");
  }

  @Test
  void anIdThatFillsLogs() {
    var client = client();
    client.send(hello("p".repeat(2_000)).build().toByteArray());
    faulted(client, Status.Code.INVALID_ARGUMENT, StreamFault.OVERSIZED, "");
  }

  @Test
  void aTypeUrlWithoutEnd() {
    var client = client();
    client.send(hello("p1").setTypeUrl("t".repeat(300)).build().toByteArray());
    faulted(client, Status.Code.INVALID_ARGUMENT, StreamFault.INVALID, "p1");
  }

  @Test
  void aForeignNode() {
    authorizer.denied = "workload is not on this node";
    var client = client();
    client.send(hello("stolen").build().toByteArray());
    faulted(client, Status.Code.PERMISSION_DENIED, StreamFault.DENIED, "stolen");
  }

  @Test
  void silence() {
    var client = client();
    scheduler.advance(XdsLimits.DEFAULT.firstRequest());
    faulted(client, Status.Code.DEADLINE_EXCEEDED, StreamFault.SILENT, "");
  }

  @Test
  void aNameWithoutEnd() {
    var client = client();
    client.send(hello("p1").addResourceNamesSubscribe("n".repeat(5_000)).build().toByteArray());
    faulted(client, Status.Code.RESOURCE_EXHAUSTED, StreamFault.TOO_MUCH_STATE, "p1");
  }

  @Test
  void longNamesWithoutEnd() {
    var client = client();
    client.send(hello("p1").build().toByteArray());
    for (int i = 0; client.status == null && i < 100; i++) {
      var request = DeltaDiscoveryRequest.newBuilder().setTypeUrl(TypeUrls.ENDPOINT);
      for (int j = 0; j < 100; j++) {
        request.addResourceNamesSubscribe(i + "-" + j + "n".repeat(4_000));
      }
      client.send(request.build().toByteArray());
    }
    faulted(client, Status.Code.RESOURCE_EXHAUSTED, StreamFault.TOO_MUCH_STATE, "p1");
    assertThat(client.ended().getDescription()).contains("subscription_chars");
  }

  @Test
  void claimsWithoutEnd() {
    var client = client();
    var request = hello("p1");
    for (int i = 0; i <= StreamLimits.DEFAULT.subscriptions(); i++) {
      request.putInitialResourceVersions("n" + i, "1");
    }
    client.send(request.build().toByteArray());
    faulted(client, Status.Code.RESOURCE_EXHAUSTED, StreamFault.TOO_MUCH_STATE, "p1");
  }

  @Test
  void typesWithoutEnd() {
    var client = client();
    for (int i = 0; i <= StreamLimits.DEFAULT.types(); i++) {
      client.send(hello("p1").setTypeUrl("unknown-" + i).build().toByteArray());
    }
    faulted(client, Status.Code.RESOURCE_EXHAUSTED, StreamFault.TOO_MUCH_STATE, "p1");
  }

  @Test
  void anOverflowOfTheStackInThisProgram() {
    views.overflowing = true;
    var client = client();
    client.send(hello("p1").build().toByteArray());
    faulted(client, Status.Code.INTERNAL, StreamFault.DEFECT, "p1");
  }

  @Test
  void anUnknownTypeIsAnsweredAndNothingElse() {
    var client = client();
    client.send(
        hello("p1").setTypeUrl("unknown").addResourceNamesSubscribe("x").build().toByteArray());
    assertThat(client.heard).hasSize(1);
    assertThat(client.heard.getFirst().getRemovedResourcesList()).containsExactly("x");
    assertThat(service.faults()).isEmpty();
  }

  @Test
  void anAnswerToWhatWasNeverSentIsCountedAndChangesNothing() {
    var client = client();
    client.send(hello("p1").build().toByteArray());
    client.send(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(TypeUrls.CLUSTER)
            .setResponseNonce("never-sent")
            .build()
            .toByteArray());
    assertThat(journal.lines).contains("stale nonce cds");
    assertThat(client.status).isNull();
    assertThat(service.proxy("p1").orElseThrow().types().getFirst().acked()).isEmpty();
    answer(client);
    assertThat(service.proxy("p1").orElseThrow().types().getFirst().acked()).isPresent();
  }

  @Test
  void aClientThatTriesForEverFillsOnePlace() {
    for (int i = 0; i < 1_000; i++) {
      authorizer.denied = "workload is not on this node";
      client().send(hello("stolen").build().toByteArray());
      scheduler.advance(Duration.ofMillis(1));
    }
    authorizer.denied = "";
    assertThat(service.faults()).hasSize(1);
    assertThat(service.faults().getFirst().count()).isEqualTo(1_000);
  }

  @Test
  void manyFaultsForgetTheOldest() {
    authorizer.denied = "workload is not on this node";
    for (int i = 0; i < 2 * FaultLog.MAX_RECORDS; i++) {
      client().send(hello("p" + i).build().toByteArray());
    }
    assertThat(service.faults()).hasSize(FaultLog.MAX_RECORDS);
    assertThat(service.faults())
        .extracting(FaultRecord::node)
        .doesNotContain("p0")
        .contains("p" + (2 * FaultLog.MAX_RECORDS - 1));
  }

  @Test
  void callersWithoutIdentityAreCounted() {
    authorizer.peer = Optional.empty();
    assertThat(client().ended().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(service.faults())
        .extracting(FaultRecord::fault)
        .isEqualTo(List.of(StreamFault.ANONYMOUS));
  }
}
