// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.analysis.Suppressions;
import io.lateen.analysis.document.DocumentReader;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.run.AnalysisInput.Networks;
import io.lateen.base.decode.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Codes that need more than documents of one cluster. */
class SpecialInputsTest {

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {ports: [{name: http, port: 80}]}
      """;

  @Test
  void aServiceThatDiffersBetweenClustersIsTold() {
    assertThat(clusters(SERVICE, SERVICE)).isEmpty();
    assertThat(clusters(SERVICE, SERVICE.replace("ports:", "clusterIP: None, ports:")))
        .containsExactly("IST0170 Service shop/web");
    assertThat(clusters(SERVICE, SERVICE.replace("port: 80", "port: 81")))
        .containsExactly("IST0170 Service shop/web");
    assertThat(clusters(SERVICE, SERVICE.replace("ports:", "type: LoadBalancer, ports:")))
        .containsExactly("IST0170 Service shop/web");
  }

  private static List<String> clusters(String east, String west) {
    var reader = new DocumentReader("default", false);
    var documents = new ArrayList<>(reader.read("east.yaml", east, "east").documents());
    documents.addAll(reader.read("west.yaml", west, "west").documents());
    return Texts.codes(Texts.analyze(documents, List.of(), Suppressions.NONE, ""));
  }

  @Test
  void registriesOfNetworksAreKnownFromSecrets() {
    var secret =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: remote, namespace: istio-system, labels: {istio/multiCluster: "true"}}
        stringData: {east: config}
        """;
    var networks =
        Documents.read(
            "networks.yaml",
            """
            networks:
              one: {endpoints: [{fromRegistry: east}, {fromRegistry: Kubernetes}]}
              two: {endpoints: [{fromRegistry: west}]}
            """);
    var input =
        new AnalysisInput(
            Texts.read("case.yaml", secret).documents(),
            List.of(),
            Optional.empty(),
            Optional.of(new Networks("networks.yaml", Part.root(networks.roots().getFirst()))),
            false,
            Texts.NOW);
    var findings = Analysis.run(input, Analyzers.all(), Suppressions.NONE, "");
    assertThat(Texts.codes(findings))
        .containsExactly("IST0126 MeshNetworks istio-system/meshnetworks");
    assertThat(findings.getFirst().line()).isEqualTo(3);
    assertThat(findings.getFirst().path()).isEqualTo("networks.two.endpoints[0].fromRegistry");
  }

  @Test
  void alphaAnnotationsAreToldWhenAskedFor() {
    var pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, annotations: {sidecar.istio.io/proxyImage: a}}
        spec: {containers: [{name: istio-proxy, image: a}]}
        """;
    var input =
        new AnalysisInput(
            Texts.read("case.yaml", pod).documents(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            false,
            Texts.NOW);
    assertThat(Texts.codes(Analysis.run(input, Analyzers.all(), Suppressions.NONE, ""))).isEmpty();
    var alpha = Analyzers.named("annotations.AlphaAnalyzer");
    assertThat(Texts.codes(Analysis.run(input, alpha, Suppressions.NONE, "")))
        .containsExactly("IST0136 Pod shop/web");
  }

  @Test
  void namesOfAnalyzersFindThem() {
    assertThat(Analyzers.named("gateway.ConflictingGatewayAnalyzer")).hasSize(1);
    assertThat(Analyzers.named("nobody")).isEmpty();
    assertThat(Analyzers.all()).extracting(one -> one.name()).doesNotHaveDuplicates();
  }

  @Test
  void settingsOfTheMeshSwitchTheAssumedGatewayOff() {
    var gateway =
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: gw, namespace: shop}
        spec:
          selector: {istio: ingressgateway}
          servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
        """;
    var off =
        """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data: {mesh: "ingressControllerMode: OFF"}
        """;
    assertThat(Texts.codes(Texts.analyze(gateway))).isEmpty();
    assertThat(Texts.codes(Texts.analyze(gateway + off)))
        .containsExactly("IST0101 Gateway shop/gw");
  }
}
