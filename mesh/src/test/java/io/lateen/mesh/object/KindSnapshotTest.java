// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.api.gatewayapi.ConnectionRoute;
import org.junit.jupiter.api.Test;

class KindSnapshotTest {

  /** Two kinds have one specification, and may have one name. */
  private static final String ROUTES =
      """
      apiVersion: gateway.networking.k8s.io/v1alpha2
      kind: TCPRoute
      metadata: {name: x, namespace: a}
      spec:
        parentRefs: [{group: "", kind: Service, name: x}]
        rules: [{backendRefs: [{name: x, port: 80}]}]
      ---
      apiVersion: gateway.networking.k8s.io/v1alpha2
      kind: TLSRoute
      metadata: {name: x, namespace: a}
      spec:
        parentRefs: [{group: "", kind: Service, name: x}]
        hostnames: [x.example.com]
        rules: [{backendRefs: [{name: x, port: 80}]}]
      """;

  @Test
  void objectsOfTwoKindsWithOneNameStandSideBySide() {
    var objects = new DocumentDecoder().decode("routes.yaml", ROUTES).valid();
    var both = KindSnapshot.empty(ConnectionRoute.class).apply(ConfigDelta.upsert(objects));
    assertThat(both.in("a")).hasSize(2);
    for (var object : objects) {
      assertThat(both.apply(ConfigDelta.remove(object.key())).in("a")).hasSize(1);
    }
  }
}
