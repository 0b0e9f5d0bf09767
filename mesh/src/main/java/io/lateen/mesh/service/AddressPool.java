// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * Virtual addresses for services that have none, out of the blocks that Istio uses for them
 * (240.240.0.0/16 and 2001:2::/48). An address is a function of the services there are, so that
 * every replica and every start gives the same one: each service tries slots in an order that only
 * its name decides, and of two services on one slot the older one keeps it (docs/decisions/031).
 * Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param claims what each service got
 * @param holders which service holds a slot
 * @param displaced services that did not get their first choice
 */
public record AddressPool(
    PMap<ServiceKey, Claim> claims, PMap<Integer, ServiceKey> holders, PSet<ServiceKey> displaced) {

  public static final AddressPool EMPTY =
      new AddressPool(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePSet.empty());

  /** Slots: all of the block whose last byte is neither 0 nor 255 (docs/limits.md). */
  static final int SLOTS = 256 * 254;

  /** Slots that a service tries (docs/limits.md); at half load one in 2^64 finds none. */
  static final int MAX_TRIES = 64;

  private static final int LAST_BYTES = 254;

  /** Label with which an author declines (istio/api label/labels.yaml). */
  private static final String OPT_OUT = "networking.istio.io/enable-autoallocate-ip";

  // FNV-1a and the finalizer of SplitMix64: spread, no secrets.
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /** What a service got: its slot, after how many others; -1 when it found none. */
  record Claim(ServiceOrder order, int tries, int slot) {}

  /** The IPv4 and the IPv6 address of a service; none when it wants or found none. */
  public List<String> of(ServiceKey service) {
    @Nullable Claim claim = claims.get(service);
    if (claim == null || claim.slot() < 0) {
      return List.of();
    }
    int third = claim.slot() / LAST_BYTES;
    int last = 1 + claim.slot() % LAST_BYTES;
    return List.of(
        "240.240." + third + "." + last,
        "2001:2::f0f0:" + String.format(Locale.ROOT, "%x", third << 8 | last));
  }

  /** How many services have an address. */
  public int given() {
    return holders.size();
  }

  /** How many services want an address and found none. */
  public int missing() {
    return claims.size() - holders.size();
  }

  /** Whether the service wants an address and found none. */
  public boolean isMissing(ServiceKey service) {
    @Nullable Claim claim = claims.get(service);
    return claim != null && claim.slot() < 0;
  }

  /** The pool in which the service has an address if it wants one. */
  AddressPool with(ServiceKey key, Optional<MeshService> service) {
    var order = service.filter(AddressPool::wants).map(ServiceOrder::of);
    @Nullable Claim before = claims.get(key);
    if (before != null && order.equals(Optional.of(before.order()))) {
      return this;
    }
    var rest = before == null ? this : without(key, before);
    return order.map(rest::plus).orElse(rest);
  }

  /**
   * Whether a service has no address of its own and could be called by one (Istio:
   * networking/serviceentry/ip_autoallocation.go).
   */
  private static boolean wants(MeshService service) {
    return service.registry() == Registry.SERVICE_ENTRY
        && service.addresses().isEmpty()
        && service.resolution() != Resolution.PASSTHROUGH
        && (!service.isWildcard() || service.resolution() == Resolution.DYNAMIC_DNS)
        && !service.labels().getOrDefault(OPT_OUT, "").equalsIgnoreCase("false");
  }

  /**
   * Who tried the slot that is free now takes it, the oldest first, and leaves its own to the next.
   * All slots prefer older services, so that the outcome is that of a pool that never had the key.
   */
  private AddressPool without(ServiceKey key, Claim claim) {
    var nextClaims = claims.minus(key);
    var nextHolders = holders;
    var nextDisplaced = displaced.minus(key);
    int free = claim.slot();
    while (free >= 0) {
      nextHolders = nextHolders.minus(free);
      var heir = heir(free, nextClaims, nextDisplaced);
      if (heir.isEmpty()) {
        break;
      }
      var moved = heir.get();
      nextHolders = nextHolders.plus(free, moved.order().key());
      nextClaims =
          nextClaims.plus(moved.order().key(), new Claim(moved.order(), tries(moved, free), free));
      if (tries(moved, free) == 0) {
        nextDisplaced = nextDisplaced.minus(moved.order().key());
      }
      free = moved.slot();
    }
    return new AddressPool(nextClaims, nextHolders, nextDisplaced);
  }

  private static Optional<Claim> heir(
      int slot, PMap<ServiceKey, Claim> claims, PSet<ServiceKey> displaced) {
    return displaced.stream()
        .map(claims::get)
        .filter(claim -> tries(claim, slot) < claim.tries())
        .min(Comparator.comparing(Claim::order));
  }

  /** After how many others a service tries the slot; as many as it tried when that is later. */
  private static int tries(Claim claim, int slot) {
    long hash = hash(claim.order().key());
    int tries = 0;
    while (tries < claim.tries() && slot(hash, tries) != slot) {
      tries++;
    }
    return tries;
  }

  /** Who is displaced tries its next slot; the outcome does not depend on who came first. */
  private AddressPool plus(ServiceOrder order) {
    var nextClaims = claims;
    var nextHolders = holders;
    var nextDisplaced = displaced;
    var open = order;
    long hash = hash(open.key());
    int tries = 0;
    while (tries < MAX_TRIES) {
      int slot = slot(hash, tries);
      @Nullable ServiceKey holder = nextHolders.get(slot);
      @Nullable Claim held = holder == null ? null : nextClaims.get(holder);
      if (held != null && open.compareTo(held.order()) > 0) {
        tries++;
        continue;
      }
      nextHolders = nextHolders.plus(slot, open.key());
      nextClaims = nextClaims.plus(open.key(), new Claim(open, tries, slot));
      nextDisplaced = tries > 0 ? nextDisplaced.plus(open.key()) : nextDisplaced;
      if (held == null) {
        return new AddressPool(nextClaims, nextHolders, nextDisplaced);
      }
      open = held.order();
      hash = hash(open.key());
      tries = held.tries() + 1;
    }
    return new AddressPool(
        nextClaims.plus(open.key(), new Claim(open, tries, -1)),
        nextHolders,
        nextDisplaced.plus(open.key()));
  }

  private static long hash(ServiceKey key) {
    long hash = FNV_OFFSET;
    var text = key.toString();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  /** The slot that a service with that hash tries after so many others. */
  private static int slot(long hash, int tries) {
    long mixed = hash + tries * GOLDEN;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 31), SLOTS);
  }
}
