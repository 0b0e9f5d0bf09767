// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.destination;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.DestinationRule;
import io.lateen.mesh.host.HostIndex;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.object.Age;
import io.lateen.mesh.service.ExportTo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The merged DestinationRules of one namespace, as three groups of callers see them (istio/istio
 * pilot/pkg/model/push_context.go setDestinationRules, destination_rule.go). Whether a rule without
 * {@code exportTo} is private depends on the mesh's default, so both answers are kept.
 *
 * @param own for clients of the namespace
 * @param exported for clients elsewhere when the default is public
 * @param exportedExplicitly for clients elsewhere when the default is private
 * @param hidden what only the own namespace sees when the default is public
 * @param hiddenByDefault what only the own namespace sees when the default is private
 */
record NamespaceRules(
    HostIndex<List<MergedDestinationRule>> own,
    HostIndex<List<MergedDestinationRule>> exported,
    HostIndex<List<MergedDestinationRule>> exportedExplicitly,
    HostIndex<List<MergedDestinationRule>> hidden,
    HostIndex<List<MergedDestinationRule>> hiddenByDefault) {

  static final NamespaceRules NONE =
      new NamespaceRules(
          HostIndex.empty(),
          HostIndex.empty(),
          HostIndex.empty(),
          HostIndex.empty(),
          HostIndex.empty());

  /** Rules with a workload selector come first, then the oldest. */
  private static final Comparator<ConfigObject<DestinationRule>> PRECEDENCE =
      Comparator.<ConfigObject<DestinationRule>, Boolean>comparing(
              object -> object.spec().workloadSelector().isEmpty())
          .thenComparing(Age::of);

  /** The rules of a namespace. */
  static NamespaceRules of(Collection<ConfigObject<DestinationRule>> objects) {
    NamespaceRules rules = NONE;
    for (var object : objects.stream().sorted(PRECEDENCE).toList()) {
      rules = rules.with(object);
    }
    return rules;
  }

  HostIndex<List<MergedDestinationRule>> exported(boolean privateByDefault) {
    return privateByDefault ? exportedExplicitly : exported;
  }

  HostIndex<List<MergedDestinationRule>> hidden(boolean privateByDefault) {
    return privateByDefault ? hiddenByDefault : hidden;
  }

  private NamespaceRules with(ConfigObject<DestinationRule> object) {
    String owner = object.namespace();
    ExportTo exportTo =
        object.spec().workloadSelector().isPresent()
            ? ExportTo.PRIVATE
            : ExportTo.of(object.spec().exportTo());
    var added =
        MergedDestinationRule.of(object, Hosts.qualify(object.spec().host(), owner), exportTo);
    boolean forOwn = exportTo.isUnset() || exportTo.isPublic() || exportTo.isPrivateTo(owner);
    boolean onlyOwn = exportTo.entries().size() == 1 && exportTo.isPrivateTo(owner);
    boolean onlyOwnByDefault = onlyOwn || exportTo.isUnset();
    return new NamespaceRules(
        forOwn ? plus(own, added) : own,
        onlyOwn ? exported : plus(exported, added),
        onlyOwnByDefault ? exportedExplicitly : plus(exportedExplicitly, added),
        onlyOwn ? plus(hidden, added) : hidden,
        onlyOwnByDefault ? plus(hiddenByDefault, added) : hiddenByDefault);
  }

  private static HostIndex<List<MergedDestinationRule>> plus(
      HostIndex<List<MergedDestinationRule>> index, MergedDestinationRule added) {
    String host = added.rule().host();
    var rules = new ArrayList<>(index.get(host).orElse(List.of()));
    boolean merged = false;
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).accepts(added)) {
        rules.set(i, rules.get(i).with(added));
        merged = true;
      }
    }
    if (!merged) {
      rules.add(added);
    }
    return index.plus(host, List.copyOf(rules));
  }
}
