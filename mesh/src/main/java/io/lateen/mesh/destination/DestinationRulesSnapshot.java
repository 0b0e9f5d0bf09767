// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.destination;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.WorkloadSelector;
import io.lateen.api.networking.DestinationRule;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.object.Change;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.service.ExportTo;
import io.lateen.mesh.service.ServiceKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All DestinationRules. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param written the objects as they are
 * @param byNamespace the merged rules of each namespace that has any
 */
public record DestinationRulesSnapshot(
    KindSnapshot<DestinationRule> written, DiffMap<String, NamespaceRules> byNamespace) {

  public static final DestinationRulesSnapshot EMPTY =
      new DestinationRulesSnapshot(KindSnapshot.empty(DestinationRule.class), DiffMap.empty());

  /** The state after {@code delta}; only the hosts that it touches are merged again. */
  public DestinationRulesSnapshot apply(ConfigDelta delta) {
    var changes = written.changes(delta);
    if (changes.isEmpty()) {
      return this;
    }
    var touched = new TreeMap<String, List<Change<ConfigObject<DestinationRule>>>>();
    for (var change : changes) {
      var namespace = change.before().or(change::after).orElseThrow().namespace();
      touched.computeIfAbsent(namespace, _ -> new ArrayList<>()).add(change);
    }
    var next = byNamespace;
    for (var entry : touched.entrySet()) {
      NamespaceRules rules = of(entry.getKey()).with(entry.getValue());
      next = next.with(entry.getKey(), rules.isEmpty() ? null : rules);
    }
    return new DestinationRulesSnapshot(written.with(changes), next);
  }

  /**
   * The rules for a service as clients of one namespace see it: those of the client's namespace,
   * else those that the service's namespace exports, else those that the root namespace exports;
   * within a namespace those of the most specific host. A client in the root namespace sees the
   * root's rules last, except its private ones (istio/istio pilot/pkg/model/push_context.go,
   * destinationRule).
   *
   * @param client namespace of the client
   * @return more than one only when visibility or workload selectors differ
   */
  public List<MergedDestinationRule> lookup(String client, ServiceKey service, Defaults defaults) {
    boolean hide = defaults.exportTo().entries().contains(".");
    NamespaceRules own = of(client);
    var first = client.equals(defaults.rootNamespace()) ? own.hidden(hide) : own.own();
    Optional<List<MergedDestinationRule>> found = first.mostSpecific(service.hostname());
    if (found.isPresent()) {
      return found.get();
    }
    List<MergedDestinationRule> exported = exported(service.namespace(), client, service, hide);
    return exported.isEmpty()
        ? exported(defaults.rootNamespace(), client, service, hide)
        : exported;
  }

  /** The hosts, patterns among them, for which rules of any namespace differ. */
  public Set<String> changedHosts(DestinationRulesSnapshot other) {
    var hosts = new TreeSet<String>();
    for (String namespace : byNamespace.changed(other.byNamespace)) {
      hosts.addAll(of(namespace).byHost().changed(other.of(namespace).byHost()));
    }
    return hosts;
  }

  /** What the settings of the mesh say about DestinationRules. */
  public record Defaults(String rootNamespace, ExportTo exportTo) {}

  /**
   * The one of {@code rules} that counts for a workload: the first whose selector picks it, else
   * the last without selector.
   *
   * @param namespace whether a namespace is the workload's
   * @param labels whether a selector asks for the workload's labels
   */
  public static Optional<MergedDestinationRule> select(
      List<MergedDestinationRule> rules,
      Predicate<String> namespace,
      Predicate<WorkloadSelector> labels) {
    @Nullable MergedDestinationRule general = null;
    for (MergedDestinationRule rule : rules) {
      if (rule.isSelectedFor(namespace, labels)) {
        return Optional.of(rule);
      }
      if (rule.rule().workloadSelector().isEmpty()) {
        general = rule;
      }
    }
    return Optional.ofNullable(general);
  }

  /** Warnings about what loses: subsets and policies that are there already, hidden rules. */
  public List<Warning> warnings() {
    Set<Warning> found = new LinkedHashSet<>();
    for (String namespace : new TreeSet<>(byNamespace.keySet())) {
      NamespaceRules merged = of(namespace);
      for (var byHost : List.of(merged.own().exact(), merged.own().wildcards())) {
        new TreeMap<>(byHost).values().forEach(rules -> addHidden(rules, found));
      }
      for (var index : List.of(merged.own(), merged.exported())) {
        for (var byHost : List.of(index.exact(), index.wildcards())) {
          for (List<MergedDestinationRule> rules : new TreeMap<>(byHost).values()) {
            rules.forEach(rule -> found.addAll(rule.warnings()));
          }
        }
      }
    }
    return List.copyOf(found);
  }

  /** Of several without selector the last one counts, as {@link #select} says. */
  private static void addHidden(List<MergedDestinationRule> rules, Set<Warning> found) {
    var general = rules.stream().filter(rule -> rule.rule().workloadSelector().isEmpty()).toList();
    general.stream()
        .limit(Math.max(0, general.size() - 1))
        .forEach(rule -> found.add(rule.hiddenBy(general.getLast())));
  }

  private List<MergedDestinationRule> exported(
      String owner, String client, ServiceKey service, boolean hide) {
    return of(owner).exported(hide).mostSpecific(service.hostname()).orElse(List.of()).stream()
        .filter(
            rule ->
                rule.exportTo().isUnset()
                    || rule.exportTo().isPublic()
                    || rule.exportTo().entries().contains(client))
        .toList();
  }

  private NamespaceRules of(String namespace) {
    @Nullable NamespaceRules found = byNamespace.get(namespace);
    return found == null ? NamespaceRules.NONE : found;
  }
}
