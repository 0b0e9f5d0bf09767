// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.agent.identity.FakeControlPlane;
import io.lateen.agent.identity.Identities;
import io.lateen.agent.identity.LockedTime;
import io.lateen.agent.identity.WorkloadIdentities;
import io.lateen.agent.identity.WorkloadIdentity;
import io.lateen.agent.identity.certificate.Seams;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.certificate.TrustBundle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeIdentityTest {

  private static final Duration THIRD = Duration.ofHours(8);

  @TempDir Path folder;

  private final LockedTime time = new LockedTime();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Seams seams = new Seams(time.clock, time, () -> 0L, Identities.RANDOM, executor);
  private final List<AutoCloseable> open = new ArrayList<>();
  private CertificateAuthority authority;
  private FakeControlPlane plane;

  @BeforeEach
  void open() throws IOException {
    authority = Identities.authority(folder.resolve("ca"), time.clock);
    plane = plane(SpiffeId.controlPlane(Identities.DOMAIN));
    Files.writeString(folder.resolve("ca.pem"), authority.bundle().pem());
  }

  private FakeControlPlane plane(SpiffeId id) throws IOException {
    var serving = new FakeControlPlane(authority, id, time.clock);
    open.add(serving);
    return serving;
  }

  @AfterEach
  void close() throws Exception {
    Collections.reverse(open);
    for (var each : open) {
      each.close();
    }
    executor.shutdownNow();
    // What still writes into the folder ends before the folder is deleted.
    assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private void token(String token, String node) throws IOException {
    plane.tokens.put(token, node);
    Files.writeString(folder.resolve("token"), token + "\n");
  }

  private NodeIdentity start(InetSocketAddress... addresses) {
    var settings =
        new NodeSettings(
            "host1",
            List.of(addresses),
            folder.resolve("ca.pem"),
            Optional.of(folder.resolve("token")),
            folder.resolve("state"));
    var node = NodeIdentity.start(settings, seams).orThrow();
    open.add(node);
    return node;
  }

  private NodeIdentity joined() throws Exception {
    token("secret-token", "host1");
    var node = start(plane.address());
    var learned = folder.resolve("state").resolve("node").resolve("bundle.pem");
    LockedTime.await(() -> node.isReady() && Files.exists(learned));
    assertThat(plane.nextCall()).isEqualTo("join by anonymous");
    return node;
  }

  private static String waiting(NodeIdentity node) {
    return node.state() instanceof NodeIdentity.State.Waiting(var reason) ? reason : "ready";
  }

  @Test
  void joinsWithItsToken() throws Exception {
    var node = joined();
    var end = time.clock.instant().plus(Duration.ofHours(24));
    assertThat(node.state()).isEqualTo(new NodeIdentity.State.Ready(end));
    var ready = new ArrayList<String>();
    node.onReady(() -> ready.add("ready"));
    assertThat(ready).hasSize(1);
  }

  @Test
  void renewsAsTheNodeThatItIs() throws Exception {
    joined();
    time.advance(THIRD);
    assertThat(plane.nextCall()).startsWith("renew by host1#");
  }

  @Test
  void aNewConnectionShowsTheNewCertificate() throws Exception {
    var node = joined();
    time.advance(THIRD);
    var first = plane.nextCall();
    LockedTime.await(() -> notAfterMoved(node));
    time.advance(THIRD);
    assertThat(plane.nextCall()).startsWith("renew by host1#").isNotEqualTo(first);
  }

  private boolean notAfterMoved(NodeIdentity node) {
    return node.state() instanceof NodeIdentity.State.Ready(var end)
        && end.equals(time.clock.instant().plus(Duration.ofHours(24)));
  }

  @Test
  void aRestartNeedsNeitherTokenNorControlPlane() throws Exception {
    joined().close();
    plane.close();
    assertThat(start(plane.address()).isReady()).isTrue();
  }

  @Test
  void anExpiredNodeJoinsAgainWithAFreshToken() throws Exception {
    joined().close();
    time.clock.advance(Duration.ofHours(25));
    plane.close();
    plane = plane(SpiffeId.controlPlane(Identities.DOMAIN));
    token("second-token", "host1");
    var node = start(plane.address());
    LockedTime.await(node::isReady);
    assertThat(plane.nextCall()).isEqualTo("join by anonymous");
  }

  @Test
  void saysWhatKeepsItFromJoining() throws Exception {
    var node = start(plane.address());
    LockedTime.await(() -> waiting(node).contains("there is no join token in"));
    Files.writeString(folder.resolve("token"), "wrong");
    time.advance(Duration.ofSeconds(2));
    LockedTime.await(() -> waiting(node).contains("the join token is not valid"));
    token("right", "host1");
    time.advance(Duration.ofSeconds(4));
    LockedTime.await(node::isReady);
  }

  @Test
  void aTokenOfAnotherNodeDoesNotMakeItThisOne() throws Exception {
    token("secret-token", "host2");
    var node = start(plane.address());
    LockedTime.await(
        () -> waiting(node).contains("it names spiffe://cluster.local/lateen/node/host2"));
    assertThat(node.isReady()).isFalse();
  }

  @Test
  void triesTheOtherAddresses() throws Exception {
    var dead = InetSocketAddress.createUnresolved("127.0.0.1", 1);
    var unknown = InetSocketAddress.createUnresolved("does-not-exist.invalid", 1);
    token("secret-token", "host1");
    var node = start(dead, unknown, plane.address());
    LockedTime.await(node::isReady);
  }

  @Test
  void namesAnUnreachableControlPlane() throws Exception {
    token("secret-token", "host1");
    var unknown = start(InetSocketAddress.createUnresolved("does-not-exist.invalid", 1));
    LockedTime.await(() -> waiting(unknown).contains("does-not-exist.invalid"));
    var dead = start(InetSocketAddress.createUnresolved("127.0.0.1", 1));
    LockedTime.await(() -> waiting(dead).contains("refused"));
  }

  @Test
  void givesItsTokenToNobodyButTheControlPlane() throws Exception {
    var impostor = plane(SpiffeId.workload(Identities.DOMAIN, "default", "reviews"));
    token("secret-token", "host1");
    var node = start(impostor.address());
    LockedTime.await(() -> waiting(node).contains("is not expected here"));
    assertThat(impostor.calls).isEmpty();
  }

  @Test
  void aControlPlaneOfAnotherRootIsNotTrusted() throws Exception {
    var other = Identities.authority(folder.resolve("other"), time.clock);
    Files.writeString(folder.resolve("ca.pem"), other.bundle().pem());
    token("secret-token", "host1");
    var node = start(plane.address());
    LockedTime.await(() -> waiting(node).contains("not trusted"));
    assertThat(plane.calls).isEmpty();
  }

  @Test
  void badConfigurationIsAProblemWithItsRemedy() throws IOException {
    var settings =
        new NodeSettings(
            "host1",
            List.of(plane.address()),
            folder.resolve("absent.pem"),
            Optional.empty(),
            folder.resolve("state"));
    assertThat(NodeIdentity.start(settings, seams).problems().render())
        .contains("absent.pem")
        .contains("controlPlaneCa");
    Files.writeString(folder.resolve("absent.pem"), "garbage");
    assertThat(NodeIdentity.start(settings, seams).isOk()).isFalse();
    Files.writeString(folder.resolve("absent.pem"), "x".repeat(2 << 20));
    assertThat(NodeIdentity.start(settings, seams).problems().render()).contains("larger");
    assertThatThrownBy(
            () ->
                new NodeSettings(
                    "host1", List.of(), folder, Optional.empty(), folder.resolve("state")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withoutATokenItSaysSo() throws Exception {
    var settings =
        new NodeSettings(
            "host1",
            List.of(plane.address()),
            folder.resolve("ca.pem"),
            Optional.empty(),
            folder.resolve("state"));
    var node = NodeIdentity.start(settings, seams).orThrow();
    open.add(node);
    LockedTime.await(() -> waiting(node).contains("configuration has no join token"));
  }

  @Test
  void pushedRootsAreTakenAndSurviveARestart() throws Exception {
    var node = joined();
    var rotated = Identities.authority(folder.resolve("next"), time.clock);
    var both = authority.bundle().and(rotated.bundle());
    node.trustBundle(FakeControlPlane.message(both));
    assertThat(node.trust().forWorkloads()).isEqualTo(both);
    node.close();
    assertThat(start(plane.address()).trust().forWorkloads()).isEqualTo(both);
    Files.writeString(folder.resolve("state").resolve("node").resolve("bundle.pem"), "damaged");
    assertThat(start(plane.address()).trust().forWorkloads()).isEqualTo(authority.bundle());
  }

  @Test
  void rootsOfAnotherDomainAndNonsenseAreIgnored() throws Exception {
    var node = joined();
    var evil = new TrustDomain("evil.example");
    var foreign =
        CertificateAuthority.open(
                folder.resolve("evil"), AuthoritySettings.of(evil), time.clock, Identities.RANDOM)
            .orThrow();
    node.trustBundle(FakeControlPlane.message(foreign.bundle()));
    assertThat(node.trust().forWorkloads()).isEqualTo(authority.bundle());
    var empty = io.lateen.proto.node.v1.TrustBundle.newBuilder().setTrustDomain("a b").build();
    assertThatThrownBy(() -> node.trustBundle(empty)).isInstanceOf(CertificateException.class);
  }

  @Test
  void theConfiguredRootStaysGoodForTheControlPlane() throws Exception {
    var node = joined();
    var rotated = Identities.authority(folder.resolve("next"), time.clock).bundle();
    node.trustBundle(FakeControlPlane.message(rotated));
    assertThat(node.trust().forWorkloads()).isEqualTo(rotated);
    assertThat(node.trust().forControlPlane().roots())
        .containsAll(rotated.roots())
        .containsAll(authority.bundle().roots());
  }

  // Workloads.

  private WorkloadIdentities identities(NodeIdentity node) {
    var identities = new WorkloadIdentities(node, folder.resolve("state"), seams);
    open.add(identities);
    return identities;
  }

  private static boolean hasCertificate(WorkloadIdentity identity) {
    return identity.certificateNotAfter().isPresent();
  }

  private Path keyFile(String uid) {
    return folder.resolve("state").resolve("identities").resolve(uid + ".pem");
  }

  @Test
  void aWorkloadGetsItsCertificateOnceTheNodeHasJoined() throws Exception {
    plane.accounts.put("uid-1", "reviews");
    var node = start(plane.address());
    var identity = identities(node).open("uid-1", "default", "reviews");
    LockedTime.await(() -> identity.problem().orElse("").contains("the node has no certificate"));
    token("secret-token", "host1");
    time.advance(Duration.ofSeconds(2));
    LockedTime.await(() -> hasCertificate(identity) && identity.problem().isEmpty());
    assertThat(keyFile("uid-1")).exists();
  }

  @Test
  void aWorkloadThatIsNotKnownWaitsWithAReason() throws Exception {
    var identity = identities(joined()).open("uid-9", "default", "reviews");
    LockedTime.await(() -> identity.problem().orElse("").contains("PERMISSION_DENIED"));
    assertThat(identity.certificateNotAfter()).isEmpty();
    plane.accounts.put("uid-9", "reviews");
    time.advance(Duration.ofSeconds(2));
    LockedTime.await(() -> hasCertificate(identity));
  }

  @Test
  void aCertificateOfAnotherAccountIsNotTaken() throws Exception {
    plane.accounts.put("uid-1", "ratings");
    var identity = identities(joined()).open("uid-1", "default", "reviews");
    LockedTime.await(() -> identity.problem().orElse("").contains("/sa/ratings"));
    assertThat(identity.certificateNotAfter()).isEmpty();
  }

  @Test
  void workloadsSurviveARestartWithoutTheControlPlane() throws Exception {
    plane.accounts.put("uid-1", "reviews");
    var node = joined();
    var identities = identities(node);
    var first = identities.open("uid-1", "default", "reviews");
    LockedTime.await(() -> hasCertificate(first));
    assertThat(identities.open("uid-1", "default", "reviews")).isSameAs(first);
    identities.close();
    node.close();
    plane.close();

    var again = identities(start(plane.address())).open("uid-1", "default", "reviews");
    assertThat(again.certificateNotAfter()).isEqualTo(first.certificateNotAfter());
  }

  @Test
  void aWorkloadThatLeftLeavesNoKey() throws Exception {
    plane.accounts.put("uid-1", "reviews");
    var identities = identities(joined());
    var identity = identities.open("uid-1", "default", "reviews");
    LockedTime.await(() -> hasCertificate(identity));
    identities.forget("uid-1");
    identities.forget("uid-1");
    assertThat(keyFile("uid-1")).doesNotExist();
    assertThat(identity.certificateNotAfter()).isEmpty();
  }

  @Test
  void uidsThatAreNoFileNamesAreRefused() throws Exception {
    var identities = identities(joined());
    for (var uid : List.of("", "../x", "a/b", ".hidden", "a\u0000b", "x".repeat(129))) {
      assertThatThrownBy(() -> identities.open(uid, "default", "reviews"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> identities.open("uid-1", "default", "a/b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aChangeOfRootsIsToldToTheObservers() {
    var trust = AgentTrust.open(authority.bundle(), folder.resolve("state"));
    var changes = new ArrayList<TrustBundle>();
    var watch = trust.observe(() -> changes.add(trust.forWorkloads()));
    var rotated = Identities.authority(folder.resolve("next"), time.clock).bundle();
    trust.learn(rotated);
    trust.learn(rotated);
    watch.cancel();
    trust.learn(authority.bundle());
    assertThat(changes).containsExactly(rotated);
  }
}
