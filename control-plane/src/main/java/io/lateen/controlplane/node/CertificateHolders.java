// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.lateen.base.time.NanoClock;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.Followers;
import io.lateen.identity.certificate.TrustBundle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;

/**
 * Until when which node holds certificates, and whether all who do have followed the roots. Kept in
 * memory: what an earlier process issued is unknown, until it cannot be valid any more. Safe for
 * all threads.
 */
public final class CertificateHolders implements Followers {

  /** Most nodes that are told apart. */
  static final int MAX_NODES = 20_000;

  /** Most names of nodes that are told. */
  private static final int MAX_TOLD = 20;

  private final Map<String, Instant> nodes = new ConcurrentHashMap<>();

  /** Last end of a certificate whose holder confirms nothing, in seconds since 1970. */
  private final AtomicLong others = new AtomicLong();

  private final AtomicLong unnamed = new AtomicLong();

  private final Duration longest;
  private final boolean isComplete;
  private final NanoClock ticks;
  private final long begin;
  private final Instant begun;
  private final BiPredicate<String, String> follows;
  private final BooleanSupplier doors;

  /**
   * Nobody yet.
   *
   * @param follows whether a node says that it follows the roots with a fingerprint
   * @param doors whether the control plane's own doors present what leads to the first root
   */
  public CertificateHolders(
      CertificateAuthority authority,
      InstantSource clock,
      NanoClock ticks,
      BiPredicate<String, String> follows,
      BooleanSupplier doors) {
    this.longest = withSlack(authority.longestLeaf());
    this.isComplete = authority.isNew();
    this.ticks = ticks;
    this.begin = ticks.nanos();
    this.begun = clock.instant();
    this.follows = follows;
    this.doors = doors;
  }

  /** A sixth more, for peers whose clocks are behind. */
  private static Duration withSlack(Duration life) {
    return life.multipliedBy(7).dividedBy(6);
  }

  /** A node has got a certificate, its own or one of its workloads. */
  void issued(String node, Instant notAfter) {
    if (nodes.size() < MAX_NODES || nodes.containsKey(node)) {
      nodes.merge(node, notAfter, CertificateHolders::later);
    } else {
      unnamed.incrementAndGet();
      issuedToOthers(notAfter);
    }
  }

  /** How many nodes are remembered one by one; at most {@link #MAX_NODES}. */
  public int remembered() {
    return nodes.size();
  }

  /** How many certificates went to nodes beyond those. */
  public long unnamed() {
    return unnamed.get();
  }

  /** Somebody without a session has got one. */
  public void issuedToOthers(Instant notAfter) {
    others.accumulateAndGet(notAfter.getEpochSecond(), Math::max);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  @Override
  public boolean follow(TrustBundle bundle, Instant now) {
    return doors.getAsBoolean() && knowsAll(now) && missing(bundle, now).isEmpty();
  }

  /** Whether nobody holds what is valid and was issued by an earlier process or to strangers. */
  private boolean knowsAll(Instant now) {
    boolean isOld = ticks.nanos() - begin > longest.toNanos() && now.isAfter(begun.plus(longest));
    return (isComplete || isOld) && others.get() < past(now).getEpochSecond();
  }

  private Instant past(Instant now) {
    return now.minus(longest.dividedBy(7));
  }

  private List<String> missing(TrustBundle bundle, Instant now) {
    var fingerprint = bundle.fingerprint();
    var past = past(now);
    nodes.values().removeIf(end -> end.isBefore(past));
    return nodes.keySet().stream().filter(node -> !follows.test(node, fingerprint)).toList();
  }

  /**
   * Who has not followed yet, for people: names of nodes, or what else is waited for; at most
   * twenty lines.
   */
  public List<String> awaited(TrustBundle bundle, Instant now) {
    if (!knowsAll(now)) {
      return List.of("certificates of an earlier run, or of holders who confirm nothing");
    }
    var missing = missing(bundle, now).stream().sorted().toList();
    return missing.size() > MAX_TOLD ? missing.subList(0, MAX_TOLD) : missing;
  }
}
