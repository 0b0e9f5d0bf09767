// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.base.Result;
import io.lateen.identity.secret.SecretText;
import io.lateen.sourcestore.AccessStore;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.sourcestore.StoreException;
import io.lateen.sourcestore.audit.Actor;
import io.lateen.sourcestore.audit.AuditEntry;
import io.lateen.testkit.time.VirtualClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {

  private static final Actor ADMIN = new Actor("admin", "admin", "test");
  private static final Question STATE = Question.all(Verb.GET, Area.OPERATION);
  private static final Set<String> EVERYWHERE = Set.of(Binding.EVERYWHERE);

  @TempDir Path folder;
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-02T03:04:05.6Z"));
  private ConfigStore store;
  private Access access;

  @BeforeEach
  void open() throws Exception {
    store = ConfigStore.open(folder.resolve("store.db"), Runnable::run, clock, () -> "uid");
    access = new Access(store.access(), clock, new SecureRandom());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Access.Issued issue(String subject, Duration validity) throws StoreException {
    return access.issue(ADMIN, subject, validity).orThrow();
  }

  @Test
  void aTokenIsItsSubjectUntilItExpires() throws Exception {
    access.bind(ADMIN, "ann", Role.VIEWER, EVERYWHERE);
    var issued = issue("ann", Duration.ofMinutes(5));
    assertThat(issued.text().reveal()).startsWith("lateen-access-").hasSize(57);
    assertThat(issued.toString()).doesNotContain(issued.text().reveal());
    assertThat(issued.token().toString()).doesNotContain(issued.token().hash());
    var caller = access.holder(issued.text()).orElseThrow();
    assertThat(caller.subject()).isEqualTo("ann");
    assertThat(access.decide(caller, STATE).allowed()).isTrue();
    clock.advance(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(access.holder(issued.text())).isPresent();
    clock.advance(Duration.ofSeconds(1));
    assertThat(access.holder(issued.text())).isEmpty();
    assertThat(access.decide(caller, STATE).reason()).contains("has ended");
    assertThat(access.tokens()).isEmpty();
  }

  @Test
  void anotherTextIsNobody() throws Exception {
    var text = issue("ann", Duration.ofHours(1)).text().reveal();
    for (var other :
        List.of("", text + "x", text.substring(1), "lateen-access-", text + "x".repeat(100))) {
      assertThat(access.holder(SecretText.of(other))).isEmpty();
    }
  }

  @Test
  void aRevokedTokenEndsCallsThatAreUnderWay() throws Exception {
    access.bind(ADMIN, "ann", Role.VIEWER, EVERYWHERE);
    var issued = issue("ann", Duration.ofHours(1));
    var caller = access.holder(issued.text()).orElseThrow();
    assertThat(access.revoke(ADMIN, issued.token().id())).isTrue();
    assertThat(access.revoke(ADMIN, issued.token().id())).isFalse();
    assertThat(access.decide(caller, STATE).reason()).contains("was revoked");
    assertThat(access.holder(issued.text())).isEmpty();
  }

  @Test
  void aNewTokenIsAnotherAndTakesNoneAway() throws Exception {
    var first = issue("bob", Duration.ofHours(1));
    clock.advance(Duration.ofMinutes(1));
    var second = issue("bob", Duration.ofHours(1));
    var third = issue("ann", Duration.ofHours(1));
    assertThat(first.text().reveal()).isNotEqualTo(second.text().reveal());
    assertThat(first.token().id()).isNotEqualTo(second.token().id());
    assertThat(access.tokens()).containsExactly(third.token(), first.token(), second.token());
    assertThat(access.holder(first.text())).isPresent();
    assertThat(access.holder(second.text())).isPresent();
    assertThat(first.text().reveal()).doesNotContain("AAAAAAAAAAAAAAAA");
  }

  @Test
  void namesHaveTheCharactersOfTheirKindAndNoOthers() {
    var longest = "a".repeat(63);
    for (var good : List.of("a", "z", "0", "9", "a-z", longest, Binding.EVERYWHERE)) {
      assertThat(AccessRules.namespaces(Set.of(good))).as(good).isEmpty();
    }
    for (var bad : List.of("", "-a", "a-", "a`", "a{b", "a/b", "a:b", "A", longest + "a")) {
      assertThat(AccessRules.namespaces(Set.of(bad)))
          .as(bad)
          .contains("\"" + bad + "\" is no name of a namespace");
    }
    for (var good : List.of("a", "z", "A", "Z", "0", "9", "a.b-c_d@e:f/g")) {
      assertThat(AccessRules.tokenSubject(good)).as(good).isEmpty();
    }
    for (var bad : List.of("`", "{", "[", ";", "a b", "a\nb", "é")) {
      assertThat(AccessRules.tokenSubject(bad)).as(bad).isPresent();
    }
    var many =
        IntStream.range(0, Binding.MAX_NAMESPACES)
            .mapToObj(number -> "n" + number)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(AccessRules.namespaces(many)).isEmpty();
    many.add("one-more");
    assertThat(AccessRules.namespaces(many))
        .contains("a binding has 1 to " + Binding.MAX_NAMESPACES + " namespaces");
  }

  @Test
  void whoHasExpiredIsForgottenWithTheNextToken() throws Exception {
    issue("ann", Duration.ofMinutes(1));
    clock.advance(Duration.ofMinutes(2));
    issue("bob", Duration.ofMinutes(1));
    assertThat(store.access().image()).hasSize(1);
  }

  @Test
  void aBindingReplacesTheOneOfTheSameRole() throws Exception {
    access.bind(ADMIN, "ann", Role.EDITOR, Set.of("a"));
    access.bind(ADMIN, "ann", Role.EDITOR, Set.of("b"));
    access.bind(ADMIN, "ann", Role.VIEWER, Set.of("c"));
    access.bind(ADMIN, "abe", Role.VIEWER, Set.of("c"));
    assertThat(access.bindings())
        .containsExactly(
            new Binding("abe", Role.VIEWER, Set.of("c")),
            new Binding("ann", Role.VIEWER, Set.of("c")),
            new Binding("ann", Role.EDITOR, Set.of("b")));
    assertThat(access.unbind(ADMIN, "ann", Role.EDITOR)).isTrue();
    assertThat(access.unbind(ADMIN, "ann", Role.EDITOR)).isFalse();
    assertThat(access.bindings(new Caller("ann", "", Instant.MAX))).hasSize(1);
    assertThat(access.bindings(Caller.local()).getFirst().role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void theLocalAdministratorNeedsNoBindingAndNobodyElseIsIt() throws Exception {
    assertThat(access.decide(Caller.local(), Question.all(Verb.DELETE, Area.ACCESS)).allowed())
        .isTrue();
    assertThat(access.bind(ADMIN, "admin", Role.VIEWER, EVERYWHERE)).isInstanceOf(Result.Err.class);
    assertThat(access.issue(ADMIN, "admin", Duration.ofHours(1))).isInstanceOf(Result.Err.class);
  }

  @Test
  void namesAndTimesHaveBounds() throws Exception {
    for (var bad : List.of("", "a b", "a\n", "x".repeat(AccessRules.MAX_SUBJECT + 1), "ä")) {
      assertThat(access.bind(ADMIN, bad, Role.VIEWER, EVERYWHERE)).isInstanceOf(Result.Err.class);
    }
    assertThat(access.bind(ADMIN, "x".repeat(AccessRules.MAX_SUBJECT), Role.VIEWER, EVERYWHERE))
        .isInstanceOf(Result.Ok.class);
    assertThat(access.bind(ADMIN, "a.Z-0_9@b:c/d", Role.VIEWER, EVERYWHERE))
        .isInstanceOf(Result.Ok.class);
    for (var bad : List.of("", "-a", "a-", "A", "a.b", "a_b", "x".repeat(64), "**")) {
      assertThat(access.bind(ADMIN, "ann", Role.VIEWER, Set.of(bad)))
          .as(bad)
          .isInstanceOf(Result.Err.class);
    }
    assertThat(access.bind(ADMIN, "ann", Role.VIEWER, Set.of())).isInstanceOf(Result.Err.class);
    assertThat(access.bind(ADMIN, "ann", Role.VIEWER, Set.of("a-0", "x".repeat(63))))
        .isInstanceOf(Result.Ok.class);
    var many = new HashSet<String>();
    for (var i = 0; i <= Binding.MAX_NAMESPACES; i++) {
      many.add("n" + i);
    }
    assertThat(access.bind(ADMIN, "ann", Role.VIEWER, many)).isInstanceOf(Result.Err.class);
    for (var bad :
        List.of(Duration.ZERO, Duration.ofSeconds(-1), AccessRules.MAX_VALIDITY.plusSeconds(1))) {
      assertThat(access.issue(ADMIN, "ann", bad)).isInstanceOf(Result.Err.class);
    }
    assertThat(access.issue(ADMIN, "ann", AccessRules.MAX_VALIDITY)).isInstanceOf(Result.Ok.class);
    assertThat(access.issue(ADMIN, "ann", Duration.ofSeconds(1))).isInstanceOf(Result.Ok.class);
    assertThat(access.issue(ADMIN, "spiffe://a/b", Duration.ofHours(1)))
        .isInstanceOf(Result.Err.class);
  }

  /** What has expired takes no room, and who has a role may get other namespaces with it. */
  @Test
  void bindingsAndLiveTokensAreBounded() throws Exception {
    issue("old", Duration.ofMinutes(1));
    clock.advance(Duration.ofMinutes(2));
    var now = clock.instant();
    var changes = new ArrayList<AccessStore.Change>();
    for (int i = 1; i < Access.MAX_BINDINGS; i++) {
      var json = AccessDocuments.json(new Binding("s" + i, Role.VIEWER, EVERYWHERE));
      var key = AccessDocuments.key("s" + i, Role.VIEWER);
      changes.add(new AccessStore.Change(key, Optional.of(json)));
    }
    for (int i = 1; i < Access.MAX_TOKENS; i++) {
      var token = new AccessToken("id" + i, "ann", "hash" + i, now, now.plusSeconds(60));
      var json = AccessDocuments.json(token);
      changes.add(new AccessStore.Change(AccessDocuments.key("id" + i), Optional.of(json)));
    }
    var note = AuditEntry.of(now, ADMIN, "x", "x", "x");
    assertThat(store.access().write(changes, note).join()).isEmpty();

    assertThat(access.bind(ADMIN, "last", Role.VIEWER, EVERYWHERE)).isInstanceOf(Result.Ok.class);
    assertThat(access.bind(ADMIN, "more", Role.VIEWER, EVERYWHERE).problems().render())
        .contains("there are 10000 bindings already");
    assertThat(access.bind(ADMIN, "last", Role.VIEWER, Set.of("a"))).isInstanceOf(Result.Ok.class);
    issue("ann", Duration.ofHours(1));
    assertThat(access.issue(ADMIN, "ann", Duration.ofHours(1)).problems().render())
        .contains("there are 10000 tokens already; revoke some");
    assertThat(access.tokens()).hasSize(Access.MAX_TOKENS);
  }

  @Test
  void damagedDocumentsAndThoseOfOtherKindsLetNobodyIn() {
    var later = clock.instant().plusSeconds(60);
    var token = new AccessToken("8", "a", "hash", clock.instant(), later);
    var note = AuditEntry.of(clock.instant(), ADMIN, "x", "x", "x");
    var changes =
        List.of(
            change("binding", "1", "["),
            change("binding", "2", "{\"subject\":\"a\",\"role\":\"admin\",\"namespaces\":[]}"),
            change("binding", "3", "{\"subject\":\"a\",\"role\":\"god\",\"namespaces\":[\"*\"]}"),
            change("token", "4", "["),
            change("token", "5", "{\"expires\":\"never\"}"),
            change("other", "6", "{}"),
            change("other", "7", AccessDocuments.json(new Binding("a", Role.ADMIN, EVERYWHERE))),
            change("other", "8", AccessDocuments.json(token)));
    store.access().write(changes, note).join();
    assertThat(access.bindings()).isEmpty();
    assertThat(access.tokens()).isEmpty();
  }

  private static AccessStore.Change change(String kind, String name, String json) {
    return new AccessStore.Change(new AccessStore.Key(kind, name), Optional.of(json));
  }

  @Test
  void nothingChangesWithoutItsRecord() {
    store.close();
    assertThatThrownBy(() -> access.bind(ADMIN, "ann", Role.VIEWER, EVERYWHERE))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> access.issue(ADMIN, "ann", Duration.ofHours(1)))
        .isInstanceOf(StoreException.class);
    assertThat(access.bindings()).isEmpty();
  }

  @Test
  void everyChangeIsRecordedWithoutItsSecret() throws Exception {
    access.bind(ADMIN, "ann", Role.EDITOR, Set.of("a"));
    var issued = issue("ann", Duration.ofHours(1));
    access.revoke(ADMIN, issued.token().id());
    access.unbind(ADMIN, "ann", Role.EDITOR);
    var lines = store.audit().after(0, 10).join();
    assertThat(lines)
        .extracting(line -> line.json().replaceAll(".*verb\":\"(\\w+).*", "$1"))
        .containsExactly("bind", "issue", "revoke", "unbind");
    assertThat(lines.toString())
        .contains("ann editor in a", "token " + issued.token().id() + " of ann")
        .doesNotContain(issued.text().reveal(), issued.token().hash());
  }
}
