// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.networking.LocalityLb;
import io.lateen.api.networking.LocalityLb.Distribute;
import io.lateen.api.networking.LocalityLb.Failover;
import io.lateen.base.decode.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decodes preference by place; also used by the settings of the mesh (rules:
 * pkg/config/validation/agent ValidateLocalityLbSetting).
 */
public final class LocalityLbDecoder {

  /** Most places of callers with shares of their own: each is compared with each. */
  private static final int MAX_SOURCES = 1_024;

  private static final Set<String> TOPOLOGY =
      Set.of(
          "topology.kubernetes.io/region",
          "topology.kubernetes.io/zone",
          "topology.istio.io/subzone");

  private LocalityLbDecoder() {}

  /**
   * Preference by place.
   *
   * @param withOutlierDetection whether failing endpoints are found, without which nothing fails
   *     over
   */
  public static LocalityLb decode(ObjectReader in, boolean withOutlierDetection) {
    var setting =
        new LocalityLb(
            in.objects("distribute", LocalityLbDecoder::distribute),
            in.objects("failover", LocalityLbDecoder::failover),
            in.strings("failoverPriority"),
            in.optionalBool("enabled"));
    in.done();
    if (!setting.distribute().isEmpty() && !setting.failover().isEmpty()) {
      in.error("failover", "cannot stand beside distribute");
    }
    if (!setting.failover().isEmpty()
        && setting.failoverPriority().stream().anyMatch(TOPOLOGY::contains)) {
      in.error("failoverPriority", "cannot name topology labels beside failover");
    }
    if (setting.distribute().size() > MAX_SOURCES) {
      in.error("distribute", "has more than " + MAX_SOURCES + " entries");
    } else {
      overlap(setting.distribute().stream().map(Distribute::from).toList())
          .ifPresent(fault -> in.error("distribute", fault));
    }
    if (!withOutlierDetection) {
      warnWithoutOutlierDetection(in);
    }
    return setting;
  }

  /** Whether a label is one of those that places are made of. */
  static boolean isTopology(String label) {
    return TOPOLOGY.contains(label);
  }

  static void warnWithoutOutlierDetection(ObjectReader in) {
    for (var field : List.of("failover", "failoverPriority")) {
      if (!in.items(field).isEmpty()) {
        in.warning(field, "has no effect without outlierDetection", "");
      }
    }
  }

  private static Distribute distribute(ObjectReader in) {
    var shares = new TreeMap<String, Integer>();
    in.map("to")
        .forEach((place, value) -> value.integer(1, 100).ifPresent(n -> shares.put(place, n)));
    var distribute = new Distribute(in.string("from"), shares);
    in.done();
    var sum = shares.values().stream().mapToInt(Integer::intValue).sum();
    if (sum != 100) {
      in.error("to", "the shares add up to " + sum + ", not to 100");
    } else {
      overlap(List.copyOf(distribute.to().keySet())).ifPresent(fault -> in.error("to", fault));
    }
    return distribute;
  }

  static Failover failover(ObjectReader in) {
    var failover = new Failover(in.string("from"), in.string("to"));
    in.done();
    if (failover.from().equals(failover.to())) {
      in.error("to", "must be another region than from");
    }
    for (var region : List.of(failover.from(), failover.to())) {
      if (region.contains("/") || region.contains("*")) {
        in.error("must name regions, without zones and wildcards: " + region);
      }
    }
    return failover;
  }

  /** What is wrong with places none of which may contain another. */
  private static Optional<String> overlap(List<String> places) {
    var seen = new ArrayList<List<String>>();
    for (var place : places) {
      var parts = List.of(place.split("/", 3));
      if (parts.contains("")) {
        return Optional.of("\"" + place + "\" has an empty region, zone or subzone");
      }
      var star = place.indexOf('*');
      if (star >= 0 && star != place.length() - 1) {
        return Optional.of("\"" + place + "\" has a wildcard before its end");
      }
      if (seen.stream().anyMatch(other -> contains(other, parts) || contains(parts, other))) {
        return Optional.of("\"" + place + "\" overlaps with a place before it");
      }
      seen.add(parts);
    }
    return Optional.empty();
  }

  private static boolean contains(List<String> outer, List<String> inner) {
    for (var index = 0; index < outer.size(); index++) {
      if (outer.get(index).equals("*")) {
        return true;
      }
      if (index >= inner.size() || !outer.get(index).equals(inner.get(index))) {
        return false;
      }
    }
    return true;
  }
}
