// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.base.map.DiffMap;
import io.lateen.translate.route.HostClaim;
import io.lateen.translate.route.PlannedHost;
import io.lateen.translate.route.RouteHeaders;
import io.lateen.translate.route.VirtualHostPlan;
import io.lateen.translate.route.VirtualHostSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The virtual hosts of one port at one outbound listener. Immutable. Who has which names is decided
 * among all claims, but only when one of them wants other names than before; else the routes of the
 * claim's host are replaced, and nothing else is looked at.
 *
 * @param holders who has each virtual host
 * @param hosts the virtual hosts by name
 * @param parts the origins of hosts and routes
 * @param byDomain names of virtual hosts by their domains
 */
record RouteTable(
    int port,
    RouteHeaders headers,
    DiffMap<String, Holder> holders,
    DiffMap<String, PlannedHost> hosts,
    DiffMap<String, List<Provenance.Cause>> parts,
    DiffMap<String, String> byDomain) {

  /**
   * Whose claim won a name.
   *
   * @param index of the claim among those of the plan
   * @param domains those that were free
   */
  record Holder(PlanName by, int index, List<String> domains) {}

  static RouteTable empty(int port, RouteHeaders headers) {
    return new RouteTable(
        port, headers, DiffMap.empty(), DiffMap.empty(), DiffMap.empty(), DiffMap.empty());
  }

  /** Decides among all claims; hosts that come out equal stay the same objects. */
  RouteTable decided(
      Map<PlanName.OfService, Piece> services, Map<PlanName.OfRoutes, Piece> routes) {
    Set<String> real = new HashSet<>();
    services.forEach(
        (name, piece) -> {
          if (piece.hosts().containsKey(port)) {
            real.add(name.host());
          }
        });
    var builder = new Builder(new VirtualHostSet(real));
    services.forEach((name, piece) -> builder.add(name, piece, true));
    routes.forEach((name, piece) -> builder.add(name, piece, false));
    services.forEach((name, piece) -> builder.add(name, piece, false));
    return builder.build();
  }

  /** Whether a virtual host and its origins are no different in another table. */
  boolean isSame(String name, RouteTable other) {
    @Nullable PlannedHost host = hosts.get(name);
    if (host != other.hosts.get(name) || !Objects.equals(parts.get(name), other.parts.get(name))) {
      return false;
    }
    int routes = host == null ? 0 : host.plan().routes().size();
    for (int i = 0; i < routes; i++) {
      var part = name + "#" + i;
      if (!Objects.equals(parts.get(part), other.parts.get(part))) {
        return false;
      }
    }
    return true;
  }

  /** With the routes of other pieces; empty when one of them wants other names than before. */
  Optional<RouteTable> patched(List<Piece.Swap> swaps) {
    var next = this;
    for (var swap : swaps) {
      var before = swap.before().hosts(port);
      var after = swap.after().hosts(port);
      if (!wantTheSame(swap)) {
        return Optional.empty();
      }
      for (int i = 0; i < after.size(); i++) {
        var claim = after.get(i);
        @Nullable Holder holder = next.holders.get(claim.name());
        if (holder != null && holder.index == i && holder.by.equals(swap.name())) {
          next = next.with(claim, holder, before.get(i).routes().plans().size());
        }
      }
    }
    return Optional.of(next);
  }

  private boolean wantTheSame(Piece.Swap swap) {
    var before = swap.before().hosts(port);
    var after = swap.after().hosts(port);
    if (before.size() != after.size()
        || swap.before().hosts().containsKey(port) != swap.after().hosts().containsKey(port)) {
      return false;
    }
    for (int i = 0; i < after.size(); i++) {
      if (!before.get(i).wantsTheSame(after.get(i))) {
        return false;
      }
    }
    return true;
  }

  private RouteTable with(HostClaim claim, Holder holder, int routesBefore) {
    var name = claim.name();
    var nextHosts = hosts.with(name, planned(claim, holder));
    var nextParts = parts.with(name, claim.routes().owners());
    int routes = claim.routes().causes().size();
    for (int i = 0; i < Math.max(routes, routesBefore); i++) {
      nextParts =
          nextParts.with(name + "#" + i, i < routes ? claim.routes().causes().get(i) : null);
    }
    return new RouteTable(port, headers, holders, nextHosts, nextParts, byDomain);
  }

  private PlannedHost planned(HostClaim claim, Holder holder) {
    return new PlannedHost(
        new VirtualHostPlan(claim.name(), holder.domains, claim.routes().plans(), false), headers);
  }

  private final class Builder {

    private final VirtualHostSet set;
    private final SortedMap<String, String> names = new TreeMap<>();
    private final SortedMap<String, Holder> holding = new TreeMap<>();
    private final SortedMap<String, PlannedHost> planned = new TreeMap<>();
    private final SortedMap<String, List<Provenance.Cause>> origins = new TreeMap<>();

    Builder(VirtualHostSet set) {
      this.set = set;
    }

    void add(PlanName by, Piece piece, boolean merged) {
      var claims = piece.hosts(port);
      for (int i = 0; i < claims.size(); i++) {
        var claim = claims.get(i);
        int index = i;
        if (claim.merged() == merged) {
          set.take(claim).ifPresent(free -> hold(claim, new Holder(by, index, free)));
        }
      }
    }

    private void hold(HostClaim claim, Holder holder) {
      var name = claim.name();
      holder.domains.forEach(domain -> names.put(domain, name));
      holding.put(name, holder);
      @Nullable PlannedHost old = hosts.get(name);
      var host = planned(claim, holder);
      planned.put(name, old != null && host.equals(old) ? old : host);
      origins.put(name, claim.routes().owners());
      var causes = claim.routes().causes();
      for (int i = 0; i < causes.size(); i++) {
        origins.put(name + "#" + i, causes.get(i));
      }
    }

    RouteTable build() {
      return new RouteTable(
          port,
          headers,
          DiffMap.copyOf(holding).sharing(holders),
          DiffMap.copyOf(planned).sharing(hosts),
          DiffMap.copyOf(origins).sharing(parts),
          DiffMap.copyOf(names).sharing(byDomain));
    }
  }
}
