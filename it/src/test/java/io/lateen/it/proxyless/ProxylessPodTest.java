// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.proxyless;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.DemoRun;
import io.lateen.it.machine.Eventually;
import io.lateen.it.machine.Outcome;
import io.lateen.it.machine.SharedDemo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** What the demo's agent does for a pod that has no Envoy. */
@Tag("once")
@ExtendWith(SharedDemo.class)
class ProxylessPodTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int USER = 4711;
  private static final String NAME = "it-proxyless";

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: it-proxyless
        namespace: default
        labels: {app: it-proxyless}
        annotations: {inject.istio.io/templates: grpc-agent, lateen.io/application-user: "4711"}
      spec: {serviceAccountName: default, nodeName: host1, containers: [{name: app, image: auto}]}
      status: {phase: Running, podIP: 10.99.0.9, podIPs: [{ip: 10.99.0.9}], conditions: [{type: Ready, status: "True"}]}
      """;

  private final DemoRun demo;

  ProxylessPodTest(DemoRun demo) {
    this.demo = demo;
  }

  @Test
  void thePodGetsItsFilesAndItsSocketButNoEnvoy() throws Exception {
    ok(demo.machine().run("ip", "netns", "add", NAME));
    ok(demo.machine().run("ip", "-n", NAME, "link", "set", "lo", "up"));
    Files.writeString(demo.see(NAME + ".yaml"), POD);
    ok(demo.lateen().run("apply", "-f", DemoRun.FOLDER + "/" + NAME + ".yaml"));
    var read = demo.lateen().run("get", "pod", NAME, "-n", "default", "-o", "json");
    var uid =
        JsonMapper.builder().build().readTree(read.out()).path("metadata").path("uid").asString("");
    register(uid);
    var run = demo.see("host1/run/" + uid);
    var bootstrap = run.resolve("grpc/grpc-bootstrap.json");
    var key = run.resolve("grpc/current/key.pem");
    Eventually.within(
        PATIENCE, () -> "no files in " + run, () -> Files.exists(bootstrap) && Files.exists(key));

    assertThat(Files.exists(run.resolve("envoy.pid"))).isFalse();
    for (var file : new Path[] {bootstrap, key}) {
      assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(USER);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    // There is no way out of this network: the endpoint that could not be reached is the answer.
    var pod = demo.pod("ratings");
    var inside = call(List.of("ip", "netns", "exec", NAME), uid);
    assertThat(inside.out()).startsWith("UNAVAILABLE").contains(pod.address());
    // Another network's process, though root's, gets nothing.
    var outside = call(List.of(), uid);
    assertThat(outside.out()).doesNotContain(pod.address());

    Files.delete(demo.see("host1/workloads/" + uid + ".json"));
    ok(demo.lateen().run("delete", "-f", DemoRun.FOLDER + "/" + NAME + ".yaml"));
    Eventually.within(PATIENCE, () -> "files stay", () -> !Files.exists(run));
    ok(demo.machine().run("ip", "netns", "delete", NAME));
  }

  private void register(String uid) throws IOException {
    var folder = demo.see("host1/workloads");
    var next = folder.resolve(uid + ".new");
    Files.writeString(next, "{\"uid\":\"%s\",\"netns\":\"/run/netns/%s\"}".formatted(uid, NAME));
    Files.move(next, folder.resolve(uid + ".json"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** A call of an application with that pod's bootstrap. */
  private Outcome call(List<String> where, String uid) throws IOException, InterruptedException {
    var command = new ArrayList<>(where);
    command.addAll(
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "-Dio.grpc.xds.bootstrap="
                + DemoRun.FOLDER
                + "/host1/run/"
                + uid
                + "/grpc/grpc-bootstrap.json",
            CallOnce.class.getName(),
            "xds:///ratings.default.svc.cluster.local:9080"));
    return demo.machine().run(Map.of(), command);
  }

  private static void ok(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
  }
}
