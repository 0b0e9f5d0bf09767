// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.DemoRun;
import io.lateen.it.machine.DemoRun.Pod;
import io.lateen.it.machine.Eventually;
import io.lateen.it.machine.SharedDemo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an agent does for its workloads when something beside it dies or leaves. */
@ExtendWith(SharedDemo.class)
class AgentFaultsTest {

  private static final int READINESS = 15021;
  private static final Duration HEALED = Duration.ofMinutes(1);

  private final DemoRun demo;
  private Pod details;

  AgentFaultsTest(DemoRun demo) {
    this.demo = demo;
  }

  @BeforeEach
  void find() throws IOException {
    details = demo.pod("details");
  }

  @Test
  void theOpenDoorTellsReadinessAndNothingElse() throws IOException, InterruptedException {
    assertThat(ask("/healthz/ready")).startsWith("HTTP/1.1 200");
    for (var path : List.of("/config_dump", "/stats", "/clusters", "/", "/healthz/ready/x")) {
      assertThat(ask(path)).as(path).startsWith("HTTP/1.1 404");
    }
    var quit = ask("/quitquitquit");
    assertThat(quit).startsWith("HTTP/1.1 404");
    assertThat(ask("/healthz/ready")).startsWith("HTTP/1.1 200");
  }

  @Test
  void aKilledEnvoyIsReplaced() throws IOException, InterruptedException {
    long before = demo.envoy(details);

    demo.machine().signal(before, "KILL");

    awaitEnvoyOtherThan(before);
    assertThat(pageOfDetails()).contains("200 OK");
  }

  @Test
  void aKilledAgentLeavesItsEnvoysAndTheNextAdoptsThem() throws IOException, InterruptedException {
    long envoy = demo.envoy(details);
    long agent = demo.task("agent-host1");

    demo.machine().signal(agent, "KILL");

    // Names are the agent's part; traffic is not.
    assertThat(pageBy(demo.serviceAddress("details"))).contains("200 OK");
    Eventually.within(
        HEALED,
        () -> "another agent than " + agent + ": " + demo.machine().processes(),
        () ->
            demo.task("agent-host1") != agent
                && demo.lateen().run("apply", "--wait", "-f", timeout(9)).exitCode() == 0
                && proxyState().contains("SYNCED"));
    assertThat(demo.envoy(details)).isEqualTo(envoy);
    demo.lateen().run("delete", "-f", timeout(9));
    assertThat(pageOfDetails()).contains("200 OK");
  }

  @Test
  void aRemovedRegistrationLeavesNothing() throws IOException, InterruptedException {
    var registration = demo.registration(details);
    var text = Files.readString(registration);
    long envoy = demo.envoy(details);
    assertThat(rules()).contains("15001");
    assertThat(filesAbout(details)).isNotEmpty();

    Files.delete(registration);

    Eventually.within(
        HEALED,
        () -> "nothing left of " + details + ": " + filesAbout(details) + rules(),
        () ->
            filesAbout(details).isEmpty()
                && rules().isBlank()
                && !demo.machine().processes().containsKey(envoy));

    Files.writeString(registration, text);
    awaitEnvoyOtherThan(envoy);
    Eventually.within(
        HEALED, () -> "a page: " + pageOfDetails(), () -> pageOfDetails().contains("200 OK"));
  }

  private String ask(String path) throws IOException, InterruptedException {
    return demo.getFromHost(details, READINESS, path);
  }

  private void awaitEnvoyOtherThan(long before) throws InterruptedException {
    Eventually.within(
        HEALED,
        () -> "another Envoy than " + before + " is ready: " + demo.machine().processes(),
        () ->
            Files.exists(demo.runFolder(details).resolve("envoy.pid"))
                && demo.envoy(details) != before
                && ask("/healthz/ready").startsWith("HTTP/1.1 200"));
  }

  /** Through the product page's Envoy and that of details. */
  private String pageOfDetails() throws IOException, InterruptedException {
    return pageBy("details");
  }

  private String pageBy(String host) throws IOException, InterruptedException {
    return demo.get(demo.pod("productpage"), host, details.port(), "/details/0");
  }

  private String proxyState() throws IOException, InterruptedException {
    return demo.lateen().run("proxy-status", details.name()).out();
  }

  private String rules() throws IOException, InterruptedException {
    return demo.machine()
        .run("ip", "netns", "exec", details.namespace(), "nft", "list", "ruleset")
        .out();
  }

  /** Sockets, bootstraps, certificates with their keys, last good configuration. */
  private List<Path> filesAbout(Pod pod) throws IOException {
    try (var files = Files.walk(demo.see("host1"))) {
      return files
          .filter(file -> file.toString().contains(pod.uid()))
          .filter(file -> !file.equals(demo.registration(pod)))
          .toList();
    }
  }

  private String timeout(int seconds) throws IOException {
    var file = demo.see("it-timeout.yaml");
    Files.writeString(
        file,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: it-details}
        spec:
          hosts: [details]
          http:
          - timeout: %ds
            route: [{destination: {host: details}}]
        """
            .formatted(seconds));
    return DemoRun.FOLDER + "/it-timeout.yaml";
  }
}
