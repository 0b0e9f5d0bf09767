// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.sds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.stub.StreamObserver;
import io.lateen.agent.identity.Identities;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.testkit.time.VirtualClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SdsServiceTest {

  private static final SpiffeId ID = SpiffeId.workload(Identities.DOMAIN, "default", "reviews");

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();
  private CertificateAuthority authority;
  private Optional<KeyedSvid> held = Optional.empty();
  private SdsService sds;

  @BeforeEach
  void open() {
    authority = Identities.authority(folder, clock);
    sds = new SdsService(new WorkloadSecrets(() -> held, () -> authority.bundle()), clock);
  }

  /** Envoy's end of a stream. */
  private static final class Envoy<R> implements StreamObserver<R> {
    private final List<R> responses = new ArrayList<>();
    private @Nullable Throwable failure;
    private boolean completed;

    @Override
    public void onNext(R response) {
      responses.add(response);
    }

    @Override
    public void onError(Throwable error) {
      failure = error;
    }

    @Override
    public void onCompleted() {
      completed = true;
    }
  }

  private void renew() {
    held = Optional.of(Identities.svid(authority, ID));
    sds.changed();
  }

  private KeyedSvid svid() {
    return held.orElseThrow();
  }

  private static Secret secret(Any resource) {
    try {
      return resource.unpack(Secret.class);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DiscoveryRequest wants(String... names) {
    return DiscoveryRequest.newBuilder()
        .setTypeUrl(SecretStream.SECRET_TYPE)
        .addAllResourceNames(List.of(names))
        .build();
  }

  private static DiscoveryRequest ack(DiscoveryResponse response, String... names) {
    return wants(names).toBuilder()
        .setVersionInfo(response.getVersionInfo())
        .setResponseNonce(response.getNonce())
        .build();
  }

  private static DeltaDiscoveryRequest subscribes(String... names) {
    return DeltaDiscoveryRequest.newBuilder().addAllResourceNamesSubscribe(List.of(names)).build();
  }

  private static DeltaDiscoveryRequest deltaAck(DeltaDiscoveryResponse response) {
    return DeltaDiscoveryRequest.newBuilder().setResponseNonce(response.getNonce()).build();
  }

  @Test
  void handsOutCertificateKeyAndRoots() {
    renew();
    var envoy = new Envoy<DiscoveryResponse>();
    sds.streamSecrets(envoy).onNext(wants("default", "ROOTCA"));

    var response = envoy.responses.getFirst();
    assertThat(response.getTypeUrl()).isEqualTo(SecretStream.SECRET_TYPE);
    var roots = secret(response.getResources(0));
    assertThat(roots.getName()).isEqualTo("ROOTCA");
    assertThat(roots.getValidationContext().getTrustedCa().getInlineBytes().toStringUtf8())
        .isEqualTo(authority.bundle().pem());
    var certificate = secret(response.getResources(1));
    assertThat(certificate.getName()).isEqualTo("default");
    var tls = certificate.getTlsCertificate();
    assertThat(tls.getCertificateChain().getInlineBytes().toStringUtf8())
        .isEqualTo(svid().svid().pem());
    assertThat(tls.getPrivateKey().getInlineBytes().toStringUtf8())
        .isEqualTo(svid().key().pem().reveal());
  }

  @Test
  void isSettledWhenEnvoyHasConfirmedWhatItIsNow() {
    assertThat(sds.isSettled()).as("nobody asks").isTrue();
    renew();
    var envoy = new Envoy<DiscoveryResponse>();
    var stream = sds.streamSecrets(envoy);
    stream.onNext(wants("default", "ROOTCA"));
    assertThat(sds.isSettled()).as("sent").isFalse();
    stream.onNext(ack(envoy.responses.getLast(), "default", "ROOTCA"));
    assertThat(sds.isSettled()).isTrue();

    held = Optional.of(Identities.svid(authority, ID));
    assertThat(sds.isSettled()).as("not sent yet").isFalse();
    sds.changed();
    stream.onNext(
        ack(envoy.responses.getLast(), "default", "ROOTCA").toBuilder()
            .setErrorDetail(com.google.rpc.Status.newBuilder().setMessage("not this one"))
            .build());
    assertThat(sds.isSettled()).as("refused").isFalse();
    renew();
    stream.onNext(ack(envoy.responses.getLast(), "default", "ROOTCA"));
    assertThat(sds.isSettled()).isTrue();

    stream.onCompleted();
    assertThat(sds.isSettled()).as("it may come back with what it had").isFalse();
    clock.advance(SdsService.RETURN);
    assertThat(sds.isSettled()).isTrue();
  }

  @Test
  void waitsUntilThereIsACertificate() {
    var envoy = new Envoy<DiscoveryResponse>();
    sds.streamSecrets(envoy).onNext(wants("default"));
    assertThat(envoy.responses).isEmpty();
    renew();
    assertThat(envoy.responses).hasSize(1);
  }

  @Test
  void pushesARenewalOnceTheLastResponseIsAnswered() {
    renew();
    var envoy = new Envoy<DiscoveryResponse>();
    var stream = sds.streamSecrets(envoy);
    stream.onNext(wants("default"));
    renew();
    renew();
    assertThat(envoy.responses).hasSize(1);
    stream.onNext(ack(envoy.responses.getLast(), "default"));
    assertThat(envoy.responses).hasSize(2);
    assertThat(envoy.responses.getLast().getVersionInfo())
        .isNotEqualTo(envoy.responses.getFirst().getVersionInfo());
    stream.onNext(ack(envoy.responses.getLast(), "default"));
    sds.changed();
    assertThat(envoy.responses).hasSize(2);
  }

  @Test
  void aStaleAnswerChangesNothing() {
    renew();
    var envoy = new Envoy<DiscoveryResponse>();
    var stream = sds.streamSecrets(envoy);
    stream.onNext(wants("default"));
    stream.onNext(ack(envoy.responses.getLast(), "default"));
    renew();
    stream.onNext(ack(envoy.responses.getFirst(), "ROOTCA"));
    assertThat(envoy.responses).hasSize(2);
    stream.onNext(ack(envoy.responses.getLast(), "default"));
    assertThat(envoy.responses).hasSize(2);
  }

  @Test
  void aRefusedSecretIsNotSentAgainUntilItChanges() {
    renew();
    var envoy = new Envoy<DiscoveryResponse>();
    var stream = sds.streamSecrets(envoy);
    stream.onNext(wants("default"));
    var error = Status.newBuilder().setMessage("bad key");
    stream.onNext(
        ack(envoy.responses.getLast(), "default").toBuilder().setErrorDetail(error).build());
    sds.changed();
    assertThat(envoy.responses).hasSize(1);
    renew();
    assertThat(envoy.responses).hasSize(2);
  }

  @Test
  void anotherNameIsAddedToTheStream() {
    renew();
    var envoy = new Envoy<DiscoveryResponse>();
    var stream = sds.streamSecrets(envoy);
    stream.onNext(wants("ROOTCA"));
    stream.onNext(ack(envoy.responses.getLast(), "ROOTCA", "default"));
    assertThat(envoy.responses.getLast().getResourcesList()).hasSize(2);
    stream.onNext(ack(envoy.responses.getLast(), "default"));
    assertThat(envoy.responses).hasSize(2);
  }

  @Test
  void deltaSendsWhatChangedAndWhatIsAskedForAgain() {
    renew();
    var envoy = new Envoy<DeltaDiscoveryResponse>();
    var stream = sds.deltaSecrets(envoy);
    stream.onNext(subscribes("default", "ROOTCA"));
    assertThat(names(envoy)).containsExactly("ROOTCA", "default");
    stream.onNext(deltaAck(envoy.responses.getLast()));
    renew();
    assertThat(names(envoy)).containsExactly("default");
    stream.onNext(deltaAck(envoy.responses.getLast()));
    stream.onNext(subscribes("ROOTCA"));
    assertThat(names(envoy)).containsExactly("ROOTCA");
    stream.onNext(deltaAck(envoy.responses.getLast()));
    var unsubscribe =
        DeltaDiscoveryRequest.newBuilder().addResourceNamesUnsubscribe("default").build();
    stream.onNext(unsubscribe);
    renew();
    assertThat(envoy.responses).hasSize(3);
  }

  private static List<String> names(Envoy<DeltaDiscoveryResponse> envoy) {
    return envoy.responses.getLast().getResourcesList().stream().map(r -> r.getName()).toList();
  }

  @Test
  void aDeltaRefusalIsNotRepeated() {
    renew();
    var envoy = new Envoy<DeltaDiscoveryResponse>();
    var stream = sds.deltaSecrets(envoy);
    stream.onNext(subscribes("default"));
    var error = Status.newBuilder().setMessage("bad key");
    stream.onNext(deltaAck(envoy.responses.getLast()).toBuilder().setErrorDetail(error).build());
    sds.changed();
    assertThat(envoy.responses).hasSize(1);
  }

  @Test
  void namesOfOthersAreRefused() {
    renew();
    for (var name : List.of("kubernetes://secret", "file-cert:/a~/b", "", "DEFAULT", "other")) {
      var envoy = new Envoy<DiscoveryResponse>();
      sds.streamSecrets(envoy).onNext(wants("default", name));
      assertRefused(envoy);
      var delta = new Envoy<DeltaDiscoveryResponse>();
      sds.deltaSecrets(delta).onNext(subscribes(name));
      assertRefused(delta);
    }
    assertThat(sds.openStreams()).isZero();
  }

  @Test
  void otherTypesAndLongListsAreRefused() {
    var envoy = new Envoy<DiscoveryResponse>();
    var cluster = "type.googleapis.com/envoy.config.cluster.v3.Cluster";
    sds.streamSecrets(envoy).onNext(DiscoveryRequest.newBuilder().setTypeUrl(cluster).build());
    assertRefused(envoy);
    var many = new Envoy<DiscoveryResponse>();
    var names = new String[17];
    java.util.Arrays.fill(names, "default");
    sds.streamSecrets(many).onNext(wants(names));
    assertRefused(many);
  }

  private static void assertRefused(Envoy<?> envoy) {
    assertThat(envoy.responses).isEmpty();
    assertThat(io.grpc.Status.fromThrowable(envoy.failure).getCode())
        .isEqualTo(io.grpc.Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void streamsAreBoundedAndForgottenWhenTheyEnd() {
    var open = new ArrayList<StreamObserver<DiscoveryRequest>>();
    for (int i = 0; i < SdsService.MAX_STREAMS; i++) {
      open.add(sds.streamSecrets(new Envoy<>()));
    }
    var oneMore = new Envoy<DiscoveryResponse>();
    sds.streamSecrets(oneMore).onNext(wants("default"));
    assertThat(io.grpc.Status.fromThrowable(oneMore.failure).getCode())
        .isEqualTo(io.grpc.Status.Code.RESOURCE_EXHAUSTED);

    open.get(0).onError(new IllegalStateException("cancelled"));
    open.get(1).onCompleted();
    open.get(1).onCompleted();
    assertThat(sds.openStreams()).isEqualTo(SdsService.MAX_STREAMS - 2);
    renew();
    open.get(1).onNext(wants("default"));
  }

  @Test
  void anEndedStreamIsCompleted() {
    var envoy = new Envoy<DiscoveryResponse>();
    sds.streamSecrets(envoy).onCompleted();
    assertThat(envoy.completed).isTrue();
  }

  @Test
  void secretsDoNotShow() {
    renew();
    var encoded = EncodedSecret.certificate("default", svid());
    var key = svid().key().pem().reveal().lines().skip(1).findFirst().orElseThrow();
    assertThat(encoded.toString()).doesNotContain(key).contains(encoded.version());
  }
}
