// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.destination;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.WorkloadSelector;
import io.lateen.api.networking.DestinationRule;
import io.lateen.api.networking.Subset;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.service.ExportTo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The DestinationRules of one namespace for one host as a single rule: the subsets of all of them,
 * and the first traffic policy.
 *
 * @param rule host fully qualified
 * @param exportTo as the first author wrote it; private when there is a workload selector
 * @param from the objects that went into it, the first one decides what cannot be merged
 * @param warnings subsets that were already defined
 */
public record MergedDestinationRule(
    DestinationRule rule,
    ExportTo exportTo,
    List<ConfigObject<DestinationRule>> from,
    List<Warning> warnings) {

  public MergedDestinationRule {
    from = List.copyOf(from);
    warnings = List.copyOf(warnings);
  }

  static MergedDestinationRule of(
      ConfigObject<DestinationRule> object, String host, ExportTo exportTo) {
    DestinationRule written = object.spec();
    var rule =
        new DestinationRule(
            host,
            written.trafficPolicy(),
            written.subsets(),
            written.exportTo(),
            written.workloadSelector());
    return new MergedDestinationRule(rule, exportTo, List.of(object), List.of());
  }

  public ObjectKey key() {
    return from.getFirst().key();
  }

  public String namespace() {
    return key().namespace();
  }

  /** Whether it has a selector, and that one asks for a workload with {@code labels}. */
  boolean isSelectedFor(Predicate<String> namespace, Predicate<WorkloadSelector> labels) {
    return rule.workloadSelector().isPresent()
        && namespace.test(namespace())
        && rule.workloadSelector().filter(labels).isPresent();
  }

  /** Whether {@code other} may become part of this rule. */
  boolean accepts(MergedDestinationRule other) {
    boolean visible =
        exportTo.equals(other.exportTo)
            || (!exportTo.isUnset() && other.exportTo.entries().containsAll(exportTo.entries()));
    return visible && rule.workloadSelector().equals(other.rule.workloadSelector());
  }

  /** This rule with the subsets of {@code other}, and its policy when there is none yet. */
  MergedDestinationRule with(MergedDestinationRule other) {
    var subsets = new ArrayList<>(rule.subsets());
    var found = new ArrayList<>(warnings);
    for (Subset subset : other.rule.subsets()) {
      if (rule.subset(subset.name()).isEmpty()) {
        subsets.add(subset);
      } else {
        found.add(duplicate(subset, other.from.getFirst()));
      }
    }
    if (rule.trafficPolicy().isPresent() && other.rule.trafficPolicy().isPresent()) {
      found.add(lostPolicy(other.from.getFirst()));
    }
    var objects = new ArrayList<>(from);
    objects.addAll(other.from);
    var merged =
        new DestinationRule(
            rule.host(),
            rule.trafficPolicy().or(other.rule::trafficPolicy),
            subsets,
            rule.exportTo(),
            rule.workloadSelector());
    return new MergedDestinationRule(merged, exportTo, objects, found);
  }

  /** A warning that clients of the own namespace use {@code winner} instead. */
  Warning hiddenBy(MergedDestinationRule winner) {
    return Warning.of(
        from.getFirst(),
        "exportTo",
        "in the namespace "
            + namespace()
            + " "
            + winner.key().display()
            + " counts for "
            + rule.host()
            + ", for it is not exported to the same namespaces and comes later; it wins",
        "give both the same exportTo, so that they are merged, or remove one of the two");
  }

  private Warning lostPolicy(ConfigObject<DestinationRule> loser) {
    return Warning.of(
        loser,
        "trafficPolicy",
        "the policy of "
            + rule.host()
            + " is already set by "
            + key().display()
            + ", which wins; only subsets of this one are added",
        "move the policy there or remove one of the two");
  }

  private Warning duplicate(Subset subset, ConfigObject<DestinationRule> loser) {
    return Warning.of(
        loser.key(),
        Warning.at(loser.origin(), subset.line()),
        "subsets",
        "subset "
            + subset.name()
            + " of "
            + rule.host()
            + " is already defined by "
            + key().display()
            + ", which wins",
        "rename the subset or remove one of the two");
  }
}
