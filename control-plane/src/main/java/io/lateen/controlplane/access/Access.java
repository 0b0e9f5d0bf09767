// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.identity.secret.SecretText;
import io.lateen.sourcestore.AccessStore;
import io.lateen.sourcestore.StoreException;
import io.lateen.sourcestore.audit.Actor;
import io.lateen.sourcestore.audit.AuditChain;
import io.lateen.sourcestore.audit.AuditEntry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Bindings and tokens of one control plane. A change is on disk, with its record in the audit log,
 * before it is answered, and takes effect for all callers at once. Safe for all threads.
 */
public final class Access {

  /** Bindings that are kept (docs/limits.md). */
  static final int MAX_BINDINGS = 10_000;

  /** Tokens that live at a time (docs/limits.md). */
  static final int MAX_TOKENS = 10_000;

  /** Longest text of a token that is looked at. */
  private static final int MAX_TEXT = 128;

  /** Lets secret scanners recognise a token. */
  private static final String PREFIX = "lateen-access-";

  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 6;

  private final AccessStore store;
  private final InstantSource clock;
  private final SecureRandom random;
  private volatile Known known;

  /** What was read from one state of the store. */
  private record Known(Map<AccessStore.Key, String> source, AccessImage image) {}

  /** The access that a store holds. */
  public Access(AccessStore store, InstantSource clock, SecureRandom random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.known = new Known(store.image(), AccessImage.of(store.image()));
  }

  /** A fresh token; its text is shown once and cannot be found out again. */
  public record Issued(AccessToken token, SecretText text) {}

  private AccessImage image() {
    var documents = store.image();
    var now = known;
    if (now.source() != documents) {
      now = new Known(documents, AccessImage.of(documents));
      known = now;
    }
    return now.image();
  }

  /** Who shows this token; empty when it is unknown, revoked or expired. */
  public Optional<Caller> holder(SecretText text) {
    var revealed = text.reveal();
    if (revealed.length() > MAX_TEXT || !revealed.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return Optional.ofNullable(image().tokens().get(AuditChain.content(revealed)))
        .filter(token -> !token.expiredAt(clock.instant()))
        .map(token -> new Caller(token.subject(), token.id(), token.expires()));
  }

  /** Decides about a caller as of now: its proof may have ended since it came in. */
  public Verdict decide(Caller caller, Question question) {
    var image = image();
    if (!clock.instant().isBefore(caller.until())) {
      return new Verdict.Denied("the proof of " + caller.subject() + " has ended");
    }
    if (!caller.token().isEmpty() && !image.tokenIds().contains(caller.token())) {
      return new Verdict.Denied("the token of " + caller.subject() + " was revoked");
    }
    return Decision.decide(caller.subject(), bindingsOf(caller, image), question);
  }

  private static List<Binding> bindingsOf(Caller caller, AccessImage image) {
    return caller.subject().equals(Caller.LOCAL)
        ? List.of(new Binding(Caller.LOCAL, Role.ADMIN, Set.of(Binding.EVERYWHERE)))
        : image.of(caller.subject());
  }

  /** What a caller is, in the order of roles. */
  public List<Binding> bindings(Caller caller) {
    return bindingsOf(caller, image());
  }

  /** All bindings, by subject and role. */
  public List<Binding> bindings() {
    return image().bindings().values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Binding::subject).thenComparing(Binding::role))
        .toList();
  }

  /** All tokens that have not expired, by subject. */
  public List<AccessToken> tokens() {
    return image().tokens().values().stream()
        .filter(token -> !token.expiredAt(clock.instant()))
        .sorted(Comparator.comparing(AccessToken::subject).thenComparing(AccessToken::created))
        .toList();
  }

  /** Gives a subject a role; the namespaces replace those it had with this role. */
  public Result<Binding> bind(Actor actor, String subject, Role role, Set<String> namespaces)
      throws StoreException {
    var wrong = AccessRules.subject(subject).or(() -> AccessRules.namespaces(namespaces));
    if (wrong.isPresent()) {
      return refused(wrong.get());
    }
    var key = AccessDocuments.key(subject, role);
    if (!store.image().containsKey(key) && bindings().size() >= MAX_BINDINGS) {
      return refused("there are " + MAX_BINDINGS + " bindings already");
    }
    var binding = new Binding(subject, role, namespaces);
    var json = AccessDocuments.json(binding);
    var entry = entry(actor, "bind", binding.subject() + " " + binding.words(), key, json);
    write(List.of(new AccessStore.Change(key, Optional.of(json))), entry);
    return Result.ok(binding);
  }

  /** Takes a role away; false when the subject did not have it. */
  public boolean unbind(Actor actor, String subject, Role role) throws StoreException {
    return removed(
        actor, "unbind", subject + " " + role.word(), AccessDocuments.key(subject, role));
  }

  /** Ends a token before its time; false when there is none of that id. */
  public boolean revoke(Actor actor, String id) throws StoreException {
    return removed(actor, "revoke", "token " + id, AccessDocuments.key(id));
  }

  private boolean removed(Actor actor, String verb, String object, AccessStore.Key key)
      throws StoreException {
    if (!store.image().containsKey(key)) {
      return false;
    }
    write(
        List.of(new AccessStore.Change(key, Optional.empty())),
        entry(actor, verb, object, key, ""));
    return true;
  }

  /** A new token for a subject; forgets those that have expired. */
  public Result<Issued> issue(Actor actor, String subject, Duration validity)
      throws StoreException {
    var wrong = AccessRules.tokenSubject(subject).or(() -> AccessRules.validity(validity));
    if (wrong.isPresent()) {
      return refused(wrong.get());
    }
    if (tokens().size() >= MAX_TOKENS) {
      return refused("there are " + MAX_TOKENS + " tokens already; revoke some");
    }
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(dice(SECRET_BYTES));
    var id = HexFormat.of().formatHex(dice(ID_BYTES));
    var token = new AccessToken(id, subject, AuditChain.content(text), now, now.plus(validity));
    var key = AccessDocuments.key(id);
    var json = AccessDocuments.json(token);
    var changes = new ArrayList<AccessStore.Change>();
    expired().forEach(old -> changes.add(new AccessStore.Change(old, Optional.empty())));
    changes.add(new AccessStore.Change(key, Optional.of(json)));
    write(changes, entry(actor, "issue", token.toString(), key, json));
    return Result.ok(new Issued(token, SecretText.of(text)));
  }

  private Stream<AccessStore.Key> expired() {
    return image().tokens().values().stream()
        .filter(token -> token.expiredAt(clock.instant()))
        .map(token -> AccessDocuments.key(token.id()));
  }

  private byte[] dice(int bytes) {
    var dice = new byte[bytes];
    random.nextBytes(dice);
    return dice;
  }

  private AuditEntry entry(
      Actor actor, String verb, String object, AccessStore.Key key, String json) {
    var before = store.image().getOrDefault(key, "");
    return new AuditEntry(
        clock.instant(),
        actor,
        verb,
        object,
        0,
        AuditChain.content(before),
        AuditChain.content(json),
        "done");
  }

  private void write(List<AccessStore.Change> changes, AuditEntry entry) throws StoreException {
    var failure = store.write(changes, entry).join();
    if (failure.isPresent()) {
      throw new StoreException(failure.get());
    }
  }

  private static <T> Result<T> refused(String message) {
    return Result.err(Problem.error(Location.of("access"), "", "", message));
  }
}
