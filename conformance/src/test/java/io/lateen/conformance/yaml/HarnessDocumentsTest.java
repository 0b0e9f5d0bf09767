// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HarnessDocumentsTest {

  @Test
  void shortNamesAreWrittenOutWithoutADomain() {
    var written =
        HarnessDocuments.writtenOut(
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: a, namespace: shop}
            spec:
              hosts: [reviews, a.example.com, "*"]
              http: [{route: [{destination: {host: ratings}}], mirror: {host: b}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: a}
            spec: {host: reviews}
            """);
    assertThat(written)
        .contains("[\"reviews.shop\",\"a.example.com\",\"*\"]")
        .contains("\"destination\":{\"host\":\"ratings.shop\"}", "\"mirror\":{\"host\":\"b.shop\"}")
        .contains("\"host\":\"reviews.default\"");
  }

  @Test
  void servicesWithoutTargetPortsLeadNowhere() {
    assertThat(
            HarnessDocuments.writtenOut(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: a}
                spec: {ports: [{port: 80}, {port: 81, targetPort: 8081}]}
                """))
        .contains(
            "{\"port\":80,\"targetPort\":\"no-such-port\"},{\"port\":81,\"targetPort\":8081}");
  }

  @Test
  void whatCannotBeReadStaysAsItIs() {
    assertThat(HarnessDocuments.writtenOut("a: [")).isEqualTo("a: [");
  }
}
