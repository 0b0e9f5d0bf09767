// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.identity.Identities;
import io.lateen.agent.identity.certificate.CertificateIssuer.Issued;
import io.lateen.agent.identity.certificate.CertificateKeeper.Observer;
import io.lateen.agent.identity.certificate.CertificateKeeper.Subject;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.Pace;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.testkit.time.VirtualClock;
import io.lateen.testkit.time.VirtualExecutor;
import io.lateen.testkit.time.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateKeeperTest {

  private static final SpiffeId ID = SpiffeId.workload(Identities.DOMAIN, "default", "reviews");
  private static final Duration THIRD = Duration.ofHours(8);

  /** No jitter: the latest renewal, the shortest retry. */
  private static final RandomGenerator NEVER = () -> 0L;

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();
  private final VirtualScheduler scheduler = new VirtualScheduler(clock);
  private final VirtualExecutor executor = new VirtualExecutor();
  private final List<String> told = new ArrayList<>();
  private CertificateAuthority authority;
  private CertificateIssuer issuer;
  private int asked;

  @BeforeEach
  void open() {
    authority = Identities.authority(folder.resolve("a"), clock);
    issuer = answering(ID);
  }

  private CertificateIssuer answering(SpiffeId id) {
    return csr -> done(new Issued(Identities.svid(authority, id, csr), authority.bundle()));
  }

  private static CompletionStage<Issued> done(Issued issued) {
    return CompletableFuture.completedFuture(issued);
  }

  private static CertificateIssuer failing(String reason) {
    return csr -> CompletableFuture.failedFuture(new IOException(reason));
  }

  /** Notes what it is told. */
  private final class Notes implements Observer {
    @Override
    public void renewed(KeyedSvid svid, Optional<TrustBundle> bundle) {
      told.add(bundle.isPresent() ? "issued" : "restored");
    }

    @Override
    public void failed(String reason) {
      told.add(reason);
    }
  }

  private CertificateKeeper start() {
    CertificateIssuer counting =
        csr -> {
          asked++;
          return issuer.issue(csr);
        };
    var file = new CertificateFile(folder.resolve("k").resolve("reviews.pem"));
    var seams = new Seams(clock, scheduler, NEVER, Identities.RANDOM, executor);
    var subject = new Subject(ID, file, counting);
    var keeper = new CertificateKeeper(subject, () -> authority.bundle(), seams, new Notes());
    keeper.start();
    executor.runAll();
    return keeper;
  }

  private void advance(Duration span) {
    for (var left = span; left.isPositive(); left = left.minusSeconds(1)) {
      scheduler.advance(left.compareTo(Duration.ofSeconds(1)) < 0 ? left : Duration.ofSeconds(1));
      executor.runAll();
    }
  }

  private void sleep(Duration span) {
    scheduler.advance(span);
    executor.runAll();
  }

  private Path file() {
    return folder.resolve("k").resolve("reviews.pem");
  }

  private void passToNextRoot() {
    authority.follow((roots, now) -> true);
    authority.rotate(Pace.PROMPT).orThrow();
    while (authority.status().phase().equals("distributing")) {
      authority.tend(Duration.ofSeconds(1));
    }
  }

  @Test
  void followsTheRootsAtOnceAndOnce() {
    var keeper = start();
    var old = authority.bundle().roots().getFirst();
    assertThat(keeper.follows(old)).isTrue();
    keeper.follow();
    executor.runAll();
    assertThat(asked).as("nothing has changed").isOne();

    passToNextRoot();
    assertThat(authority.bundle().roots()).endsWith(old);
    assertThat(keeper.follows(authority.bundle().roots().getFirst())).isFalse();
    keeper.follow();
    assertThat(keeper.follows(old)).as("what is on its way may lead anywhere").isFalse();
    executor.runAll();
    assertThat(asked).isEqualTo(2);
    assertThat(keeper.follows(authority.bundle().roots().getFirst())).isTrue();
    keeper.follow();
    executor.runAll();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void anAnswerUnderTheOldRootIsAskedForAgain() {
    var late = new CompletableFuture<Issued>();
    var signed = new ArrayList<Issued>();
    issuer =
        csr -> {
          signed.add(new Issued(Identities.svid(authority, ID, csr), authority.bundle()));
          return late;
        };
    var keeper = start();
    passToNextRoot();
    keeper.follow();
    late.complete(signed.getFirst());
    issuer = answering(ID);
    executor.runAll();
    assertThat(keeper.follows(authority.bundle().roots().getFirst())).isFalse();
    advance(Duration.ofSeconds(10));
    assertThat(asked).isEqualTo(2);
    assertThat(keeper.follows(authority.bundle().roots().getFirst())).isTrue();
  }

  @Test
  void asksAtOnceAndKeepsTheAnswerOnDisk() throws IOException {
    var keeper = start();
    assertThat(told).containsExactly("issued");
    assertThat(keeper.current().orElseThrow().svid().id()).isEqualTo(ID);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void renewsAtAThirdOfItsLifeWithANewKey() {
    var keeper = start();
    var first = keeper.current().orElseThrow();
    sleep(THIRD.minusMinutes(2));
    assertThat(asked).isEqualTo(1);
    sleep(Duration.ofMinutes(2));
    assertThat(asked).isEqualTo(2);
    var second = keeper.current().orElseThrow();
    assertThat(second.key().publicKey()).isNotEqualTo(first.key().publicKey());
    sleep(THIRD.plusMinutes(1));
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void theShortestLivedCertificateIsNotRenewedInALoop() {
    authority =
        CertificateAuthority.open(
                folder.resolve("a"),
                new AuthoritySettings(Identities.DOMAIN, Duration.ofMinutes(1)),
                clock,
                Identities.RANDOM)
            .orThrow();
    start();
    advance(Duration.ofSeconds(19));
    assertThat(asked).isEqualTo(1);
    advance(Duration.ofSeconds(1));
    assertThat(asked).isEqualTo(2);
    advance(Duration.ofMinutes(10));
    assertThat(asked).isEqualTo(2 + 30);
  }

  @Test
  void aRestartNeedsNobody() {
    var before = start().current().orElseThrow();
    issuer = failing("down");
    var again = start();
    assertThat(again.current().orElseThrow().svid()).isEqualTo(before.svid());
    assertThat(told).containsExactly("issued", "restored");
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void aRestartAfterAThirdOfItsLifeRenewsButUsesWhatItHas() {
    start().close();
    issuer = failing("down");
    clock.advance(THIRD.plusHours(1));
    var again = start();
    assertThat(again.current()).isPresent();
    assertThat(told).containsExactly("issued", "restored", "down");
  }

  @Test
  void goesOnTryingWhileTheControlPlaneIsDown() {
    issuer = failing("down");
    start();
    advance(Duration.ofMinutes(10));
    // 0.5 + 1 + 2 + 4 + 8 + 16 + 30 + 30 … seconds without jitter
    assertThat(asked).isBetween(20, 30);
    issuer = answering(ID);
    advance(RenewalTimes.LAST_RETRY);
    assertThat(told).endsWith("issued");
  }

  @Test
  void whatItHasIsUsedToItsEndAndNotASecondLonger() {
    var keeper = start();
    issuer = failing("down");
    var end = keeper.current().orElseThrow().svid().notAfter();
    sleep(Duration.between(clock.instant(), end));
    assertThat(keeper.current()).isPresent();
    sleep(Duration.ofSeconds(1));
    assertThat(keeper.current()).isEmpty();
  }

  @Test
  void anExpiredCertificateOnDiskIsNotUsed() {
    start().close();
    clock.advance(Duration.ofHours(25));
    issuer = failing("down");
    assertThat(start().current()).isEmpty();
    assertThat(told).containsExactly("issued", "down");
  }

  @Test
  void afterALongSleepItRenewsWithinAMinute() {
    start();
    clock.advance(Duration.ofDays(3));
    sleep(RenewalTimes.LONGEST_WAIT);
    assertThat(asked).isEqualTo(2);
    assertThat(told).endsWith("issued");
  }

  @Test
  void aDamagedFileIsReplaced() throws IOException {
    start().close();
    Files.writeString(file(), "garbage");
    start();
    assertThat(told).containsExactly("issued", "issued");
    assertThat(Files.readString(file())).contains("BEGIN CERTIFICATE");
  }

  @Test
  void aStoredCertificateOfAnotherRootIsNotUsed() {
    start().close();
    authority = Identities.authority(folder.resolve("b"), clock);
    start();
    assertThat(told).containsExactly("issued", "issued");
  }

  @Test
  void anotherNameOrAnotherKeyIsNotTaken() {
    issuer = answering(SpiffeId.workload(Identities.DOMAIN, "default", "ratings"));
    var keeper = start();
    assertThat(told.getLast()).contains("it names spiffe://cluster.local/ns/default/sa/ratings");
    issuer = csr -> done(new Issued(Identities.svid(authority, ID).svid(), authority.bundle()));
    advance(Duration.ofSeconds(2));
    assertThat(told.getLast()).contains("another key");
    var other = Identities.authority(folder.resolve("b"), clock);
    issuer = csr -> done(new Issued(Identities.svid(other, ID, csr), authority.bundle()));
    advance(Duration.ofSeconds(4));
    assertThat(told.getLast()).contains("not trusted");
    assertThat(keeper.current()).isEmpty();
    assertThat(file()).doesNotExist();
  }

  @Test
  void aDiskThatRefusesCostsOnlyThePersistence() throws IOException {
    Files.createFile(folder.resolve("k"));
    var keeper = start();
    assertThat(keeper.current()).isPresent();
  }

  @Test
  void hurryingSkipsThePauseButNotTheCertificate() {
    issuer = failing("down");
    var keeper = start();
    advance(Duration.ofMinutes(5));
    int before = asked;
    issuer = answering(ID);
    keeper.hurry();
    executor.runAll();
    assertThat(asked).isEqualTo(before + 1);
    keeper.hurry();
    executor.runAll();
    assertThat(asked).isEqualTo(before + 1);
  }

  @Test
  void attemptsDoNotOverlap() {
    var answer = new CompletableFuture<Issued>();
    issuer = csr -> answer;
    var keeper = start();
    keeper.hurry();
    sleep(Duration.ofHours(1));
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void forgettingRemovesTheKeyAlsoWhenAnAnswerIsUnderWay() {
    var keeper = start();
    var answer = new CompletableFuture<Issued>();
    issuer =
        csr ->
            answer.thenApply(
                none -> new Issued(Identities.svid(authority, ID, csr), authority.bundle()));
    sleep(THIRD);
    keeper.forget();
    answer.complete(new Issued(Identities.svid(authority, ID).svid(), authority.bundle()));
    executor.runAll();
    assertThat(file()).doesNotExist();
    assertThat(keeper.current()).isEmpty();
    sleep(Duration.ofDays(1));
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void aClosedKeeperStopsAfterAFailure() {
    var answer = new CompletableFuture<Issued>();
    issuer = csr -> answer;
    var keeper = start();
    keeper.close();
    answer.completeExceptionally(new IOException("late"));
    executor.runAll();
    sleep(Duration.ofDays(1));
    assertThat(told).isEmpty();
    assertThat(asked).isEqualTo(1);
  }
}
