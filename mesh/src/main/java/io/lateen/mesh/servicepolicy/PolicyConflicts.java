// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.servicepolicy;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.servicepolicy.ServicePolicy;
import io.lateen.mesh.object.Age;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.servicepolicy.ServicePoliciesSnapshot.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;

/** Finds policies on one level that set the same field: the oldest one counts. */
final class PolicyConflicts {

  /** Hosts that a message names; more are counted. */
  private static final int NAMED_HOSTS = 3;

  /** One loss; the hosts of one pair of policies are told together. */
  private record Loss(ObjectKey loser, PolicyField field, ObjectKey winner)
      implements Comparable<Loss> {

    private static final Comparator<Loss> ORDER =
        Comparator.comparing(Loss::loser).thenComparing(Loss::field).thenComparing(Loss::winner);

    @Override
    public int compareTo(Loss other) {
      return ORDER.compare(this, other);
    }
  }

  private final Map<Loss, TreeSet<String>> hosts = new TreeMap<>();
  private final Map<ObjectKey, ConfigObject<ServicePolicy>> losers = new TreeMap<>();

  PolicyConflicts(PMap<Place, PSortedMap<Age, ConfigObject<ServicePolicy>>> byPlace) {
    byPlace.forEach((place, policies) -> add(place.host(), policies));
  }

  private void add(String host, PSortedMap<Age, ConfigObject<ServicePolicy>> policies) {
    if (policies.size() < 2) {
      return;
    }
    var winners = new EnumMap<PolicyField, ObjectKey>(PolicyField.class);
    for (ConfigObject<ServicePolicy> policy : policies.values()) {
      for (PolicyField field : PolicyField.values()) {
        if (field.of(policy.spec()).isPresent()) {
          @Nullable ObjectKey winner = winners.putIfAbsent(field, policy.key());
          if (winner != null) {
            losers.put(policy.key(), policy);
            hosts
                .computeIfAbsent(new Loss(policy.key(), field, winner), _ -> new TreeSet<>())
                .add(host);
          }
        }
      }
    }
  }

  List<Warning> warnings() {
    var warnings = new ArrayList<Warning>();
    hosts.forEach(
        (loss, names) -> {
          @Nullable ConfigObject<ServicePolicy> loser = losers.get(loss.loser());
          if (loser != null) {
            warnings.add(warning(loser, loss, names));
          }
        });
    return warnings;
  }

  private static Warning warning(
      ConfigObject<ServicePolicy> loser, Loss loss, TreeSet<String> names) {
    int line = loss.field().of(loser.spec()).map(setting -> setting.line()).orElse(0);
    return Warning.of(
        loser.key(),
        Warning.at(loser.origin(), line),
        loss.field().path(),
        "has no effect on "
            + about(names)
            + ": "
            + loss.winner().display()
            + ", which is older, sets it on the same level",
        "set it in one of the two policies, or name the hosts in the one that should win");
  }

  private static String about(TreeSet<String> names) {
    if (names.contains("")) {
      return "the services it is about";
    }
    var named = String.join(", ", names.stream().limit(NAMED_HOSTS).toList());
    int more = names.size() - NAMED_HOSTS;
    return more > 0 ? named + " and " + more + " more" : named;
  }
}
