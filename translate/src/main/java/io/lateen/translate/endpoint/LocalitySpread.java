// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.endpoint;

import io.lateen.api.networking.LocalityLb;
import io.lateen.translate.endpoint.AssignmentGenerator.LocalityGroup;
import io.lateen.translate.envoy.ProtoValues;
import java.util.ArrayList;
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
  private static final String ANY = "*";

  private final Optional<LocalityLb> settings;
  private final String own;

  LocalitySpread(Optional<LocalityLb> settings, String own) {
    this.settings = settings;
    this.own = own;
  }

  List<LocalityGroup> apply(List<LocalityGroup> groups) {
    if (settings.isEmpty() || own.isEmpty()) {
      return groups;
    }
    var distribute =
        settings.get().distribute().stream().filter(d -> matches(d.from(), own)).findFirst();
    if (!settings.get().distribute().isEmpty()) {
      return distribute.map(d -> distribute(groups, d.to())).orElse(groups);
    }
    var ranked = new ArrayList<LocalityGroup>();
    groups.forEach(group -> ranked.add(rank(group, distance(group.locality()))));
    return contiguous(ranked);
  }

  /** Shares by place; places that nobody names get nothing. */
  private static List<LocalityGroup> distribute(
      List<LocalityGroup> groups, Map<String, Integer> shares) {
    var result = new ArrayList<LocalityGroup>();
    for (var share : shares.entrySet()) {
      var members =
          groups.stream().filter(group -> matches(share.getKey(), group.locality())).toList();
      int total = members.stream().mapToInt(LocalitySpread::weight).sum();
      for (var group : members) {
        int weight = (int) Math.ceil((double) share.getValue() * weight(group) / total);
        if (weight > 0) {
          result.add(
              group.with(
                  group.message().toBuilder().setLoadBalancingWeight(ProtoValues.uint32(weight))));
        }
      }
    }
    return result;
  }

  private int distance(String other) {
    var mine = own.split("/", -1);
    var theirs = other.split("/", -1);
    if (!part(mine, 0).equals(part(theirs, 0))) {
      return failover(part(mine, 0))
          .map(region -> region.equals(part(theirs, 0)) ? ELSEWHERE : NOT_FAILOVER)
          .orElse(ELSEWHERE);
    }
    if (!part(mine, 1).equals(part(theirs, 1))) {
      return SAME_REGION;
    }
    return part(mine, 2).equals(part(theirs, 2)) ? SAME : SAME_ZONE;
  }

  private Optional<String> failover(String region) {
    return settings.orElseThrow().failover().stream()
        .filter(failover -> failover.from().equals(region))
        .map(LocalityLb.Failover::to)
        .findFirst();
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

  private static boolean matches(String pattern, String locality) {
    var wanted = pattern.split("/", -1);
    var have = locality.split("/", -1);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals(ANY)) {
        return true;
      }
      if (!wanted[i].equals(part(have, i))) {
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
