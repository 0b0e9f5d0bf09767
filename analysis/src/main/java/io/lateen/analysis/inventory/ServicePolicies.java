// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.inventory;

import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.mesh.host.Hosts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the ServicePolicies among the documents say of services (decision 024). */
public final class ServicePolicies {

  private final Inventory inventory;
  private final List<AnalyzedDocument> policies;
  private final Map<String, Set<String>> owners;

  public ServicePolicies(Inventory inventory) {
    this.inventory = inventory;
    this.policies =
        inventory.of(TypeName.SERVICE_POLICY).stream()
            .sorted(AnalyzedDocument.OLDEST_FIRST)
            .toList();
    this.owners = policies.isEmpty() ? Map.of() : owners(inventory);
  }

  /**
   * Whether the policy that counts for a host sets a field to a value. Where several namespaces
   * declare the host, one of them is enough.
   *
   * @param host full name
   * @param field a field of the specification
   */
  public boolean say(String host, String field, String value) {
    return owners.getOrDefault(host, Set.of()).stream()
        .anyMatch(owner -> decided(host, owner, field).equals(value));
  }

  private String decided(String host, String owner, String field) {
    var root = inventory.settings().rootNamespace();
    var levels = new ArrayList<AnalyzedDocument>();
    for (var named : List.of(true, false)) {
      for (var namespace : List.of(owner, root)) {
        policies.stream()
            .filter(policy -> policy.namespace().equals(namespace))
            .filter(policy -> named ? names(policy, host) : !policy.spec("hosts").exists())
            .forEach(levels::add);
      }
    }
    return levels.stream()
        .map(policy -> policy.spec(field).text())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static boolean names(AnalyzedDocument policy, String host) {
    return policy.spec("hosts").texts().stream()
        .anyMatch(written -> Hosts.qualify(written, policy.namespace()).equals(host));
  }

  /** The namespaces that declare each host. */
  private static Map<String, Set<String>> owners(Inventory inventory) {
    var owners = new HashMap<String, Set<String>>();
    for (var service : inventory.of(TypeName.SERVICE)) {
      var host = Hosts.ofService(service.name(), service.namespace());
      owners.computeIfAbsent(host, _ -> new TreeSet<>()).add(service.namespace());
    }
    for (var entry : inventory.of(TypeName.SERVICE_ENTRY)) {
      for (var host : entry.spec("hosts").texts()) {
        owners.computeIfAbsent(host, _ -> new TreeSet<>()).add(entry.namespace());
      }
    }
    return owners;
  }
}
