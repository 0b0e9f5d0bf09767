// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import static io.lateen.it.security.TaskMesh.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.Eventually;
import io.lateen.it.machine.Machine;
import io.lateen.lab.traffic.HttpCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Roots change again and again while sidecars shake hands for each request. Certificates live three
 * minutes: what ends each of the ten phases is that all have followed.
 */
class RotationsTest {

  private static final int ROTATIONS = Integer.getInteger("lateen.rotations", 5);
  private static final int CALLERS = 2;
  private static final int CALLS_PER_ROTATION = 100;
  private static final String AUTHORITY = "{leafLifetime: 3m}";
  private static final Duration ROTATED = Duration.ofMinutes(4);
  private static final Duration PAUSE = Duration.ofMillis(5);

  /** One request for each connection between sidecars, none resumed, none without mutual TLS. */
  private static final String DOCUMENTS =
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: httpbin, namespace: foo}
      spec:
        host: httpbin.foo.svc.cluster.local
        trafficPolicy:
          tls: {mode: ISTIO_MUTUAL}
          connectionPool: {http: {maxRequestsPerConnection: 1}}
      ---
      apiVersion: networking.istio.io/v1alpha3
      kind: EnvoyFilter
      metadata: {name: no-resumption, namespace: foo}
      spec:
        workloadSelector: {labels: {app: curl}}
        configPatches:
        - applyTo: CLUSTER
          match: {context: SIDECAR_OUTBOUND, cluster: {service: httpbin.foo.svc.cluster.local}}
          patch:
            operation: MERGE
            value:
              transport_socket:
                name: envoy.transport_sockets.tls
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
                  max_session_keys: 0
      ---
      apiVersion: security.istio.io/v1
      kind: PeerAuthentication
      metadata: {name: default, namespace: foo}
      spec: {mtls: {mode: STRICT}}
      """;

  /** So that the sidecars count handshakes. */
  private static final String STATISTICS =
      "defaultConfig: {proxyStatsMatcher: {inclusionRegexps: ['.*ssl[.].*']}}";

  @TempDir Path folder;

  /** Calls without end, each on a connection of its own all the way. */
  private static final class Load implements AutoCloseable {

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger calls = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> callers = new ArrayList<>();

    static Load begin(TaskMesh mesh) {
      var load = new Load();
      for (int i = 0; i < CALLERS; i++) {
        load.callers.add(Thread.startVirtualThread(() -> load.call(mesh.plan())));
      }
      return load;
    }

    private void call(TaskPlan plan) {
      var target = plan.foo.at(TaskPlan.HTTP);
      var request = HttpCall.get(plan.foo.host(), "/");
      try {
        while (!ended.get()) {
          int status = plan.curl.status(target, request);
          if (status != 200) {
            failures.add("call " + calls.get() + " answered " + status);
          }
          calls.incrementAndGet();
          Thread.sleep(PAUSE);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() throws InterruptedException {
      ended.set(true);
      for (var caller : callers) {
        caller.join();
      }
    }
  }

  @Test
  void noHandshakeFailsWhileRootsChange() throws Exception {
    try (var machine = Machine.start(folder);
        var mesh = TaskMesh.start(machine, folder, AUTHORITY, STATISTICS)) {
      mesh.in(DOCUMENTS);
      var foo = mesh.plan().foo;
      mesh.expect(
          status(200, mesh.plan().curl, foo.at(TaskPlan.HTTP), HttpCall.get(foo.host(), "/")),
          status(
              TaskPod.NOTHING,
              mesh.plan().legacy,
              foo.directly(TaskPlan.HTTP),
              HttpCall.get(foo.host(), "/")));
      var before = handshakes(mesh);
      var old = new LinkedHashSet<String>();
      int calls;
      try (var load = Load.begin(mesh)) {
        for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
          old.addAll(roots(mesh));
          rotate(mesh, rotation, load);
          assertThat(load.failures).as("failed calls after %d changes", rotation).isEmpty();
        }
        calls = load.calls.get();
      }
      assertThat(calls).isGreaterThan(ROTATIONS * CALLS_PER_ROTATION);
      var after = handshakes(mesh);
      assertThat(after.full() - before.full())
          .as("handshakes of %s calls", calls)
          .isGreaterThanOrEqualTo(calls);
      assertThat(after.failed()).isEqualTo(before.failed());
      System.out.printf(
          "%d changes of roots: %d calls, %d handshakes, none failed%n",
          ROTATIONS, calls, after.full() - before.full());
      theLastRootIsTheOnlyOne(mesh, old);
    }
  }

  private static void rotate(TaskMesh mesh, int rotation, Load load)
      throws IOException, InterruptedException {
    TaskNode.ok(mesh.node().lateen().run("ca", "rotate", "--prompt"));
    int first = load.calls.get();
    Eventually.within(
        ROTATED,
        Duration.ofMillis(500),
        () -> authority(mesh) + mesh.node().plane().said(),
        () -> authority(mesh).path("phase").asString().equals("steady"));
    assertThat(authority(mesh).path("rotations").asInt()).isEqualTo(rotation);
    Eventually.within(
        ROTATED,
        () -> "only " + load.calls.get() + " calls",
        () -> load.calls.get() >= first + CALLS_PER_ROTATION);
  }

  private static JsonNode authority(TaskMesh mesh) throws IOException, InterruptedException {
    var outcome = mesh.node().lateen().run("ca", "status", "-o", "json");
    TaskNode.ok(outcome);
    return JsonMapper.shared().readTree(outcome.out());
  }

  private static Set<String> roots(TaskMesh mesh) throws IOException, InterruptedException {
    var all = new LinkedHashSet<String>();
    authority(mesh).path("roots").forEach(root -> all.add(root.path("serial").asString()));
    return all;
  }

  /** What the sidecars count of the connections between them. */
  private record Handshakes(long full, long failed) {}

  private static Handshakes handshakes(TaskMesh mesh) throws IOException, InterruptedException {
    var client = mesh.node().admin(mesh.plan().curl, "/stats?filter=ssl");
    var server = mesh.node().admin(mesh.plan().foo.pod(), "/stats?filter=ssl");
    long full = sum(server, "ssl[.]handshake") - sum(server, "ssl[.]session_reused");
    long failed = sum(client + server, "ssl[.](connection_error|fail_verify_[a-z_]*)");
    return new Handshakes(full, failed);
  }

  private static long sum(String stats, String name) {
    var counter = Pattern.compile(name + ": (?<count>\\d+)").matcher(stats);
    long sum = 0;
    while (counter.find()) {
      sum += Long.parseLong(counter.group("count"));
    }
    return sum;
  }

  private static void theLastRootIsTheOnlyOne(TaskMesh mesh, Set<String> old)
      throws IOException, InterruptedException {
    assertThat(roots(mesh)).hasSize(1).doesNotContainAnyElementsOf(old);
    assertThat(old).hasSize(ROTATIONS);
    var bundle = mesh.node().lateen().run("ca", "bundle");
    TaskNode.ok(bundle);
    Files.writeString(mesh.node().see("last.pem"), bundle.out());
    for (var pod : List.of(mesh.plan().foo.pod(), mesh.plan().other)) {
      assertThat(shown(mesh, pod, "last.pem")).contains("Verify return code: 0 (ok)");
      assertThat(shown(mesh, pod, "api.pem")).doesNotContain("Verify return code: 0 (ok)");
    }
  }

  /** What a sidecar shows to whoever trusts a file's root alone. */
  private static String shown(TaskMesh mesh, TaskPod pod, String file)
      throws IOException, InterruptedException {
    var command =
        "openssl s_client -connect %s:%d -alpn istio -CAfile %s/%s </dev/null 2>&1"
            .formatted(pod.address(), TaskPlan.HTTP, TaskNode.FOLDER, file);
    var netns = mesh.plan().legacy.cable().namespace();
    return mesh.node()
        .machine()
        .run(Map.of(), List.of("ip", "netns", "exec", netns, "bash", "-c", command))
        .out();
  }
}
