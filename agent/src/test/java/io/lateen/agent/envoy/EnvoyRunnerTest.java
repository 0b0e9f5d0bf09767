// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.Pods;
import io.lateen.agent.workload.ProxyLimits;
import io.lateen.agent.workload.ProxyStart;
import io.lateen.testkit.time.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvoyRunnerTest {

  private static final Path NAMESPACE = Path.of("/run/netns/pod");

  @TempDir Path folder;

  private final FakeProcesses processes = new FakeProcesses();
  private EnvoyFiles files;
  private EnvoyRunner runner;

  @BeforeEach
  void create() throws IOException {
    files = new EnvoyFiles(folder);
    var user = (Integer) Files.getAttribute(folder, "unix:uid");
    var settings =
        new EnvoySettings(
            Path.of("/opt/envoy"),
            user,
            2,
            new Bootstrap.Resolver("10.77.1.1", 15053),
            ProxyNode.Place.of("host1", "cluster.local"));
    var admin = new AdminClient(files.adminSocket(), new VirtualScheduler());
    runner = new EnvoyRunner(files, settings, processes, admin);
  }

  @Test
  void envoyIsStartedInTheNamespaceAsItsUser() throws IOException {
    var process = runner.start(Pods.reviews(), NAMESPACE);
    assertThat(processes.running.get(process))
        .containsSubsequence("nsenter", "--net=/run/netns/pod", "setpriv", "--no-new-privs")
        .containsSubsequence("/opt/envoy", "--config-path", files.bootstrap().toString());
    assertThat(files.bootstrap()).content().contains("reviews-v1-5d8f7c-x2x4z.default");
  }

  @Test
  void theSettingsOfTheMeshCountAtTheStart() throws IOException {
    var start =
        new ProxyStart(
            OptionalInt.of(3),
            45,
            List.of("cluster.outbound"),
            List.of(),
            List.of("good.*", "(bad"),
            new TreeMap<>(Map.of("EXIT_ON_ZERO_ACTIVE_CONNECTIONS", "true", "NAME", "another")),
            new TreeMap<>(),
            "{\"stats_flush_interval\":\"20s\"}",
            new ProxyLimits(0, 2000, 16, 100));
    var process = runner.start(Pods.reviews(Map.of(), start), NAMESPACE);

    assertThat(processes.running.get(process))
        .containsSubsequence("--concurrency", "3")
        .containsSubsequence("--drain-time-s", "45")
        .containsSubsequence("--file-flush-interval-msec", "2000")
        .containsSubsequence("--file-flush-min-size-kb", "16")
        .endsWith("--config-yaml", "{\"stats_flush_interval\":\"20s\"}");
    assertThat(files.bootstrap())
        .content()
        .contains("cluster.outbound", "good.*", "EXIT_ON_ZERO_ACTIVE_CONNECTIONS")
        .contains("\"max_active_downstream_connections\":100")
        .doesNotContain("(bad", "another");
  }

  @Test
  void anAnnotationReplacesTheSettings() throws IOException {
    var start =
        new ProxyStart(
            OptionalInt.of(0),
            0,
            List.of("cluster.outbound"),
            List.of(),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            "",
            ProxyLimits.NONE);
    var annotations =
        Map.of(
            "sidecar.istio.io/statsInclusionPrefixes", "http.in, http.out",
            "sidecar.istio.io/logLevel", "debug",
            "sidecar.istio.io/componentLogLevel", "rbac:trace,http:off");
    var process = runner.start(Pods.reviews(annotations, start), NAMESPACE);

    var cores = Runtime.getRuntime().availableProcessors();
    assertThat(processes.running.get(process))
        .containsSubsequence("--concurrency", Integer.toString(cores))
        .containsSubsequence("--drain-time-s", "5")
        .containsSubsequence(
            "--log-level", "debug", "--component-log-level", "rbac:trace,http:off");
    assertThat(files.bootstrap())
        .content()
        .contains("http.in", "http.out")
        .doesNotContain("cluster.outbound");
  }

  @Test
  void theNextAgentAdoptsARunningEnvoy() throws IOException {
    var process = runner.start(Pods.reviews(), NAMESPACE);
    assertThat(runner.adopt(NAMESPACE)).contains(process);
    assertThat(processes.signals).isEmpty();
  }

  @Test
  void anEnvoyWhosePidFileWasNotWrittenIsFound() throws IOException {
    var process = runner.start(Pods.reviews(), NAMESPACE);
    Files.delete(files.pid());
    assertThat(runner.adopt(NAMESPACE)).contains(process);
    assertThat(files.pid()).content().startsWith(process.pid() + " ");
  }

  @Test
  void nothingIsAdoptedWhenItHasEnded() throws IOException {
    processes.running.remove(runner.start(Pods.reviews(), NAMESPACE));
    assertThat(runner.adopt(NAMESPACE)).isEmpty();
  }

  @Test
  void anEnvoyOfAnotherNamespaceIsEnded() throws IOException {
    var process = runner.start(Pods.reviews(), Path.of("/run/netns/old"));
    assertThat(runner.adopt(NAMESPACE)).isEmpty();
    assertThat(processes.signals).containsExactly("KILL " + process.pid());
  }

  @Test
  void aSecondEnvoyIsEnded() throws IOException {
    var first = runner.start(Pods.reviews(), NAMESPACE);
    Files.delete(files.pid());
    var second = processes.add(List.of("envoy", files.bootstrap().toString()), NAMESPACE);
    assertThat(runner.adopt(NAMESPACE)).contains(first);
    assertThat(processes.signals).containsExactly("KILL " + second.pid());
  }

  @Test
  void aStubbornEnvoyIsKilled() throws IOException {
    processes.stubborn = true;
    var process = runner.start(Pods.reviews(), NAMESPACE);
    runner.end(process, 0);
    assertThat(processes.signals).containsExactly("TERM " + process.pid(), "KILL " + process.pid());
    assertThat(processes.running).isEmpty();
  }

  @Test
  void withoutAdministrationInterfaceItIsNotReady() {
    assertThat(runner.probe()).startsWith("Envoy does not answer");
  }
}
