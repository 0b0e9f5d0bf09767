// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.destination;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.DestinationRule;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.host.HostIndex;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.object.Age;
import io.lateen.mesh.object.Change;
import io.lateen.mesh.service.ExportTo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The merged DestinationRules of one namespace, as three groups of callers see them (istio/istio
 * pilot/pkg/model/push_context.go setDestinationRules, destination_rule.go). Whether a rule without
 * {@code exportTo} is private depends on the mesh's default, so both answers are kept.
 *
 * @param byHost the objects of each host, in the order in which they are merged
 * @param own for clients of the namespace
 * @param exported for clients elsewhere when the default is public
 * @param exportedExplicitly for clients elsewhere when the default is private
 * @param hidden what only the own namespace sees when the default is public
 * @param hiddenByDefault what only the own namespace sees when the default is private
 */
record NamespaceRules(
    DiffMap<String, List<ConfigObject<DestinationRule>>> byHost,
    HostIndex<List<MergedDestinationRule>> own,
    HostIndex<List<MergedDestinationRule>> exported,
    HostIndex<List<MergedDestinationRule>> exportedExplicitly,
    HostIndex<List<MergedDestinationRule>> hidden,
    HostIndex<List<MergedDestinationRule>> hiddenByDefault) {

  static final NamespaceRules NONE =
      new NamespaceRules(
          DiffMap.empty(),
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

  /** The rules after {@code changes}; only the hosts that they name are merged again. */
  NamespaceRules with(List<Change<ConfigObject<DestinationRule>>> changes) {
    var objects = byHost;
    var touched = new TreeSet<String>();
    for (var change : changes) {
      if (change.before().isPresent()) {
        var gone = change.before().get();
        objects = objects.with(host(gone), without(objects, gone));
        touched.add(host(gone));
      }
      if (change.after().isPresent()) {
        var added = change.after().get();
        var all = new ArrayList<>(objects.getOrDefault(host(added), List.of()));
        all.add(added);
        all.sort(PRECEDENCE);
        objects = objects.plus(host(added), List.copyOf(all));
        touched.add(host(added));
      }
    }
    NamespaceRules rules =
        new NamespaceRules(objects, own, exported, exportedExplicitly, hidden, hiddenByDefault);
    for (String host : touched) {
      rules = rules.without(host);
      for (var object : objects.getOrDefault(host, List.of())) {
        rules = rules.with(object);
      }
    }
    return rules;
  }

  boolean isEmpty() {
    return byHost.isEmpty();
  }

  private static String host(ConfigObject<DestinationRule> object) {
    return Hosts.qualify(object.spec().host(), object.namespace());
  }

  private static @Nullable List<ConfigObject<DestinationRule>> without(
      DiffMap<String, List<ConfigObject<DestinationRule>>> objects,
      ConfigObject<DestinationRule> gone) {
    var rest =
        objects.getOrDefault(host(gone), List.of()).stream()
            .filter(object -> !object.key().equals(gone.key()))
            .toList();
    return rest.isEmpty() ? null : rest;
  }

  private NamespaceRules without(String host) {
    return new NamespaceRules(
        byHost,
        own.minus(host),
        exported.minus(host),
        exportedExplicitly.minus(host),
        hidden.minus(host),
        hiddenByDefault.minus(host));
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
    var added = MergedDestinationRule.of(object, host(object), exportTo);
    boolean forOwn = exportTo.isUnset() || exportTo.isPublic() || exportTo.isPrivateTo(owner);
    boolean onlyOwn = exportTo.entries().size() == 1 && exportTo.isPrivateTo(owner);
    boolean onlyOwnByDefault = onlyOwn || exportTo.isUnset();
    return new NamespaceRules(
        byHost,
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
