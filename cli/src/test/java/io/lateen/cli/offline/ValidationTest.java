// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.client.DocumentSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValidationTest {

  private static final String MIXED =
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: good}
      spec: {host: a}
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata: {name: foreign, namespace: shop}
      ---
      apiVersion: v1
      kind: List
      items:
      - apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: bad}
        spec: {hots: a}
      - apiVersion: networking.istio.io/v1
        kind: DestinatonRule
        metadata: {name: misspelled}
      ---
      a: 1
      a: 2
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: last}
      """;

  @Test
  void valuesThatAreNoConfigurationOfEnvoyAreRefused() {
    var text =
        """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: patched}
        spec:
          configPatches:
          - applyTo: CLUSTER
            patch:
              operation: MERGE
              value:
                connect_timeout: soon
        """;
    assertThat(Validation.of(new DocumentSource("f.yaml", text)))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.valid()).isFalse();
              assertThat(result.problems().render())
                  .contains("f.yaml:10:", "configPatches[0].patch.value.connect_timeout");
            });
  }

  @Test
  void everyDocumentHasAVerdictAtItsOwnLine() {
    var lines =
        Validation.of(new DocumentSource("f.yaml", MIXED)).stream()
            .map(r -> r.line() + " " + r.kind() + " " + r.name() + " " + r.valid())
            .toList();
    assertThat(lines)
        .isEqualTo(
            List.of(
                "1 DestinationRule good true",
                "6 Rollout foreign true",
                "13 DestinationRule bad false",
                "17 DestinatonRule misspelled false",
                "22   false",
                "24 ServiceAccount last true"));
  }

  @Test
  void whatOthersReadIsNamed() {
    var foreign = Validation.of(new DocumentSource("f.yaml", MIXED)).get(1);
    assertThat(foreign.apiVersion()).isEqualTo("argoproj.io/v1alpha1");
    assertThat(foreign.namespace()).isEqualTo("shop");
    assertThat(foreign.problems().render())
        .contains("warning", "the kind Rollout of argoproj.io/v1alpha1 is not read by Lateen");
  }

  @Test
  void theSettingsOfTheMeshHaveAVerdictToo() {
    var settings =
        new OfflineMesh.MeshSettings(
            Optional.of(new DocumentSource("mesh.yaml", "trustDomian: a\n")),
            Optional.of(new DocumentSource("networks.yaml", "networks: {}\n")));
    var results = Validation.of(List.of(), settings);
    assertThat(results.getFirst().valid()).isFalse();
    assertThat(results.getFirst().problems().render()).contains("mesh.yaml:1", "trustDomain");
    assertThat(results.getLast().valid()).isTrue();
  }
}
