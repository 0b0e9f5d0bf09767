// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.DemoRun;
import io.lateen.it.machine.Eventually;
import io.lateen.it.machine.Outcome;
import io.lateen.it.machine.SharedDemo;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lateen explain} of a running mesh: it foretells what a real call then meets. */
@ExtendWith(SharedDemo.class)
class ExplainTest {

  private static final Duration NOTICED = Duration.ofSeconds(30);

  private static final String RULES =
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: it-explain}
      spec:
        hosts: [details]
        http:
        - match: [{uri: {prefix: /gone}}]
          directResponse: {status: 410}
        - route: [{destination: {host: details}}]
      ---
      apiVersion: security.istio.io/v1
      kind: AuthorizationPolicy
      metadata: {name: it-explain}
      spec:
        selector: {matchLabels: {app: details}}
        action: DENY
        rules:
        - from: [{source: {principals: ["*/sa/bookinfo-productpage"]}}]
          to: [{operation: {ports: ["9080"], paths: [/details/9]}}]
      """;

  private final DemoRun demo;

  ExplainTest(DemoRun demo) {
    this.demo = demo;
  }

  @Test
  void bothEndsOfACallNameTheObjectsThatDecide() throws IOException, InterruptedException {
    var file = demo.see("config/it-explain.yaml");
    try {
      Files.writeString(file, RULES);
      Eventually.within(
          NOTICED, () -> explained("/gone").toString(), () -> route("/gone").endsWith("yaml 7"));
      assertThat(explained("/gone").path("clusters")).isEmpty();
      assertThat(call("/gone")).contains("410 Gone");

      assertThat(route("/details/0")).endsWith("config/it-explain.yaml 9");
      assertThat(explained("/details/0").path("cluster").asString())
          .isEqualTo("outbound|9080||details.default.svc.cluster.local");
      assertThat(decision("/details/0")).isEqualTo("allow");
      assertThat(call("/details/0")).contains("200 OK");

      Eventually.within(
          NOTICED,
          () -> explained("/details/9").toString(),
          () -> decision("/details/9").equals("deny AuthorizationPolicy default/it-explain"));
      assertThat(call("/details/9")).contains("403 Forbidden");
      assertThat(explained("/details/9").path("arrival").path("proxy").asString())
          .isEqualTo(demo.pod("details").name() + ".default");
    } finally {
      Files.deleteIfExists(file);
    }
    Eventually.within(NOTICED, () -> route("/gone"), () -> !route("/gone").contains("it-explain"));
  }

  @Test
  void whatNobodyKnowsIsSaid() throws IOException, InterruptedException {
    var url = "http://details:9080/";
    var caller = demo.lateen().run("explain", "nobody", "details", "GET", url);
    assertThat(caller.exitCode()).isEqualTo(1);
    assertThat(caller.err()).contains("no proxy nobody is connected").contains("proxy-status");
    var service = demo.lateen().run("explain", "productpage-v1", "detials", "GET", url);
    assertThat(service.exitCode()).isEqualTo(1);
    assertThat(service.err()).contains("is called detials").contains("details.default.svc");
    var host =
        demo.lateen()
            .run("explain", "productpage-v1", "a.example.com", "GET", "http://a.example.com/");
    assertThat(host.err()).contains("no service that productpage-v1 knows is called a.example.com");
    assertThat(host.out()).contains("PassthroughCluster");
    assertThat(demo.lateen().run("explain", "productpage-v1", "details", "GET", "x").exitCode())
        .isEqualTo(64);
  }

  /** File and line of what decided about the route. */
  private String route(String path) throws IOException, InterruptedException {
    for (var step : explained(path).path("steps")) {
      if (step.path("what").asString("").equals("route")) {
        var by = step.path("decidedBy");
        return by.path("file").asString("") + " " + by.path("line").asInt(0);
      }
    }
    return "";
  }

  /** What the policies of the called workload say. */
  private String decision(String path) throws IOException, InterruptedException {
    var policy = explained(path).path("arrival").path("policies").path(0);
    return (policy.path("decision").asString("") + " " + policy.path("object").asString(""))
        .strip();
  }

  private JsonNode explained(String path) throws IOException, InterruptedException {
    var url = "http://details:9080" + path;
    Outcome outcome =
        demo.lateen().run("explain", "productpage-v1", "details", "GET", url, "-o", "json");
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    return JsonMapper.shared().readTree(outcome.out());
  }

  private String call(String path) throws IOException, InterruptedException {
    return demo.get(demo.pod("productpage"), "details", 9080, path);
  }
}
