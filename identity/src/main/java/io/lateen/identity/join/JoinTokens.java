// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.join;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.secret.PrivateFile;
import io.lateen.identity.secret.SecretText;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Issues and redeems join tokens: 256 random bits, kept as a hash, bound to one node or one group
 * of workloads and, if asked for, to a range of addresses, good for one key within at most ten
 * minutes. A guest whose answer got lost may send the same token with the same key again; another
 * key is refused. A token counts as used only when that is on disk.
 */
public final class JoinTokens {

  /** Longest validity of a token. */
  public static final Duration MAX_VALIDITY = Duration.ofMinutes(10);

  /** Most tokens that are valid at a time. */
  public static final int MAX_TOKENS = 1000;

  /** Longest text that is looked at. */
  static final int MAX_TEXT = 128;

  /** Longest name of a node, a namespace or a group; as in Kubernetes. */
  private static final int MAX_NAME = 253;

  /** Lets secret scanners recognise a token. */
  private static final String PREFIX = "lateen-join-";

  private static final int SECRET_BYTES = 32;

  private final TrustDomain domain;
  private final PrivateFile file;
  private final InstantSource clock;
  private final SecureRandom random;
  private Map<String, TokenRecord> byHash;

  private JoinTokens(
      TrustDomain domain,
      PrivateFile file,
      InstantSource clock,
      SecureRandom random,
      Map<String, TokenRecord> byHash) {
    this.domain = domain;
    this.file = file;
    this.clock = clock;
    this.random = random;
    this.byHash = byHash;
  }

  /** The tokens in {@code dataDir/join-tokens} (mode 0600); none when the file is absent. */
  public static Result<JoinTokens> open(
      Path dataDir, TrustDomain domain, InstantSource clock, SecureRandom random) {
    var file = new PrivateFile(dataDir.resolve("join-tokens"));
    try {
      var byHash = new LinkedHashMap<String, TokenRecord>();
      if (file.exists()) {
        file.read()
            .reveal()
            .lines()
            .flatMap(line -> TokenRecord.tryParse(line).stream())
            .limit(MAX_TOKENS)
            .forEach(token -> byHash.put(token.hash(), token));
      }
      return Result.ok(new JoinTokens(domain, file, clock, random, byHash));
    } catch (IOException e) {
      return Result.err(
          problem(file, "join tokens cannot be read: " + e.getMessage())
              .withFix("remove the file; nodes that have not joined yet need new tokens"));
    }
  }

  /**
   * Who wants to use a token.
   *
   * @param kind of guest
   * @param address where from
   * @param exists whether there still is what the token was made for; a token of what is gone is
   *     not used up, for it may come back
   */
  public record Attempt(Class<? extends Guest> kind, InetAddress address, Predicate<Guest> exists) {

    /** An attempt of a guest who needs nothing else to exist. */
    public Attempt(Class<? extends Guest> kind, InetAddress address) {
      this(kind, address, guest -> true);
    }
  }

  /** A new token for a node, from everywhere. */
  public Result<JoinToken> issue(String node, Duration validity) {
    return issue(Invitation.of(node), validity);
  }

  /**
   * A new token.
   *
   * @param validity more than zero, at most {@link #MAX_VALIDITY}
   */
  public synchronized Result<JoinToken> issue(Invitation invitation, Duration validity) {
    if (!validity.isPositive() || validity.compareTo(MAX_VALIDITY) > 0) {
      return Result.err(
          problem(file, "a join token is valid for up to " + MAX_VALIDITY.toMinutes() + " minutes")
              .withFix("ask for less, and use it at once"));
    }
    if (!nameable(invitation.guest())) {
      return Result.err(
          problem(
                  file,
                  "not a name that an identity can have: it has letters, digits, '.', '-' and '_'")
              .withFix("name a node, or a WorkloadGroup as NAMESPACE/NAME"));
    }
    var live = live();
    if (live.size() >= MAX_TOKENS) {
      return Result.err(
          problem(file, MAX_TOKENS + " join tokens are waiting to be used")
              .withFix("wait until some expire"));
    }
    var secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    var text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    var expires = clock.instant().plus(validity);
    var token =
        new TokenRecord(sha256(text.getBytes(UTF_8)), invitation, expires, Optional.empty());
    live.put(token.hash(), token);
    try {
      store(live);
    } catch (IOException e) {
      return Result.err(problem(file, "the join token cannot be kept: " + e.getMessage()));
    }
    return Result.ok(new JoinToken(invitation, SecretText.of(text), expires));
  }

  /** Whether a text is meant as a join token, valid or not. */
  public static boolean isMeant(SecretText text) {
    return text.reveal().startsWith(PREFIX);
  }

  /** Takes a token back that nobody has seen. */
  public synchronized void revoke(JoinToken token) {
    var live = live();
    live.remove(hash(token.text()));
    try {
      store(live);
    } catch (IOException e) {
      byHash = live; // Nobody knows its text.
    }
  }

  /** Whether a token could be redeemed now; lets callers refuse before they do costly work. */
  public synchronized boolean known(SecretText text) {
    var token = byHash.get(hash(text));
    return token != null && !token.expiredAt(clock.instant());
  }

  /**
   * Uses a token up. A refused attempt leaves it as it was.
   *
   * @param key the key that the guest wants certified, of which it has proved possession
   */
  public synchronized Redemption redeem(SecretText text, PublicKey key, Attempt attempt) {
    var token = byHash.get(hash(text));
    if (token == null) {
      return new Redemption.Refused("the token is not known");
    }
    var what = "the token of " + token.guest();
    if (token.expiredAt(clock.instant())) {
      return new Redemption.Refused(what + " has expired");
    }
    if (!attempt.kind().isInstance(token.guest())) {
      return new Redemption.Refused(what + " was used to join as something else");
    }
    if (!token.invitation().allows(attempt.address())) {
      return new Redemption.Refused(
          what
              + " was used from "
              + attempt.address().getHostAddress()
              + ", outside of "
              + token.invitation().from().orElseThrow());
    }
    if (!attempt.exists().test(token.guest())) {
      return new Redemption.Refused(what + " is of no use: there is no " + token.guest());
    }
    var keyHash = sha256(key.getEncoded());
    if (token.usedBy().isPresent()) {
      return token.usedBy().get().equals(keyHash)
          ? new Redemption.Admitted(token.guest())
          : new Redemption.Refused(what + " was used with another key");
    }
    var live = live();
    live.put(token.hash(), token.usedBy(keyHash));
    try {
      store(live);
    } catch (IOException e) {
      return new Redemption.Refused("the use of the token cannot be kept: " + e.getMessage());
    }
    return new Redemption.Admitted(token.guest());
  }

  private Map<String, TokenRecord> live() {
    var now = clock.instant();
    var live = new LinkedHashMap<>(byHash);
    live.values().removeIf(token -> token.expiredAt(now));
    return live;
  }

  private void store(Map<String, TokenRecord> tokens) throws IOException {
    var text = tokens.values().stream().map(TokenRecord::line).collect(Collectors.joining("\n"));
    file.write(SecretText.of(text));
    byHash = tokens;
  }

  private boolean nameable(Guest guest) {
    try {
      return switch (guest) {
        case Guest.Node(var name) ->
            name.length() <= MAX_NAME && SpiffeId.node(domain, name).nodeName().isPresent();
        case Guest.Workload(var namespace, var group) ->
            namespace.length() + group.length() <= 2 * MAX_NAME
                && !SpiffeId.workload(domain, namespace, group).path().isEmpty();
      };
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String hash(SecretText text) {
    var revealed = text.reveal();
    return revealed.length() > MAX_TEXT ? "" : sha256(revealed.getBytes(UTF_8));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Problem problem(PrivateFile file, String message) {
    return Problem.error(Location.of(file.path().toString()), "", "", message);
  }
}
