// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.lateen.base.net.AddressRange;
import io.lateen.controlplane.istioca.TokenReviewer.Review;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.join.Guest;
import io.lateen.identity.join.Invitation;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.proto.istioca.v1.IstioCertificateRequest;
import io.lateen.proto.istioca.v1.IstioCertificateServiceGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
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

/** Istio's certificate service as a plain gRPC client sees it, over real TLS. */
class IstioCertificateTest {

  private static final String NOT_PROVED = "request authenticate failure";
  private static final String NOT_ENTITLED = "request impersonation authentication failure";
  private static final String REVIEWS = "spiffe://cluster.local/ns/default/sa/reviews";

  @TempDir Path folder;

  private final IdentityKey key = IdentityKey.generate(Door.RANDOM);
  private Door door;

  @BeforeEach
  void open() throws IOException {
    door = new Door(folder);
    door.records.put("uid-1", "host1", "reviews");
    door.records.put("uid-2", "host2", "ratings");
    door.records.groups.put("vms/legacy", "legacy-account");
  }

  @AfterEach
  void close() {
    door.close();
  }

  private static String pem(byte[] csr) {
    return "-----BEGIN CERTIFICATE REQUEST-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(csr)
        + "\n-----END CERTIFICATE REQUEST-----\n";
  }

  private IstioCertificateRequest.Builder request() {
    return IstioCertificateRequest.newBuilder().setCsr(pem(CertificateRequest.create(key)));
  }

  private static IstioCertificateRequest.Builder with(
      IstioCertificateRequest.Builder request, String field, String value) {
    var text = Value.newBuilder().setStringValue(value).build();
    return request.setMetadata(Struct.newBuilder().putFields(field, text));
  }

  private static List<X509Certificate> create(
      ManagedChannel channel, Optional<String> token, IstioCertificateRequest.Builder request) {
    var headers = new Metadata();
    token.ifPresent(
        text ->
            headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + text));
    var answer =
        IstioCertificateServiceGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .withDeadlineAfter(20, TimeUnit.SECONDS)
            .createCertificate(request.build());
    var chain = new ArrayList<X509Certificate>();
    try {
      for (var text : answer.getCertChainList()) {
        assertThat(text).endsWith("-----END CERTIFICATE-----\n");
        var found = Certificates.fromPem(text);
        assertThat(found).hasSize(1);
        chain.addAll(found);
      }
    } catch (java.security.cert.CertificateException e) {
      throw new AssertionError(e);
    }
    return chain;
  }

  private List<X509Certificate> byToken(String token) {
    return create(door.anonymous(), Optional.of(token), request());
  }

  private static SpiffeId idOf(List<X509Certificate> chain) throws Exception {
    return Svid.of(chain.subList(0, chain.size() - 1)).id();
  }

  private static void assertRefused(Status.Code code, String reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(StatusRuntimeException.class)
        .satisfies(
            e -> {
              assertThat(Status.fromThrowable(e).getCode()).isEqualTo(code);
              assertThat(Status.fromThrowable(e).getDescription()).contains(reason);
            });
  }

  private String groupToken(Optional<AddressRange> from) {
    var invitation = new Invitation(new Guest.Workload("vms", "legacy"), from);
    return door.tokens.issue(invitation, Duration.ofMinutes(5)).orThrow().text().reveal();
  }

  @Test
  void aTokenOfKubernetesBecomesTheAccountsIdentityWithChainAndRoot() throws Exception {
    door.reviewer =
        token ->
            token.reveal().equals("good")
                ? new Review.Account("bank", "teller", Optional.empty(), Optional.empty())
                : new Review.Refused("wrong audience");
    var chain = byToken("good");
    assertThat(idOf(chain)).hasToString("spiffe://cluster.local/ns/bank/sa/teller");
    assertThat(chain).hasSize(3);
    chain.get(0).verify(chain.get(1).getPublicKey());
    chain.get(1).verify(chain.get(2).getPublicKey());
    assertThat(chain.getLast()).isEqualTo(door.authority.bundle().roots().getFirst());
    assertThat(chain.getFirst().getPublicKey()).isEqualTo(key.publicKey());
    for (var bad : List.of("expired", "", "x".repeat(4000))) {
      assertRefused(Status.Code.UNAUTHENTICATED, NOT_PROVED, () -> byToken(bad));
    }
  }

  @Test
  void whoShowsNothingIsRefused() {
    assertRefused(
        Status.Code.UNAUTHENTICATED,
        NOT_PROVED,
        () -> create(door.anonymous(), Optional.empty(), request()));
  }

  @Test
  void anApiServerThatIsAwayIsAskedAgain() {
    door.reviewer = token -> new Review.Unknown("it does not answer");
    assertRefused(Status.Code.UNAVAILABLE, NOT_PROVED, () -> byToken("good"));
  }

  @Test
  void aTokenOfAPodIsNoGoodFromAnotherHost() {
    door.reviewer =
        token ->
            new Review.Account("default", "reviews", Optional.of("uid-1"), Optional.of("host1"));
    assertRefused(Status.Code.UNAUTHENTICATED, NOT_PROVED, () -> byToken("stolen"));
  }

  @Test
  void theControlPlanesOwnIdentityIsGivenToNobody() {
    door.reviewer =
        token ->
            new Review.Account(
                "lateen-system", "control-plane", Optional.empty(), Optional.empty());
    assertRefused(Status.Code.UNAUTHENTICATED, NOT_PROVED, () -> byToken("good"));
    door.reviewer = token -> new Review.Account("a/sa/b", "x", Optional.empty(), Optional.empty());
    assertRefused(Status.Code.UNAUTHENTICATED, NOT_PROVED, () -> byToken("good"));
  }

  @Test
  void aWorkloadRenewsByItsCertificateAsLongAsItIsOfTheMesh() throws Exception {
    var own = door.as(door.svid(SpiffeId.parse(REVIEWS)));
    assertThat(idOf(create(own, Optional.empty(), request()))).hasToString(REVIEWS);
    assertRefused(
        Status.Code.UNAUTHENTICATED, NOT_PROVED, () -> create(own, Optional.of("bad"), request()));
    door.records.byUid.remove("uid-1");
    assertRefused(
        Status.Code.UNAUTHENTICATED, NOT_PROVED, () -> create(own, Optional.empty(), request()));
  }

  @Test
  void anExpiredCertificateRenewsNothing() {
    var own = door.as(door.svid(SpiffeId.parse(REVIEWS)));
    create(own, Optional.empty(), request());
    door.advance(Duration.ofHours(24).plusSeconds(1));
    assertRefused(
        Status.Code.UNAUTHENTICATED, NOT_PROVED, () -> create(own, Optional.empty(), request()));
  }

  @Test
  void aJoinTokenAdmitsOneWorkloadOfItsGroup() throws Exception {
    var token = groupToken(Optional.empty());
    assertThat(idOf(byToken(token))).hasToString("spiffe://cluster.local/ns/vms/sa/legacy-account");
    var thief = IdentityKey.generate(Door.RANDOM);
    var stolen = IstioCertificateRequest.newBuilder().setCsr(pem(CertificateRequest.create(thief)));
    assertRefused(
        Status.Code.UNAUTHENTICATED,
        NOT_PROVED,
        () -> create(door.anonymous(), Optional.of(token), stolen));
  }

  @Test
  void aJoinTokenOutlivesItsGroupThatIsGoneForAWhile() throws Exception {
    var token = groupToken(Optional.empty());
    door.records.groups.clear();
    assertRefused(Status.Code.UNAUTHENTICATED, NOT_PROVED, () -> byToken(token));
    door.records.groups.put("vms/legacy", "legacy-account");
    assertThat(idOf(byToken(token))).hasToString("spiffe://cluster.local/ns/vms/sa/legacy-account");
  }

  @Test
  void aJoinTokenThatIsLateForeignOrANodesIsRefused() {
    var late = groupToken(Optional.empty());
    door.advance(Duration.ofMinutes(5));
    assertRefused(Status.Code.UNAUTHENTICATED, NOT_PROVED, () -> byToken(late));
    var foreign = groupToken(AddressRange.parse("10.9.0.0/16"));
    assertRefused(Status.Code.UNAUTHENTICATED, NOT_PROVED, () -> byToken(foreign));
    var node = door.tokens.issue("host1", Duration.ofMinutes(5)).orThrow().text().reveal();
    assertRefused(Status.Code.UNAUTHENTICATED, NOT_PROVED, () -> byToken(node));
    var gone = groupToken(Optional.empty());
    door.records.groups.clear();
    assertRefused(Status.Code.UNAUTHENTICATED, NOT_PROVED, () -> byToken(gone));
  }

  @Test
  void aNodeGetsTheCertificatesOfItsOwnWorkloadsAlone() throws Exception {
    var node = door.node("host1");
    var own = with(request(), "ImpersonatedIdentity", REVIEWS);
    assertThat(idOf(create(node, Optional.empty(), own))).hasToString(REVIEWS);
    for (var foreign :
        List.of(
            "spiffe://cluster.local/ns/default/sa/ratings",
            "spiffe://other/ns/default/sa/reviews",
            "spiffe://cluster.local/ns/other/sa/reviews",
            "spiffe://cluster.local/lateen/node/host2",
            "spiffe://cluster.local/ns/lateen-system/sa/control-plane",
            "reviews\u0000")) {
      assertRefused(
          Status.Code.UNAUTHENTICATED,
          NOT_ENTITLED,
          () -> create(node, Optional.empty(), with(request(), "ImpersonatedIdentity", foreign)));
    }
    var workload = door.as(door.svid(SpiffeId.parse(REVIEWS)));
    assertRefused(
        Status.Code.UNAUTHENTICATED,
        NOT_ENTITLED,
        () ->
            create(
                workload,
                Optional.empty(),
                with(
                    request(),
                    "ImpersonatedIdentity",
                    "spiffe://cluster.local/ns/default/sa/ratings")));
  }

  @Test
  void onlyTrustedAccountsSpeakForTheirNode() throws Exception {
    var wanted = with(request(), "ImpersonatedIdentity", REVIEWS);
    door.reviewer =
        token ->
            new Review.Account("istio-system", "ztunnel", Optional.empty(), Optional.of("host1"));
    assertThat(idOf(create(door.anonymous(), Optional.of("t"), wanted))).hasToString(REVIEWS);
    door.reviewer =
        token ->
            new Review.Account("istio-system", "ztunnel", Optional.empty(), Optional.of("host2"));
    assertRefused(
        Status.Code.UNAUTHENTICATED,
        NOT_ENTITLED,
        () -> create(door.anonymous(), Optional.of("t"), wanted));
    door.reviewer =
        token -> new Review.Account("default", "other", Optional.empty(), Optional.of("host1"));
    assertRefused(
        Status.Code.UNAUTHENTICATED,
        NOT_ENTITLED,
        () -> create(door.anonymous(), Optional.of("t"), wanted));
  }

  @Test
  void aRequestContributesItsKeyAlone() throws Exception {
    var extensions = new ExtensionsGenerator();
    var admin =
        new GeneralName(
            GeneralName.uniformResourceIdentifier,
            "spiffe://cluster.local/ns/lateen-system/sa/control-plane");
    extensions.addExtension(Extension.subjectAlternativeName, true, new GeneralNames(admin));
    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    var csr =
        new PKCS10CertificationRequestBuilder(
                new X500Name("CN=admin"),
                SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()))
            .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey()))
            .getEncoded();
    var own = door.as(door.svid(SpiffeId.parse(REVIEWS)));
    var request = IstioCertificateRequest.newBuilder().setCsr(pem(csr));
    var leaf = create(own, Optional.empty(), request).getFirst();
    assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(6, REVIEWS));
    assertThat(leaf.getBasicConstraints()).isNegative();
    assertThat(leaf.getSubjectX500Principal().getName()).isEmpty();
  }

  @Test
  void theLifeIsCutToWhatIsAllowed() {
    var own = door.as(door.svid(SpiffeId.parse(REVIEWS)));
    var now = door.clock.instant();
    for (var asked : List.of(0L, -5L, 3600L, 1L, 90L * 24 * 3600, Long.MAX_VALUE)) {
      var request = request().setValidityDuration(asked);
      var end = create(own, Optional.empty(), request).getFirst().getNotAfter().toInstant();
      var expected = asked <= 0 ? 86_400 : Math.clamp(asked, 30, 86_400);
      assertThat(end).isEqualTo(now.plusSeconds(expected));
    }
  }

  @Test
  void whatIsNoSoundRequestIsRefused() throws Exception {
    var own = door.as(door.svid(SpiffeId.parse(REVIEWS)));
    var good = pem(CertificateRequest.create(key));
    var texts =
        List.of(
            "",
            "x",
            good.replace("CERTIFICATE REQUEST", "CERTIFICATE"),
            good.substring(0, good.length() / 2),
            good.replaceFirst("M", "\u0000"),
            good + good,
            "x".repeat(100_000),
            pem(rsa(1024)),
            pem(rsa(8192)));
    for (var text : texts) {
      assertRefused(
          Status.Code.INVALID_ARGUMENT,
          "CSR signing error",
          () -> create(own, Optional.empty(), IstioCertificateRequest.newBuilder().setCsr(text)));
    }
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "CertSigner",
        () -> create(own, Optional.empty(), with(request(), "CertSigner", "other")));
  }

  private static byte[] rsa(int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair signer = generator.generateKeyPair();
    var modulus = new java.math.BigInteger(bits - 1, Door.RANDOM).setBit(bits - 1).setBit(0);
    var info =
        new SubjectPublicKeyInfo(
            new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                PKCSObjectIdentifiers.rsaEncryption, org.bouncycastle.asn1.DERNull.INSTANCE),
            new org.bouncycastle.asn1.pkcs.RSAPublicKey(
                modulus, java.math.BigInteger.valueOf(65537)));
    return new PKCS10CertificationRequestBuilder(new X500Name("CN=x"), info)
        .build(new JcaContentSignerBuilder("SHA256withRSA").build(signer.getPrivate()))
        .getEncoded();
  }
}
