// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.inventory;

import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.mesh.host.HostIndex;
import io.lateen.mesh.host.Hosts;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The hosts of Services and ServiceEntries with who sees them (istio/istio
 * pkg/config/analysis/analyzers/util/service_lookup.go). A Service wins over ServiceEntries of its
 * name; several ServiceEntries of one host count as one with the ports of all.
 */
public final class KnownHosts {

  /**
   * A host that can be a destination.
   *
   * @param ports its port numbers, ascending
   * @param workloadSelector the labels of its workloads, for ServiceEntries that select
   */
  public record KnownHost(List<Integer> ports, Map<String, String> workloadSelector) {

    private KnownHost and(KnownHost other) {
      var all = new TreeSet<>(ports);
      all.addAll(other.ports);
      return new KnownHost(List.copyOf(all), workloadSelector);
    }
  }

  private final Map<String, Map<String, KnownHost>> exact = new HashMap<>();
  private final Map<String, HostIndex<KnownHost>> wildcards = new HashMap<>();

  /** The hosts of an inventory. */
  public KnownHosts(Inventory inventory) {
    for (var entry : inventory.of(TypeName.SERVICE_ENTRY)) {
      var known =
          new KnownHost(numbers(entry, "number"), entry.spec("workloadSelector", "labels").map());
      for (var host : entry.spec("hosts").texts()) {
        for (var scope : Visibility.of(entry)) {
          addEntry(scope, Hosts.qualify(host, entry.namespace()), known);
        }
      }
    }
    for (var service : inventory.of(TypeName.SERVICE)) {
      var known = new KnownHost(numbers(service, "port"), Map.of());
      var host = Hosts.ofService(service.name(), service.namespace());
      for (var scope : Visibility.ofService(service)) {
        exact.computeIfAbsent(scope, key -> new HashMap<>()).put(host, known);
      }
    }
  }

  private static List<Integer> numbers(AnalyzedDocument object, String field) {
    var numbers = new TreeSet<Integer>();
    object.spec("ports").items().forEach(port -> port.at(field).number().ifPresent(numbers::add));
    return List.copyOf(numbers);
  }

  private void addEntry(String scope, String host, KnownHost known) {
    exact.computeIfAbsent(scope, key -> new LinkedHashMap<>()).merge(host, known, KnownHost::and);
    if (Hosts.isWildcard(host)) {
      var index = wildcards.getOrDefault(scope, HostIndex.empty());
      var merged = index.get(host).map(before -> before.and(known)).orElse(known);
      wildcards.put(scope, index.plus(host, merged));
    }
  }

  /**
   * The host that an object of a namespace means.
   *
   * @param exportTo who sees the object itself; a destination that they see counts too
   */
  public Optional<KnownHost> find(String namespace, List<String> exportTo, String host) {
    var qualified = Hosts.qualify(host, namespace);
    var found = exact(Visibility.ALL, qualified);
    if (found.isEmpty() && exportTo.isEmpty()) {
      found = exact(namespace, qualified);
    }
    for (var scope : exportTo) {
      if (found.isEmpty()) {
        found = exact(scope.equals(".") ? namespace : scope, qualified);
      }
    }
    return found.or(() -> covering(Visibility.ALL, host)).or(() -> covering(namespace, host));
  }

  private Optional<KnownHost> exact(String scope, String host) {
    return Optional.ofNullable(exact.getOrDefault(scope, Map.of()).get(host));
  }

  private Optional<KnownHost> covering(String scope, String host) {
    HostIndex<KnownHost> index = wildcards.getOrDefault(scope, HostIndex.empty());
    return index.mostSpecific(host);
  }
}
