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

/** What would do harm does not reach the traffic, and everything else still does. */
@ExtendWith(SharedDemo.class)
class HeldBackTest {

  private static final Duration NOTICED = Duration.ofSeconds(30);

  /** Istio takes any size; Envoy none above 8,388,608 (RingHashLbConfig.minimum_ring_size). */
  private static final String REFUSED_BY_ENVOY =
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: it-ring}
      spec:
        host: details
        trafficPolicy:
          loadBalancer:
            consistentHash: {httpHeaderName: x-user, ringHash: {minimumRingSize: 99999999}}
      """;

  /** Only Envoy itself reads scripts. */
  private static final String REFUSED_SCRIPT =
      """
      apiVersion: extensions.istio.io/v1alpha1
      kind: TrafficExtension
      metadata: {name: it-lua}
      spec:
        selector: {matchLabels: {app: details}}
        match: [{mode: SERVER}]
        lua: {inlineCode: "nonsense ("}
      """;

  private final DemoRun demo;

  HeldBackTest(DemoRun demo) {
    this.demo = demo;
  }

  @Test
  void anObjectThatEnvoyWouldRefuseIsToldAndNotSent() throws IOException, InterruptedException {
    var refused = file("it-ring.yaml", REFUSED_BY_ENVOY);
    var other = file("it-ratings.yaml", timeout("ratings", "it-ratings", 11));
    try {
      var outcome = demo.lateen().run("apply", "--wait", "-f", refused);

      assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(1);
      assertThat(outcome.err())
          .contains("not in force as written: DestinationRule default/it-ring");
      var problems = demo.lateen().run("problems").out();
      assertThat(problems).contains("DestinationRule default/it-ring").contains("fix ");
      assertThat(problems).as("the reason, not the configuration").doesNotContain("goo.gle");
      assertThat(call("details", "/details/0")).contains("200 OK");

      ok(demo.lateen().run("apply", "-f", other));
      awaitRoute("\"11s\"");
    } finally {
      ok(demo.lateen().run("delete", "-f", refused));
      ok(demo.lateen().run("delete", "-f", other));
    }
    ok(demo.lateen().run("apply", "--wait", "-f", other));
    ok(demo.lateen().run("delete", "-f", other));
  }

  @Test
  void anObjectThatEnvoyRefusesIsToldInItsStatus() throws IOException, InterruptedException {
    var broken = file("it-lua.yaml", REFUSED_SCRIPT);
    try {
      var outcome = demo.lateen().run("apply", "--wait", "-f", broken);

      assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(1);
      assertThat(outcome.err()).contains("a proxy refuses");
      Eventually.within(
          NOTICED, () -> "a status: " + script(), () -> script().contains("RefusedByProxy"));
      assertThat(demo.lateen().run("problems").out())
          .contains("TrafficExtension default/it-lua")
          .doesNotContain("goo.gle");

      Files.writeString(
          demo.see("it-lua.yaml"), REFUSED_SCRIPT.replace("nonsense (", "local nonsense = 1"));
      ok(demo.lateen().run("apply", "--wait", "-f", broken));
      Eventually.within(
          NOTICED, () -> "mended: " + script(), () -> script().contains("reason: Programmed"));
    } finally {
      ok(demo.lateen().run("delete", "-f", broken));
    }
  }

  private String script() throws IOException, InterruptedException {
    return demo.lateen().run("get", "trafficextension", "it-lua", "-o", "yaml").out();
  }

  @Test
  void aFileThatTurnsBadKeepsItsLastGoodVersion() throws IOException, InterruptedException {
    var file = demo.see("config/it-details.yaml");
    var good = timeout("details", "it-details", 13);
    try {
      Files.writeString(file, good);
      awaitRoute("\"13s\"");

      Files.writeString(file, good.replace("timeout:", "timeuot:").replace("13s", "14s"));

      Eventually.within(
          NOTICED,
          () -> "a problem: " + demo.lateen().run("problems"),
          () -> demo.lateen().run("problems").out().contains("config/it-details.yaml:7:"));
      assertThat(routes()).contains("\"13s\"").doesNotContain("\"14s\"");
      assertThat(call("details", "/details/0")).contains("200 OK");

      Files.writeString(file, good.replace("13s", "15s"));
      awaitRoute("\"15s\"");
    } finally {
      Files.deleteIfExists(file);
    }
    Eventually.within(NOTICED, this::routes, () -> !routes().contains("\"15s\""));
  }

  private static String timeout(String host, String name, int seconds) {
    return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: %s}
        spec:
          hosts: [%s]
          http:
          - timeout: %ds
            route: [{destination: {host: %s}}]
        """
        .formatted(name, host, seconds, host);
  }

  private void awaitRoute(String text) throws InterruptedException {
    Eventually.within(NOTICED, () -> text + " in " + routes(), () -> routes().contains(text));
  }

  /** What the product page's Envoy really has. */
  private String routes() throws IOException, InterruptedException {
    return demo.lateen()
        .run(
            "proxy-config", "route", demo.pod("productpage").name(), "--name", "9080", "-o", "json")
        .out();
  }

  private String call(String host, String path) throws IOException, InterruptedException {
    return demo.get(demo.pod("productpage"), host, 9080, path);
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
