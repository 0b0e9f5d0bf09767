// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.multicluster;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import java.util.Set;
import java.util.TreeSet;

/** Networks whose endpoints come from a registry that nobody knows. */
public final class NetworksAnalyzer implements Analyzer {

  /** Registries that every mesh has (istio/istio pilot/pkg/serviceregistry/provider). */
  private static final Set<String> BUILT_IN = Set.of("Mock", "Kubernetes", "External");

  /** Marks the secrets through which other clusters are read; the keys name the clusters. */
  private static final String REMOTE_SECRET = "istio/multiCluster";

  @Override
  public String name() {
    return "meshnetworks.MeshNetworksAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var known = new TreeSet<>(BUILT_IN);
    for (var secret : inventory.of(TypeName.SECRET)) {
      if ("true".equals(secret.labels().get(REMOTE_SECRET))) {
        secret.root().at("data").fields().forEach(field -> known.add(field.name()));
        secret.root().at("stringData").fields().forEach(field -> known.add(field.name()));
      }
    }
    inventory.of(TypeName.MESH_NETWORKS).forEach(networks -> check(networks, known, findings));
  }

  private static void check(AnalyzedDocument networks, Set<String> known, Findings findings) {
    for (var network : networks.root().at("networks").fields()) {
      for (var endpoints : network.at("endpoints").items()) {
        var registry = endpoints.at("fromRegistry");
        if (registry.exists() && !known.contains(registry.text())) {
          findings.add(
              Code.UNKNOWN_NETWORK_REGISTRY,
              networks,
              registry,
              "Unknown service registry %s in network %s; known are %s"
                  .formatted(registry.text(), network.name(), String.join(", ", known)));
        }
      }
    }
  }
}
