// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.endpoint;

import io.lateen.api.networking.LocalityLb;
import io.lateen.mesh.endpoint.Endpoint;
import io.lateen.translate.endpoint.AssignmentGenerator.LocalityGroup;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.policy.Spread;
import io.lateen.translate.view.PlaceLabels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How traffic is spread over places: nearest first, by shares, or alike (Istio:
 * pilot/pkg/networking/core/loadbalancer/loadbalancer.go).
 */
final class LocalitySpread {

  private static final int SAME = 0;
  private static final int SAME_ZONE = 1;
  private static final int SAME_REGION = 2;
  private static final int ELSEWHERE = 3;
  private static final int NOT_FAILOVER = 4;

  /** Ranks of places: a step of closeness by labels weighs more than all of them. */
  private static final int PLACE_RANKS = 5;

  private static final String ANY = "*";

  private final Optional<Spread> settings;

  LocalitySpread(Optional<Spread> settings) {
    this.settings = settings;
  }

  /**
   * How far an endpoint is by its labels, 0 for one that is like the proxy in all of them. That of
   * another network is behind all others when the network is the first label.
   */
  int distance(Endpoint endpoint) {
    var closeness = settings.map(Spread::closeness).orElse(List.of());
    int steps = closeness.size();
    int otherNetwork = 0;
    for (int i = 0; i < steps; i++) {
      var name = closeness.get(i);
      var value =
          PlaceLabels.of(
              endpoint.labels(), endpoint.locality(), endpoint.node(), endpoint.network(), name);
      if (!value.equals(settings.orElseThrow().own().getOrDefault(name, ""))) {
        if (i > 0 || !name.equals(PlaceLabels.NETWORK)) {
          return steps - i + otherNetwork;
        }
        otherNetwork = steps;
      }
    }
    return otherNetwork;
  }

  List<LocalityGroup> apply(List<LocalityGroup> groups) {
    if (settings.isEmpty()) {
      return groups;
    }
    var spread = settings.get();
    if (!spread.distribute().isEmpty()) {
      return spread.distribute().stream()
          .filter(rule -> matches(rule.from(), spread.locality()))
          .findFirst()
          .map(rule -> distribute(groups, rule.to()))
          .orElse(groups);
    }
    var ranked = new ArrayList<LocalityGroup>();
    for (var group : groups) {
      int rank =
          switch (spread.rank()) {
            case NONE -> SAME;
            case PLACE -> place(spread, group.locality());
            case REGION -> region(spread, group.locality());
          };
      ranked.add(rank(group, group.message().getPriority() * PLACE_RANKS + rank));
    }
    return contiguous(ranked);
  }

  /** Shares by place, the first that matches counts; places that nobody names get nothing. */
  private static List<LocalityGroup> distribute(
      List<LocalityGroup> groups, Map<String, Integer> shares) {
    var weights = new TreeMap<Integer, Integer>();
    var taken = new HashSet<Integer>();
    for (var share : shares.entrySet()) {
      var members = new ArrayList<Integer>();
      long total = 0;
      for (int i = 0; i < groups.size(); i++) {
        if (!taken.contains(i) && matches(share.getKey(), groups.get(i).locality())) {
          members.add(i);
          total += weight(groups.get(i));
        }
      }
      taken.addAll(members);
      for (int i : members) {
        weights.put(i, (int) Math.ceil((double) share.getValue() * weight(groups.get(i)) / total));
      }
    }
    var result = new ArrayList<LocalityGroup>();
    weights.forEach(
        (i, weight) -> {
          if (weight > 0) {
            var group = groups.get(i);
            result.add(
                group.with(
                    group.message().toBuilder()
                        .setLoadBalancingWeight(ProtoValues.uint32(weight))));
          }
        });
    return result;
  }

  private static int place(Spread spread, String other) {
    var mine = spread.locality().split("/", -1);
    var theirs = other.split("/", -1);
    if (!part(mine, 0).equals(part(theirs, 0))) {
      return isFailover(spread, part(mine, 0), part(theirs, 0)).orElse(true)
          ? ELSEWHERE
          : NOT_FAILOVER;
    }
    if (!part(mine, 1).equals(part(theirs, 1))) {
      return SAME_REGION;
    }
    return part(mine, 2).equals(part(theirs, 2)) ? SAME : SAME_ZONE;
  }

  private static int region(Spread spread, String other) {
    var mine = part(spread.locality().split("/", -1), 0);
    var theirs = part(other.split("/", -1), 0);
    if (mine.equals(theirs)) {
      return 0;
    }
    return isFailover(spread, mine, theirs).orElse(false) ? 1 : 2;
  }

  /** Whether a region is the one to which another fails over; empty when nothing says. */
  private static Optional<Boolean> isFailover(Spread spread, String from, String to) {
    return spread.failover().stream()
        .filter(failover -> failover.from().equals(from))
        .map(LocalityLb.Failover::to)
        .findFirst()
        .map(to::equals);
  }

  private static LocalityGroup rank(LocalityGroup group, int priority) {
    return group.with(group.message().toBuilder().setPriority(priority));
  }

  /** Envoy wants priorities without gaps, from 0. */
  private static List<LocalityGroup> contiguous(List<LocalityGroup> groups) {
    var used = new TreeSet<Integer>();
    groups.forEach(group -> used.add(group.message().getPriority()));
    var renumbered = new TreeMap<Integer, Integer>();
    used.forEach(priority -> renumbered.put(priority, renumbered.size()));
    var result = new ArrayList<LocalityGroup>();
    for (var group : groups) {
      result.add(rank(group, renumbered.getOrDefault(group.message().getPriority(), 0)));
    }
    return result;
  }

  /** Parts that a pattern leaves out match everything. */
  private static boolean matches(String pattern, String locality) {
    var wanted = pattern.split("/", -1);
    var have = locality.split("/", -1);
    for (int i = 0; i < wanted.length; i++) {
      boolean free = wanted[i].equals(ANY) || (i > 0 && wanted[i].isEmpty());
      if (!free && !wanted[i].equals(part(have, i))) {
        return false;
      }
    }
    return true;
  }

  private static String part(String[] parts, int index) {
    return index < parts.length ? parts[index] : "";
  }

  private static int weight(LocalityGroup group) {
    return group.message().getLoadBalancingWeight().getValue();
  }
}
