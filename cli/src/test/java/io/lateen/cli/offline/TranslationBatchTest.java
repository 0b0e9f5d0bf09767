// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.cli.shell.Documents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TranslationBatchTest {

  private static final String SERVICES =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: ratings}
      spec: {clusterIP: 10.0.0.1, ports: [{name: http, port: 9080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: broken}
      spec: {ports: [{name: http, port: 908000}]}
      """;

  private final TranslationBatch batch = new TranslationBatch();

  private JsonNode answer(String proxies) {
    var job = Documents.JSON.createObjectNode().put("name", "j").put("config", SERVICES);
    job.put("mesh", "trustDomain: td\n");
    job.set("proxies", Documents.JSON.readTree(proxies));
    return batch.answer(job.toString());
  }

  @Test
  void eachProxyGetsItsResourcesAndTheGoodObjectsCount() {
    var answer = answer("[{}, {\"id\": \"gw.istio-system\", \"type\": \"router\"}]");
    assertThat(answer.path("name").asString("")).isEqualTo("j");
    assertThat(answer.path("proxies").size()).isEqualTo(2);
    var sidecar = answer.path("proxies").path(0);
    assertThat(sidecar.path("clusters").findValuesAsString("name"))
        .contains("outbound|9080||ratings.default.svc.cluster.local");
    assertThat(sidecar.path("provenance").path("routes").path("9080").toString())
        .contains("\"name\":\"ratings\"", "\"file\":\"config\"", "\"line\":1");
    assertThat(answer.path("problems").toString()).contains("Service default/broken", "65535");
  }

  @Test
  void equalJobsHaveEqualAnswers() {
    assertThat(answer("[{}]")).hasToString(new TranslationBatchTest().answer("[{}]").toString());
  }

  @Test
  void aBadJobSaysWhyAndHarmsNoOther() {
    assertThat(batch.answer("{").path("problems").toString()).contains("not JSON");
    assertThat(batch.answer("7").path("problems").toString()).contains("must be a JSON object");
    assertThat(answer("[{\"typ\": \"sidecar\"}]").path("problems").toString())
        .contains("proxies[0]", "did you mean type?");
    assertThat(answer("[]").path("proxies").size()).isEqualTo(1);
  }
}
