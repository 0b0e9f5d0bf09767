// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.DemoRun;
import io.lateen.it.machine.Eventually;
import io.lateen.it.machine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway beside the demo's pods: a network namespace with nothing but loopback, in which an
 * Envoy of the demo's agent serves what selects {@code gateway: NAME}.
 */
record GatewayPod(DemoRun demo, String name, String namespace, String uid)
    implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static GatewayPod start(DemoRun demo, String name, String namespace, String address)
      throws IOException, InterruptedException {
    var machine = demo.machine();
    ok(machine.run("ip", "netns", "add", name));
    ok(machine.run("ip", "-n", name, "link", "set", "lo", "up"));
    apply(demo, name + ".yaml", pod(name, namespace, address));
    var read = demo.lateen().run("get", "pod", name, "-n", namespace, "-o", "json");
    var uid = JSON.readTree(read.out()).path("metadata").path("uid").asString("");
    assertThat(uid).as(read.toString()).isNotEmpty();
    var folder = demo.see("host1/workloads");
    var next = folder.resolve(uid + ".new");
    Files.writeString(next, "{\"uid\":\"%s\",\"netns\":\"/run/netns/%s\"}".formatted(uid, name));
    Files.move(next, folder.resolve(uid + ".json"), StandardCopyOption.ATOMIC_MOVE);
    var pod = new GatewayPod(demo, name, namespace, uid);
    Eventually.within(
        READY, () -> "ready: " + pod.in("curl", "-s", pod.ready()), () -> pod.isReady());
    return pod;
  }

  private static String pod(String name, String namespace, String address) {
    return """
    apiVersion: v1
    kind: Pod
    metadata:
      name: %s
      namespace: %s
      labels: {gateway: %s}
      annotations: {inject.istio.io/templates: gateway}
    spec: {serviceAccountName: default, nodeName: host1, containers: [{name: istio-proxy, image: auto}]}
    status: {phase: Running, podIP: %s, podIPs: [{ip: %s}], conditions: [{type: Ready, status: "True"}]}
    """
        .formatted(name, namespace, name, address, address);
  }

  private String ready() {
    return "http://127.0.0.1:15021/healthz/ready";
  }

  private boolean isReady() throws IOException, InterruptedException {
    return in("curl", "-s", "-o", "/dev/null", "-f", ready()).exitCode() == 0;
  }

  /** Runs a command in the gateway's network. */
  Outcome in(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ip", "netns", "exec", name));
    command.addAll(List.of(words));
    return demo.machine().run(Map.of(), command);
  }

  /** Applies a text as a user does. */
  static void apply(DemoRun demo, String file, String text)
      throws IOException, InterruptedException {
    Files.writeString(demo.see(file), text);
    ok(demo.lateen().run("apply", "-f", DemoRun.FOLDER + "/" + file));
  }

  static void delete(DemoRun demo, String file) throws IOException, InterruptedException {
    ok(demo.lateen().run("delete", "-f", DemoRun.FOLDER + "/" + file));
  }

  static void ok(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    Files.deleteIfExists(demo.see("host1/workloads/" + uid + ".json"));
    delete(demo, name + ".yaml");
    Eventually.within(
        READY, () -> "the Envoy ends", () -> !Files.exists(demo.see("host1/run/" + uid)));
    ok(demo.machine().run("ip", "netns", "delete", name));
  }
}
