// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.WorkloadKey;

/** A mesh with one workload, {@code app} of namespace {@code shop}, and what a test adds to it. */
final class Shop {

  private static final String APP =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: app, namespace: shop, labels: {app: app}}
      spec: {serviceAccountName: app, nodeName: n, containers: [{name: app, image: x}]}
      status: {phase: Running, podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}]}
      """;

  private Shop() {}

  /** An AuthorizationPolicy of the namespace. */
  static String policy(String name, String spec) {
    return """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: %s, namespace: shop}
        spec: %s
        """
        .formatted(name, spec);
  }

  /** The mesh with these documents, of which each must be good. */
  static MeshSnapshot mesh(String... documents) {
    return meshFrom("test", documents);
  }

  /** The same from a source of another name. */
  static MeshSnapshot meshFrom(String source, String... documents) {
    var decoded =
        new DocumentDecoder().decode(source, APP + "---\n" + String.join("\n---\n", documents));
    assertThat(decoded.problems().hasErrors()).as(decoded.problems().render()).isFalse();
    return MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(decoded.valid()));
  }

  /** What counts for the workload. */
  static AccessRules rules(MeshSnapshot mesh) {
    return AccessRules.of(mesh, mesh.workloads().get(new WorkloadKey("shop", "app")).orElseThrow());
  }
}
