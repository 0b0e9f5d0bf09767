// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.identity.tls.RenewableKey;
import io.lateen.proto.node.v1.IssueWorkloadRequest;
import io.lateen.proto.node.v1.JoinRequest;
import io.lateen.proto.node.v1.NodeCertificate;
import io.lateen.proto.node.v1.NodeIdentityGrpc;
import io.lateen.proto.node.v1.NodeIdentityGrpc.NodeIdentityBlockingStub;
import io.lateen.proto.node.v1.RenewRequest;
import io.lateen.proto.node.v1.WorkloadCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeIdentityServiceTest {

  private static final Duration FIVE = Duration.ofMinutes(5);

  @TempDir Path folder;

  private final IdentityKey key = IdentityKey.generate(Door.RANDOM);
  private Door door;

  @BeforeEach
  void open() throws IOException {
    door = new Door(folder);
    door.records.put("uid-1", "host1", "reviews");
    door.records.put("uid-2", "host2", "ratings");
  }

  @AfterEach
  void close() {
    door.close();
  }

  private static NodeIdentityBlockingStub stub(Channel channel) {
    return NodeIdentityGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  private NodeCertificate join(String token, byte[] csr) {
    var request = JoinRequest.newBuilder().setToken(token).setCsr(ByteString.copyFrom(csr));
    return stub(door.anonymous()).join(request.build());
  }

  private NodeCertificate renew(ManagedChannel channel) {
    var csr = ByteString.copyFrom(CertificateRequest.create(key));
    return stub(channel).renew(RenewRequest.newBuilder().setCsr(csr).build());
  }

  private WorkloadCertificate issue(ManagedChannel channel, String uid) {
    return issue(channel, uid, CertificateRequest.create(key));
  }

  private static WorkloadCertificate issue(ManagedChannel channel, String uid, byte[] csr) {
    var request =
        IssueWorkloadRequest.newBuilder().setWorkloadUid(uid).setCsr(ByteString.copyFrom(csr));
    return stub(channel).issueWorkload(request.build());
  }

  private String token(String node) {
    return door.tokens.issue(node, FIVE).orThrow().text().reveal();
  }

  private static Svid svid(List<ByteString> chain) throws CertificateException {
    return Svid.fromDer(chain.stream().map(ByteString::toByteArray).toList());
  }

  private static void assertStatus(Status.Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(StatusRuntimeException.class)
        .satisfies(e -> assertThat(Status.fromThrowable(e).getCode()).isEqualTo(code));
  }

  @Test
  void joinsRenewsAndGetsItsWorkloadsCertificates() throws CertificateException {
    var joined = join(token("host1"), CertificateRequest.create(key));
    assertThat(joined.getNode()).isEqualTo("host1");
    var svid = svid(joined.getChainList());
    assertThat(svid.id()).isEqualTo(SpiffeId.node(Door.DOMAIN, "host1"));
    assertThat(joined.getBundle().getRootsList())
        .containsExactly(ByteString.copyFrom(door.authority.bundle().ders().getFirst()));

    var channel = door.as(new KeyedSvid(svid, key));
    assertThat(svid(renew(channel).getChainList()).id()).isEqualTo(svid.id());
    var workload = issue(channel, "uid-1");
    assertThat(workload.getSpiffeId()).isEqualTo("spiffe://cluster.local/ns/default/sa/reviews");
    assertThat(svid(workload.getChainList()).id()).hasToString(workload.getSpiffeId());
  }

  @Test
  void nothingButJoinIsOpenWithoutACertificate() {
    var channel = door.anonymous();
    assertStatus(Status.Code.UNAUTHENTICATED, () -> renew(channel));
    assertStatus(Status.Code.UNAUTHENTICATED, () -> issue(channel, "uid-1"));
  }

  @Test
  void aTokenIsUsedOnce() {
    var token = token("host1");
    join(token, CertificateRequest.create(key));
    var thief = CertificateRequest.create(IdentityKey.generate(Door.RANDOM));
    assertStatus(Status.Code.UNAUTHENTICATED, () -> join(token, thief));
    assertThat(join(token, CertificateRequest.create(key)).getNode()).isEqualTo("host1");
  }

  @Test
  void allBadTokensAreRefusedAlike() {
    var used = token("host1");
    join(used, CertificateRequest.create(IdentityKey.generate(Door.RANDOM)));
    var expired = token("host2");
    door.advance(FIVE);
    var messages =
        List.of(used, expired, "", "x".repeat(10_000)).stream()
            .map(token -> refusal(() -> join(token, CertificateRequest.create(key))))
            .distinct();
    assertThat(messages).hasSize(1);
  }

  private static String refusal(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() + " " + e.getStatus().getDescription();
    }
    throw new AssertionError("was not refused");
  }

  @Test
  void theTokenDecidesTheNameOfTheNode() throws Exception {
    var joined = join(token("host2"), forged("spiffe://cluster.local/lateen/node/host1"));
    assertThat(joined.getNode()).isEqualTo("host2");
    assertThat(svid(joined.getChainList()).id()).isEqualTo(SpiffeId.node(Door.DOMAIN, "host2"));
  }

  @Test
  void whatARequestSaysAboutNamesIsIgnored() throws Exception {
    var csr = forged("spiffe://cluster.local/ns/lateen-system/sa/control-plane");
    var issued = svid(issue(door.node("host1"), "uid-1", csr).getChainList());
    assertThat(issued.id()).hasToString("spiffe://cluster.local/ns/default/sa/reviews");
    assertThat(issued.leaf().getSubjectAlternativeNames()).hasSize(1);
    assertThat(issued.leaf().getBasicConstraints()).isNegative();
    assertThat(issued.leaf().getSubjectX500Principal().getName()).isEmpty();
  }

  private byte[] forged(String uri) throws Exception {
    var extensions = new ExtensionsGenerator();
    var name = new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    extensions.addExtension(Extension.subjectAlternativeName, true, new GeneralNames(name));
    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    return new PKCS10CertificationRequestBuilder(
            new X500Name("CN=admin"),
            SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()))
        .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey()))
        .getEncoded();
  }

  @Test
  void otherKeysAreRefused() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    var pair = generator.generateKeyPair();
    var csr =
        new PKCS10CertificationRequestBuilder(
                new X500Name("CN=x"),
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
            .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
            .getEncoded();
    var channel = door.node("host1");
    assertStatus(Status.Code.INVALID_ARGUMENT, () -> issue(channel, "uid-1", csr));
    assertStatus(Status.Code.INVALID_ARGUMENT, () -> issue(channel, "uid-1", new byte[100_000]));
    assertStatus(Status.Code.INVALID_ARGUMENT, () -> join(token("host1"), csr));
  }

  @Test
  void workloadsOfOtherNodesAndUnknownOnesAreRefusedAlike() {
    var channel = door.node("host1");
    var foreign = refusal(() -> issue(channel, "uid-2"));
    assertThat(foreign).startsWith("PERMISSION_DENIED");
    assertThat(refusal(() -> issue(channel, "uid-3"))).isEqualTo(foreign);
    door.records.byUid.remove("uid-1");
    assertThat(refusal(() -> issue(channel, "uid-1"))).isEqualTo(foreign);
  }

  @Test
  void aWorkloadThatMovedIsIssuedToItsNewNodeOnly() {
    var one = door.node("host1");
    var two = door.node("host2");
    issue(one, "uid-1");
    door.records.put("uid-1", "host2", "reviews");
    assertStatus(Status.Code.PERMISSION_DENIED, () -> issue(one, "uid-1"));
    assertThat(issue(two, "uid-1").getSpiffeId()).endsWith("/sa/reviews");
  }

  @Test
  void anAccountThatIsNoSpiffePathGetsNothing() {
    door.records.put("uid-4", "host1", "a/sa/admin");
    var channel = door.node("host1");
    assertStatus(Status.Code.FAILED_PRECONDITION, () -> issue(channel, "uid-4"));
  }

  @Test
  void aWorkloadsCertificateIsNoNodes() {
    var reviews = SpiffeId.workload(Door.DOMAIN, "default", "reviews");
    var workload = door.as(door.svid(reviews));
    assertStatus(Status.Code.UNAUTHENTICATED, () -> renew(workload));
    assertStatus(Status.Code.UNAUTHENTICATED, () -> issue(workload, "uid-1"));
    var plane = door.as(door.svid(SpiffeId.controlPlane(Door.DOMAIN)));
    assertStatus(Status.Code.UNAVAILABLE, () -> issue(plane, "uid-1"));
  }

  @Test
  void aNodeOfAnotherRootOrTrustDomainIsRefused() {
    var impostor = authority("impostor", Door.DOMAIN);
    var node = Door.svid(impostor, SpiffeId.node(Door.DOMAIN, "host1"));
    assertStatus(Status.Code.UNAVAILABLE, () -> renew(door.as(node)));
    var evil = new TrustDomain("evil.example");
    var stranger = Door.svid(authority("evil", evil), SpiffeId.node(evil, "host1"));
    assertStatus(Status.Code.UNAVAILABLE, () -> renew(door.as(stranger)));
  }

  private CertificateAuthority authority(String name, TrustDomain domain) {
    var settings = AuthoritySettings.of(domain);
    var data = folder.resolve(name);
    return CertificateAuthority.open(data, settings, door.clock, Door.RANDOM).orThrow();
  }

  @Test
  void onlyTls13IsSpoken() {
    var key = new RenewableKey();
    key.replace(door.svid(SpiffeId.node(Door.DOMAIN, "host1")));
    assertStatus(Status.Code.UNAVAILABLE, () -> renew(door.channel(key, "TLSv1.2")));
    var plain = NettyChannelBuilder.forAddress("127.0.0.1", door.port()).usePlaintext().build();
    try {
      assertStatus(Status.Code.UNAVAILABLE, () -> renew(plain));
    } finally {
      plain.shutdownNow();
    }
  }

  @Test
  void aConnectionIsGoodForNothingOnceItsCertificateHasExpired() {
    var channel = door.node("host1");
    renew(channel);
    door.advance(Duration.ofHours(24).plusSeconds(1));
    assertStatus(Status.Code.UNAUTHENTICATED, () -> renew(channel));
  }

  @Test
  void anExpiredCertificateOpensNoConnection() {
    var old = door.svid(SpiffeId.node(Door.DOMAIN, "host1"));
    door.advance(Duration.ofHours(25));
    assertStatus(Status.Code.UNAVAILABLE, () -> renew(door.as(old)));
  }

  @Test
  void aNewConnectionNeverResumesAnOldIdentity() {
    var identity = new RenewableKey();
    identity.replace(door.svid(SpiffeId.node(Door.DOMAIN, "host1")));
    var channel = door.channel(identity);
    assertThat(renew(channel).getNode()).isEqualTo("host1");
    identity.replace(door.svid(SpiffeId.node(Door.DOMAIN, "host2")));
    channel.enterIdle();
    assertThat(renew(channel).getNode()).isEqualTo("host2");
  }

  @Test
  void anAnonymousConnectionBecomesTheNodesAfterJoining() throws CertificateException {
    var identity = new RenewableKey();
    var channel = door.channel(identity);
    var request =
        JoinRequest.newBuilder()
            .setToken(token("host1"))
            .setCsr(ByteString.copyFrom(CertificateRequest.create(key)));
    var joined = stub(channel).join(request.build());
    identity.replace(new KeyedSvid(svid(joined.getChainList()), key));
    channel.enterIdle();
    assertThat(renew(channel).getNode()).isEqualTo("host1");
  }

  @Test
  void theDoorsCertificateIsRenewedWhileItIsOpen() {
    renew(door.node("host1"));
    door.advance(Duration.ofHours(30));
    assertThat(renew(door.node("host1")).getNode()).isEqualTo("host1");
  }

  // Limits.

  /** A call of Join that never says what it wants. */
  private static CompletableFuture<Status> silentJoin(ManagedChannel channel) {
    var end = new CompletableFuture<Status>();
    // As a stream, because the headers of a unary call wait for its message.
    var join = NodeIdentityGrpc.getJoinMethod().toBuilder().setType(MethodType.BIDI_STREAMING);
    var call = channel.newCall(join.build(), CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(status);
          }
        },
        new Metadata());
    call.request(1);
    return end;
  }

  @Test
  void callsWithoutCertificateOfAnAddressAreFewAndShort() throws Exception {
    var channel = door.anonymous();
    var silent = new ArrayList<CompletableFuture<Status>>();
    for (int i = 0; i <= PeerInterceptor.MAX_ANONYMOUS_CALLS_PER_ADDRESS; i++) {
      silent.add(silentJoin(channel));
    }
    var refused = CompletableFuture.anyOf(silent.toArray(CompletableFuture<?>[]::new));
    assertThat(((Status) refused.get(20, TimeUnit.SECONDS)).getCode())
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(silent.stream().filter(CompletableFuture::isDone)).hasSize(1);

    door.advance(PeerInterceptor.ANONYMOUS_TIME);
    for (var call : silent) {
      assertThat(call.get(20, TimeUnit.SECONDS).getCode())
          .isIn(Status.Code.DEADLINE_EXCEEDED, Status.Code.RESOURCE_EXHAUSTED);
    }
    assertThat(join(token("host1"), CertificateRequest.create(key)).getNode()).isEqualTo("host1");
  }

  @Test
  void aNodeThatAsksTooOftenHasToWait() {
    var channel = door.node("host1");
    for (int i = 0; i < IssueQuota.BURST; i++) {
      assertStatus(Status.Code.INVALID_ARGUMENT, () -> issue(channel, "uid-1", new byte[1]));
    }
    assertStatus(Status.Code.RESOURCE_EXHAUSTED, () -> issue(channel, "uid-1"));
    door.advance(Duration.ofSeconds(1));
    assertThat(issue(channel, "uid-1").getSpiffeId()).endsWith("/sa/reviews");
  }
}
