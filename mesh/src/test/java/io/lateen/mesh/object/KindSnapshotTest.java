// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.api.gatewayapi.ConnectionRoute;
import io.lateen.api.networking.VirtualService;
import io.lateen.api.networking.WorkloadEntry;
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

  private static KindSnapshot<VirtualService> after(
      KindSnapshot<VirtualService> before, String annotations, String host) {
    var text =
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: x, namespace: a, annotations: {%s}}
        spec:
          hosts: [%s]
          http: [{route: [{destination: {host: x}}]}]
        """
            .formatted(annotations, host);
    return before.apply(ConfigDelta.upsert(new DocumentDecoder().decode("x.yaml", text).valid()));
  }

  @Test
  void annotationsOfOthersSayNothingNew() {
    var before = after(KindSnapshot.empty(VirtualService.class), "note: old", "x");
    assertThat(after(before, "note: new, deploy.example.com/id: '7'", "x")).isSameAs(before);
    assertThat(after(before, "networking.istio.io/exportTo: '.'", "x")).isNotSameAs(before);
    assertThat(after(before, "note: new", "y")).isNotSameAs(before);
  }

  @Test
  void annotationsOfWorkloadsCount() {
    var text =
        """
        apiVersion: networking.istio.io/v1
        kind: WorkloadEntry
        metadata: {name: x, namespace: a, annotations: {note: %s}}
        spec: {address: 10.0.0.1}
        """;
    var decoder = new DocumentDecoder();
    var before =
        KindSnapshot.empty(WorkloadEntry.class)
            .apply(ConfigDelta.upsert(decoder.decode("x.yaml", text.formatted("a")).valid()));
    var after =
        before.apply(ConfigDelta.upsert(decoder.decode("x.yaml", text.formatted("b")).valid()));
    assertThat(after).isNotSameAs(before);
  }
}
