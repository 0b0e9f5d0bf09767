// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.lateen.controlplane.istioca.IstioCertificateService;
import io.lateen.controlplane.istioca.TokenReviewer;
import io.lateen.controlplane.istioca.TokenReviewer.Review;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.IssuedLeaf;
import io.lateen.identity.authority.Pace;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.join.Guest;
import io.lateen.identity.join.Invitation;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.identity.secret.SecretText;
import io.lateen.proto.istioca.v1.IstioCertificateRequest;
import io.lateen.proto.istioca.v1.IstioCertificateResponse;
import io.lateen.testkit.time.VirtualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Istio's certificate service where it has no room, no reviewer, no issuer, or no caller. */
class IstioCertificateBoundsTest {

  private static final TokenReviewer TELLER =
      token -> new Review.Account("bank", "teller", Optional.empty(), Optional.empty());

  @TempDir Path folder;

  private final IdentityKey key = IdentityKey.generate(Door.RANDOM);
  private final Heard events = new Heard();
  private Door door;

  /** What is told about what the service does. */
  private static final class Heard implements IssueEvents {
    private final List<String> all = new ArrayList<>();

    @Override
    public void requested(Outcome outcome) {
      all.add(outcome.name());
    }

    @Override
    public void issued(IssuedLeaf leaf, String to) {
      all.add(leaf.id() + " to " + to);
    }
  }

  /** What the service answers. */
  private static final class Answer implements StreamObserver<IstioCertificateResponse> {
    private @Nullable Throwable failure;
    private final List<String> chain = new ArrayList<>();

    @Override
    public void onNext(IstioCertificateResponse response) {
      chain.addAll(response.getCertChainList());
    }

    @Override
    public void onError(Throwable cause) {
      failure = cause;
    }

    @Override
    public void onCompleted() {}

    Status.Code code() {
      return failure == null ? Status.Code.OK : Status.fromThrowable(failure).getCode();
    }

    boolean isGiven() {
      return failure != null || !chain.isEmpty();
    }

    SpiffeId id() throws Exception {
      assertThat(code()).isEqualTo(Status.Code.OK);
      return Svid.of(Certificates.fromPem(String.join("", chain.subList(0, 2)))).id();
    }
  }

  @BeforeEach
  void open() throws IOException {
    door = new Door(folder);
    door.records.put("uid-1", "host1", "reviews");
    door.records.groups.put("vms/legacy", "legacy-account");
  }

  @AfterEach
  void close() {
    door.close();
  }

  private IstioCertificateService service(
      Optional<TokenReviewer> reviewer, SigningLanes lanes, Executor waiters) {
    return service(door.authority, reviewer, lanes, waiters);
  }

  private IstioCertificateService service(
      CertificateAuthority authority,
      Optional<TokenReviewer> reviewer,
      SigningLanes lanes,
      Executor waiters) {
    return new IstioCertificateService(
        new IstioCertificateService.Parts(
            authority,
            door.tokens,
            reviewer,
            Set.of(),
            door.records,
            door.clock,
            events,
            lanes,
            door.holders,
            waiters));
  }

  private IstioCertificateService service(Optional<TokenReviewer> reviewer) {
    return service(reviewer, new SigningLanes(Runnable::run, () -> 1), Runnable::run);
  }

  private IstioCertificateRequest.Builder request() {
    var csr = Base64.getMimeEncoder().encodeToString(CertificateRequest.create(key));
    return IstioCertificateRequest.newBuilder()
        .setCsr(
            "-----BEGIN CERTIFICATE REQUEST-----\n"
                + csr.replace("\r", "")
                + "\n-----END CERTIFICATE REQUEST-----\n");
  }

  private Answer ask(IstioCertificateService service, String token, String from) throws Exception {
    return ask(service, token, from, request().build());
  }

  private static Answer ask(
      IstioCertificateService service, String token, String from, IstioCertificateRequest request)
      throws Exception {
    var shown =
        new Presented(
            Optional.empty(), Optional.of(SecretText.of(token)), InetAddress.getByName(from));
    var answer = new Answer();
    Context.current()
        .withValue(Presented.KEY, shown)
        .run(() -> service.createCertificate(request, answer));
    return answer;
  }

  @Test
  void whoCameByNoDoorIsRefused() {
    var answer = new Answer();
    service(Optional.of(TELLER)).createCertificate(request().build(), answer);
    assertThat(answer.code()).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void withoutAReviewerTokensOfKubernetesAreRefused() throws Exception {
    assertThat(ask(service(Optional.empty()), "t", "10.0.0.9").code())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void aTokenOfAPodIsGoodAtItsAddress() throws Exception {
    TokenReviewer pods =
        token -> new Review.Account("default", "reviews", Optional.of("uid-1"), Optional.empty());
    var service = service(Optional.of(pods));
    assertThat(ask(service, "t", "10.0.0.1").id())
        .hasToString("spiffe://cluster.local/ns/default/sa/reviews");
    assertThat(ask(service, "t", "10.0.0.2").code()).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void fieldsWithoutTextSayNothing() throws Exception {
    var none = Value.newBuilder().setStringValue("").build();
    var fields =
        Struct.newBuilder().putFields("CertSigner", none).putFields("ImpersonatedIdentity", none);
    var request = request().setMetadata(fields).build();
    assertThat(ask(service(Optional.of(TELLER)), "t", "10.0.0.9", request).id())
        .hasToString("spiffe://cluster.local/ns/bank/sa/teller");
  }

  @Test
  void onlySoManyProofsAreCheckedAtATime() throws Exception {
    Queue<Runnable> waiting = new ArrayDeque<>();
    var service =
        service(Optional.of(TELLER), new SigningLanes(Runnable::run, () -> 1), waiting::add);
    var first = ask(service, "t", "10.0.0.9");
    for (int i = 1; i < 64; i++) {
      assertThat(ask(service, "t", "10.0.0.9").isGiven()).isFalse();
    }
    assertThat(ask(service, "t", "10.0.0.9").code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    waiting.remove().run();
    assertThat(first.code()).isEqualTo(Status.Code.OK);
    assertThat(ask(service, "t", "10.0.0.9").isGiven()).isFalse();
  }

  @Test
  void aRequestForWhichNoLaneHasRoomIsRefused() throws Exception {
    var lanes = new SigningLanes(Runnable::run, () -> 0);
    for (int i = 0; i < SigningLanes.MAX_WAITING; i++) {
      assertThat(lanes.submit(SigningLanes.Lane.FIRST, "other", () -> {})).isTrue();
    }
    assertThat(ask(service(Optional.of(TELLER), lanes, Runnable::run), "t", "10.0.0.9").code())
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void nothingIsSignedForACallerWhoHasGone() {
    Queue<Runnable> turns = new ArrayDeque<>();
    var service =
        service(Optional.of(TELLER), new SigningLanes(turns::add, () -> 1), Runnable::run);
    var answer = new Answer();
    var shown =
        new Presented(
            Optional.empty(), Optional.of(SecretText.of("t")), InetAddress.getLoopbackAddress());
    var call = Context.current().withValue(Presented.KEY, shown).withCancellation();
    call.run(() -> service.createCertificate(request().build(), answer));
    call.cancel(null);
    turns.remove().run();
    assertThat(answer.isGiven()).isFalse();
  }

  @Test
  void aGroupThatGoesWhileItsTokenIsUsedGivesNothing() throws Exception {
    var invitation = new Invitation(new Guest.Workload("vms", "legacy"), Optional.empty());
    var token = door.tokens.issue(invitation, Duration.ofMinutes(5)).orThrow().text().reveal();
    door.records.afterLook = () -> door.records.groups.clear();
    assertThat(ask(service(Optional.empty()), token, "10.0.0.9").code())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void anAuthorityWhoseTimeHasNotBegunSignsNothing() throws Exception {
    var behind = new VirtualClock(VirtualClock.START.minus(Duration.ofDays(2)));
    var settings = AuthoritySettings.of(Door.DOMAIN);
    var authority = CertificateAuthority.open(folder, settings, behind, Door.RANDOM).orThrow();
    var lanes = new SigningLanes(Runnable::run, () -> 1);
    var service = service(authority, Optional.of(TELLER), lanes, Runnable::run);
    assertThat(ask(service, "t", "10.0.0.9").code()).isEqualTo(Status.Code.INTERNAL);
  }

  @Test
  void whatIsIssuedIsOnRecordAndWhatIsRefusedIsCounted() throws Exception {
    var id = "spiffe://cluster.local/ns/bank/sa/teller";
    var service = service(Optional.of(TELLER));
    assertThat(ask(service, "t", "10.0.0.9").code()).isEqualTo(Status.Code.OK);
    assertThat(events.all).containsExactly("ISSUED", id + " to " + id);
    assertThat(door.holders.awaited(door.authority.bundle(), door.clock.instant()))
        .as("nobody confirms this certificate")
        .isNotEmpty();
    events.all.clear();
    assertThat(ask(service(Optional.empty()), "t", "10.0.0.9").code())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(events.all).containsExactly("UNAUTHENTICATED");
  }

  /** Istio's agents take the last certificate of an answer for the root. */
  @Test
  void theRootThatSignsIsTheLastOfTheAnswer() throws Exception {
    door.authority.rotate(Pace.OVERLAPPING).orThrow();
    var roots = door.authority.bundle().roots();
    assertThat(roots).hasSize(2);
    var chain = ask(service(Optional.of(TELLER)), "t", "10.0.0.9").chain;
    assertThat(Certificates.fromPem(chain.getLast())).containsExactly(roots.getFirst());
    assertThat(Certificates.fromPem(chain.get(chain.size() - 2))).containsExactly(roots.getLast());
  }
}
