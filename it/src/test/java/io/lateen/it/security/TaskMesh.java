// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import io.lateen.it.machine.Eventually;
import io.lateen.it.machine.Machine;
import io.lateen.lab.LabException;
import io.lateen.lab.topology.NetworkBuilder;
import io.lateen.lab.traffic.HttpCall;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * The mesh of the tasks, up and ready: processes, pods with real Envoys, applications. A test puts
 * documents in force and says what calls have to answer then.
 */
final class TaskMesh implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(90);
  private static final Duration NOTICED = Duration.ofSeconds(30);
  private static final int SIDECAR_READY = 15021;

  /** Where the gateway listens once a Gateway says so. */
  static final int DOOR = 8080;

  /** The same with TLS. */
  static final int TLS_DOOR = 8443;

  /** Istio's own, so that the tests may name the trust domain where Istio does. */
  private static final String MESH =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: istio, namespace: istio-system}
      data:
        mesh: |
          trustDomain: new-td
          extensionProviders:
          - name: check-http
            envoyExtAuthzHttp:
              service: ext-authz.legacy.svc.cluster.local
              port: 8500
              includeRequestHeadersInCheck: [x-ext-authz]
              headersToUpstreamOnAllow: [x-ext-authz-check-result]
          - name: check-grpc
            envoyExtAuthzGrpc: {service: ext-authz.legacy.svc.cluster.local, port: 9500}
      """;

  private final TaskNode node;
  private final TaskPlan plan;
  private final TaskServers servers = new TaskServers();

  private TaskMesh(TaskNode node, TaskPlan plan) {
    this.node = node;
    this.plan = plan;
  }

  /** Starts it on a machine of its own; {@code folder} is for its commands. */
  static TaskMesh start(Machine machine, Path folder)
      throws IOException, InterruptedException, LabException {
    return start(machine, folder, TaskNode.PLUGGED, "");
  }

  /** The same with these settings of its authority, and these more of the mesh. */
  static TaskMesh start(Machine machine, Path folder, String authority, String more)
      throws IOException, InterruptedException, LabException {
    var plan = new TaskPlan(machine.see("/run"));
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      new NetworkBuilder(TaskNode.commands(machine, folder), executor).build(plan.network());
    }
    var node = TaskNode.start(machine, authority);
    var mesh = new TaskMesh(node, plan);
    mesh.settings(more);
    Files.writeString(node.see("pods.yaml"), plan.documents());
    TaskNode.ok(node.lateen().run("apply", "-f", TaskNode.FOLDER + "/pods.yaml"));
    node.startAgent();
    mesh.servers.authorize(plan.legacy);
    for (var pod : List.of(plan.foo.pod(), plan.bar.pod())) {
      mesh.servers.echoHttp(pod);
    }
    mesh.servers.echoTcp(plan.foo.pod());
    for (var pod : plan.pods()) {
      if (pod.meshed()) {
        node.register(pod);
      }
    }
    mesh.awaitReady();
    return mesh;
  }

  private void awaitReady() throws InterruptedException {
    for (var pod : plan.pods()) {
      if (pod.meshed()) {
        var target = new InetSocketAddress(pod.address(), SIDECAR_READY);
        var call = HttpCall.get("ready", "/healthz/ready");
        Eventually.within(
            READY,
            () -> pod.name() + " is ready: " + node.plane().said(),
            () -> plan.legacy.status(target, call) == 200);
      }
    }
  }

  TaskPlan plan() {
    return plan;
  }

  TaskNode node() {
    return node;
  }

  /** Writes the settings of the mesh anew, with more lines below {@code mesh}. */
  void settings(String more) throws IOException {
    write("mesh.yaml", MESH + more.indent(4));
  }

  /** Puts documents in force, in the place of those of the last call. */
  void in(String documents) throws IOException {
    write("task.yaml", documents);
  }

  /** Takes away what {@link #in} and {@link #settings} have put in force; returns when it is. */
  void clear() throws IOException, InterruptedException {
    Files.deleteIfExists(node.see("config/task.yaml"));
    settings("");
    var suspicious =
        HttpCall.get("nobody", "/headers")
            .with("Authorization", "Bearer nothing")
            .with(TaskServers.CHECK_HEADER, "deny");
    var door = new InetSocketAddress(plan.gateway.address(), DOOR);
    var tls = new InetSocketAddress(plan.gateway.address(), TLS_DOOR);
    expect(
        status(200, plan.legacy, plan.foo.directly(TaskPlan.HTTP), suspicious),
        status(200, plan.legacy, plan.foo.directly(TaskPlan.HTTP), suspicious.by("POST")),
        status(200, plan.legacy, plan.bar.directly(TaskPlan.HTTP), suspicious),
        status(TaskPod.NOTHING, plan.legacy, door, suspicious),
        status(TaskPod.NOTHING, plan.legacy, tls, suspicious));
  }

  private void write(String name, String text) throws IOException {
    var next = node.see(name + ".new");
    Files.writeString(next, text);
    Files.move(next, node.see("config/" + name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** What a call has to answer. */
  record Expected(String what, Callable<String> call, String answer) {}

  /** A request that has to have a status. */
  static Expected status(int status, TaskPod from, InetSocketAddress to, HttpCall call) {
    var what = from.namespace() + "/" + from.name() + " to " + to + " " + call;
    return new Expected(what, () -> "" + from.status(to, call), "" + status);
  }

  /**
   * Waits until all calls answer as expected, then makes each once more: what was so before a
   * change and is not after it would be found. At least one has to be otherwise before the change.
   */
  void expect(Expected... all) throws InterruptedException {
    var expected = List.of(all);
    Eventually.within(
        NOTICED,
        () -> "\n" + String.join("\n", wrong(expected)) + "\n" + problems(),
        () -> isTwice(expected));
  }

  private static boolean isTwice(List<Expected> expected) throws Exception {
    if (!wrong(expected).isEmpty()) {
      return false;
    }
    return wrong(expected).isEmpty();
  }

  private static List<String> wrong(List<Expected> expected) throws Exception {
    var wrong = new ArrayList<String>();
    for (var one : expected) {
      var answer = one.call().call();
      if (!answer.equals(one.answer())) {
        wrong.add("%s: %s and not %s".formatted(one.what(), answer, one.answer()));
      }
    }
    return wrong;
  }

  /** How many requests the tried policies would have refused, as a pod's Envoy counts. */
  long denials(TaskPod pod) throws IOException, InterruptedException {
    var counter = Pattern.compile("rbac\\.[^:]*shadow_denied: (\\d+)");
    var found = counter.matcher(node.admin(pod, "/stats?filter=rbac"));
    long sum = 0;
    while (found.find()) {
      sum += Long.parseLong(found.group(1));
    }
    return sum;
  }

  private String problems() throws IOException, InterruptedException {
    return node.lateen().run("problems").toString();
  }

  @Override
  public void close() throws Exception {
    servers.close();
  }
}
