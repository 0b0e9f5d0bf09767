// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.fault;

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

/**
 * A response of which Envoy refuses one resource without saying which: the others arrive, and the
 * author of the one is named.
 */
@ExtendWith(SharedDemo.class)
class RefusedResponseTest {

  private static final Duration NOTICED = Duration.ofSeconds(30);

  private static final String FILTER = "EnvoyFilter default/it-script";

  /** Two more ports, so that there are two more route configurations. */
  private static final String HOSTS =
      """
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: it-outside}
      spec:
        hosts: [outside.example]
        addresses: [10.99.0.1]
        location: MESH_EXTERNAL
        resolution: STATIC
        ports:
        - {number: 9991, name: http-one, protocol: HTTP}
        - {number: 9992, name: http-two, protocol: HTTP}
        endpoints: [{address: 10.99.0.2}]
      """;

  /** Compiled when the route configuration is loaded, by nobody but Envoy. */
  private static final String SCRIPT =
      """
      apiVersion: networking.istio.io/v1alpha3
      kind: EnvoyFilter
      metadata: {name: it-script}
      spec:
        workloadSelector: {labels: {app: productpage}}
        configPatches:
        - applyTo: VIRTUAL_HOST
          match:
            context: SIDECAR_OUTBOUND
            routeConfiguration: {name: "9992"}
          patch:
            operation: MERGE
            value:
              typed_per_filter_config:
                envoy.filters.http.lua:
                  "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.LuaPerRoute
                  source_code: {inline_string: "nonsense ("}
      """;

  private final DemoRun demo;

  RefusedResponseTest(DemoRun demo) {
    this.demo = demo;
  }

  @Test
  void theOthersArriveAndTheAuthorIsNamed() throws IOException, InterruptedException {
    var hosts = file("it-outside.yaml", HOSTS + "---\n" + timeouts(11));
    var both = file("it-script.yaml", SCRIPT + "---\n" + timeouts(12));
    try {
      ok(demo.lateen().run("apply", "--wait", "-f", hosts));
      awaitRoute("9991", "\"11s\"");
      awaitRoute("9992", "\"11s\"");

      var outcome = demo.lateen().run("apply", "--wait", "-f", both);

      assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(1);
      assertThat(outcome.err()).contains("a proxy refuses");
      awaitRoute("9991", "\"12s\"");
      assertThat(route("9992")).as("the last good one").contains("\"11s\"");
      awaitJournal("9992", "trial", FILTER, "script load error");
      assertThat(journal()).contains(FILTER + " (store:1)");
      Eventually.within(NOTICED, this::filter, () -> filter().contains("RefusedByProxy"));
      assertThat(filter()).contains("9992", "script load error");
      assertThat(demo.lateen().run("problems").out()).contains(FILTER);
      assertThat(demo.see("host1/run/.trial")).as("the twin leaves nothing").doesNotExist();

      Files.writeString(
          demo.see("it-script.yaml"),
          SCRIPT.replace("nonsense (", "local fine = 1") + "---\n" + timeouts(13));
      ok(demo.lateen().run("apply", "--wait", "-f", both));
      awaitRoute("9992", "\"13s\"");
      Eventually.within(NOTICED, this::filter, () -> filter().contains("reason: Programmed"));
      assertThat(demo.lateen().run("proxy-status", productpage(), "-o", "json").out())
          .contains("\"mended\"");
    } finally {
      // The second names what the first has deleted.
      demo.lateen().run("delete", "-f", both);
      demo.lateen().run("delete", "-f", hosts);
    }
  }

  private static String timeouts(int seconds) {
    return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: it-outside}
        spec:
          hosts: [outside.example]
          http:
          - timeout: %ds
            route: [{destination: {host: outside.example}}]
        """
        .formatted(seconds);
  }

  private String productpage() throws IOException {
    return demo.pod("productpage").name();
  }

  private String filter() throws IOException, InterruptedException {
    return demo.lateen().run("get", "envoyfilter", "it-script", "-o", "yaml").out();
  }

  private String journal() throws IOException, InterruptedException {
    return demo.lateen().run("proxy-status", productpage()).out();
  }

  private void awaitJournal(String... words) throws InterruptedException {
    for (var word : words) {
      Eventually.within(NOTICED, () -> word + " in " + journal(), () -> journal().contains(word));
    }
  }

  private void awaitRoute(String name, String text) throws InterruptedException {
    Eventually.within(NOTICED, () -> text + " in " + route(name), () -> route(name).contains(text));
  }

  /** What the product page's Envoy really has. */
  private String route(String name) throws IOException, InterruptedException {
    return demo.lateen()
        .run("proxy-config", "route", productpage(), "--name", name, "-o", "json")
        .out();
  }

  /** A file that the command line reads and the watched folder does not. */
  private String file(String name, String text) throws IOException {
    Files.writeString(demo.see(name), text);
    return DemoRun.FOLDER + "/" + name;
  }

  private static void ok(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
  }
}
