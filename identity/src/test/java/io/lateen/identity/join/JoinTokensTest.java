// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.base.net.AddressRange;
import io.lateen.identity.Fixtures;
import io.lateen.identity.join.JoinTokens.Attempt;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.identity.secret.SecretText;
import io.lateen.testkit.time.VirtualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinTokensTest {

  private static final Duration FIVE = Duration.ofMinutes(5);

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();
  private final PublicKey key = IdentityKey.generate(Fixtures.RANDOM).publicKey();
  private final PublicKey otherKey = IdentityKey.generate(Fixtures.RANDOM).publicKey();

  private static final InetAddress ADDRESS = InetAddress.ofLiteral("10.1.2.3");
  private static final Attempt HERE = new Attempt(Guest.Node.class, ADDRESS);
  private static final Attempt WORKLOAD = new Attempt(Guest.Workload.class, ADDRESS);

  private JoinTokens open() {
    return JoinTokens.open(folder, Fixtures.DOMAIN, clock, Fixtures.RANDOM).orThrow();
  }

  @Test
  void admitsTheNodeForWhichItWasIssued() {
    var tokens = open();
    var token = tokens.issue("host1", FIVE).orThrow();
    assertThat(token.expires()).isEqualTo(clock.instant().plus(FIVE));
    assertThat(tokens.known(token.text())).isTrue();
    assertThat(tokens.redeem(token.text(), key, HERE))
        .isEqualTo(new Redemption.Admitted(new Guest.Node("host1")));
  }

  @Test
  void isUsedOnceAlsoAcrossARestart() {
    var tokens = open();
    var token = tokens.issue("host1", FIVE).orThrow();
    tokens.redeem(token.text(), key, HERE);
    assertRefused(tokens.redeem(token.text(), otherKey, HERE), "another key");
    assertRefused(open().redeem(token.text(), otherKey, HERE), "another key");
  }

  @Test
  void theSameKeyMayAskAgainBecauseAnAnswerCanGetLost() {
    var tokens = open();
    var token = tokens.issue("host1", FIVE).orThrow();
    tokens.redeem(token.text(), key, HERE);
    assertThat(open().redeem(token.text(), key, HERE))
        .isEqualTo(new Redemption.Admitted(new Guest.Node("host1")));
    clock.advance(FIVE);
    assertRefused(tokens.redeem(token.text(), key, HERE), "expired");
  }

  @Test
  void aTokenOfWhatIsGoneIsNotUsedUp() {
    var tokens = open();
    var group = new Guest.Workload("shop", "vms");
    var token = tokens.issue(new Invitation(group, Optional.empty()), FIVE).orThrow();
    var gone = new Attempt(Guest.Workload.class, ADDRESS, guest -> !guest.equals(group));
    assertRefused(tokens.redeem(token.text(), key, gone), "there is no");
    assertThat(tokens.redeem(token.text(), otherKey, WORKLOAD))
        .isEqualTo(new Redemption.Admitted(group));
  }

  @Test
  void namesThatNoIdentityCouldHaveGetNoToken() {
    var tokens = open();
    for (var guest :
        List.of(
            new Guest.Node("n".repeat(300)),
            new Guest.Node("a/b"),
            new Guest.Workload("n".repeat(600), "g"),
            new Guest.Workload("a b", "g"))) {
      var invitation = new Invitation(guest, Optional.empty());
      assertThat(tokens.issue(invitation, FIVE).problems().render())
          .as(guest.toString())
          .contains("not a name that an identity can have");
    }
  }

  @Test
  void theLongestNamesGetATokenAndLongerOnesDoNot() {
    var tokens = open();
    var longest = "n".repeat(253);
    for (var guest :
        List.of(
            new Guest.Node(longest),
            new Guest.Workload(longest, longest),
            new Guest.Workload("n", "g"))) {
      assertThat(tokens.issue(new Invitation(guest, Optional.empty()), FIVE).isOk())
          .as(guest.toString())
          .isTrue();
    }
    for (var guest :
        List.of(new Guest.Node(longest + "n"), new Guest.Workload(longest, longest + "n"))) {
      assertThat(tokens.issue(new Invitation(guest, Optional.empty()), FIVE).isOk())
          .as(guest.toString())
          .isFalse();
    }
  }

  @Test
  void aTokenIsKnownByItsBeginning() {
    var token = open().issue("host1", FIVE).orThrow().text();
    assertThat(JoinTokens.isMeant(token)).isTrue();
    assertThat(JoinTokens.isMeant(SecretText.of("x" + token.reveal()))).isFalse();
    assertThat(JoinTokens.isMeant(SecretText.of(""))).isFalse();
  }

  @Test
  void expires() {
    var tokens = open();
    var token = tokens.issue("host1", FIVE).orThrow();
    clock.advance(FIVE.minusNanos(1));
    assertThat(tokens.known(token.text())).isTrue();
    clock.advance(Duration.ofNanos(1));
    assertThat(tokens.known(token.text())).isFalse();
    assertRefused(tokens.redeem(token.text(), key, HERE), "expired");
  }

  @Test
  void othersAreRefused() {
    var tokens = open();
    var token = tokens.issue("host1", FIVE).orThrow().text().reveal();
    for (var text : List.of("", "x", token + "x", token.substring(1), "x".repeat(100_000))) {
      assertThat(tokens.known(SecretText.of(text))).isFalse();
      assertRefused(tokens.redeem(SecretText.of(text), key, HERE), "not known");
    }
  }

  @Test
  void onlyHashesAreOnDisk() throws IOException {
    var token = open().issue("host1", FIVE).orThrow();
    var file = folder.resolve("join-tokens");
    var secret = token.text().reveal().replace("lateen-join-", "");
    assertThat(secret).hasSize(43);
    assertThat(Files.readString(file)).contains("host1").doesNotContain(secret);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(token.toString()).doesNotContain(secret).contains("[secret]");
  }

  @Test
  void survivesARestart() {
    var token = open().issue("host1", FIVE).orThrow();
    assertThat(open().redeem(token.text(), key, HERE))
        .isEqualTo(new Redemption.Admitted(new Guest.Node("host1")));
  }

  @Test
  void validityIsBounded() {
    var tokens = open();
    for (var validity :
        List.of(Duration.ofMinutes(10).plusNanos(1), Duration.ZERO, Duration.ofSeconds(-1))) {
      assertThat(tokens.issue("host1", validity).isOk()).isFalse();
    }
    assertThat(tokens.issue("host1", Duration.ofMinutes(10)).isOk()).isTrue();
  }

  @Test
  void nodeNamesThatAreNoSpiffePathAreRefused() {
    var tokens = open();
    for (var name : List.of("", "a/b", "..", "a b", "host\n1", "ä", "x".repeat(254))) {
      assertThat(tokens.issue(name, FIVE).isOk()).as(name).isFalse();
    }
  }

  @Test
  void theNumberOfWaitingTokensIsBounded() throws IOException {
    var lines = new StringBuilder();
    var expires = clock.instant().plus(FIVE).getEpochSecond();
    for (int i = 0; i < JoinTokens.MAX_TOKENS + 10; i++) {
      lines.append("%064x host%d %d -\n".formatted(i, i, expires));
    }
    write(lines.toString());
    var tokens = open();
    assertThat(tokens.issue("host1", FIVE).problems().render()).contains("1000 join tokens");
    clock.advance(FIVE);
    assertThat(tokens.issue("host1", FIVE).isOk()).isTrue();
    assertThat(folder.resolve("join-tokens")).content().hasLineCount(1);
  }

  @Test
  void damagedLinesAreSkipped() throws IOException {
    var token = open().issue("host1", FIVE).orThrow();
    var whole = Files.readString(folder.resolve("join-tokens"));
    write(
        "nonsense\na b c d\na b 99999999999999999999 -\na b 99999999999999999 -\n"
            + "a group:one 4000000000 - *\na group:one/two/three 4000000000 - *\n"
            + "a host1 4000000000 - nowhere\n"
            + whole
            + "\n");
    var opened = open();
    assertThat(opened.known(token.text())).isTrue();
    opened.issue("host2", FIVE).orThrow(); // What is not understood is not written again.
    assertThat(folder.resolve("join-tokens")).content().hasLineCount(2);
  }

  @Test
  void aFileThatIsOpenToOthersIsAProblem() throws IOException {
    open().issue("host1", FIVE);
    Files.setPosixFilePermissions(
        folder.resolve("join-tokens"), PosixFilePermissions.fromString("rw-rw-rw-"));
    var result = JoinTokens.open(folder, Fixtures.DOMAIN, clock, Fixtures.RANDOM);
    assertThat(result.problems().render()).contains("chmod 600");
  }

  @Test
  void aUseThatCannotBeKeptDoesNotCount() throws IOException {
    var tokens = open();
    var token = tokens.issue("host1", FIVE).orThrow();
    var file = folder.resolve("join-tokens");
    Files.delete(file);
    Files.createDirectories(file.resolve("in-the-way"));
    assertRefused(tokens.redeem(token.text(), key, HERE), "cannot be kept");
    assertThat(tokens.issue("host2", FIVE).isOk()).isFalse();
    Files.delete(file.resolve("in-the-way"));
    Files.delete(file);
    assertThat(tokens.redeem(token.text(), otherKey, HERE))
        .isEqualTo(new Redemption.Admitted(new Guest.Node("host1")));
  }

  @Test
  void aTokenOfAGroupAdmitsAWorkloadOfItAndNoNode() {
    var group = new Guest.Workload("shop", "cart");
    var token = open().issue(new Invitation(group, Optional.empty()), FIVE).orThrow();
    assertRefused(open().redeem(token.text(), key, HERE), "something else");
    assertThat(open().redeem(token.text(), key, WORKLOAD))
        .isEqualTo(new Redemption.Admitted(group));
    var node = open().issue("host1", FIVE).orThrow();
    assertRefused(open().redeem(node.text(), key, WORKLOAD), "something else");
    for (var bad : List.of(new Guest.Workload("a/b", "c"), new Guest.Workload("", "c"))) {
      assertThat(open().issue(new Invitation(bad, Optional.empty()), FIVE).isOk()).isFalse();
    }
  }

  @Test
  void aTokenForARangeIsNotUsedUpByAnAttemptFromElsewhere() {
    var range = AddressRange.parse("10.1.0.0/16");
    var invitation = new Invitation(new Guest.Node("host1"), range);
    var token = open().issue(invitation, FIVE).orThrow();
    for (var foreign : List.of("10.2.0.1", "::1", "::ffff:0:0")) {
      var elsewhere = new Attempt(Guest.Node.class, InetAddress.ofLiteral(foreign));
      assertRefused(open().redeem(token.text(), otherKey, elsewhere), "outside of 10.1.0.0/16");
    }
    assertThat(open().redeem(token.text(), key, HERE))
        .isEqualTo(new Redemption.Admitted(new Guest.Node("host1")));
    var other = new Attempt(Guest.Node.class, InetAddress.ofLiteral("10.1.9.9"));
    assertRefused(open().redeem(token.text(), otherKey, other), "another key");
  }

  @Test
  void aTokenThatNobodySawIsTakenBack() {
    var tokens = open();
    var token = tokens.issue("host1", FIVE).orThrow();
    tokens.revoke(token);
    assertThat(tokens.known(token.text())).isFalse();
    assertThat(open().known(token.text())).isFalse();
  }

  private void write(String content) throws IOException {
    var file = folder.resolve("join-tokens");
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void assertRefused(Redemption redemption, String reason) {
    assertThat(redemption).isInstanceOf(Redemption.Refused.class);
    assertThat(((Redemption.Refused) redemption).reason()).contains(reason);
  }
}
