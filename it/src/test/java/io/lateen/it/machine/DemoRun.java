// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./lateen demo} on a machine, with one host, up and ready.
 *
 * @param lateen commands that find it by themselves
 */
public record DemoRun(Machine machine, RunningCommand process, Lateen lateen) {

  /** Its folder on the machine. */
  public static final String FOLDER = "/run/lateen/demo";

  private static final Duration START = Duration.ofMinutes(3);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Starts it with the Envoy under test and waits until every pod is ready. */
  public static DemoRun start(Machine machine) throws IOException, InterruptedException {
    var lateen = Lateen.on(machine);
    var process = lateen.launch("demo", "--hosts", "1");
    process.awaitWord("The mesh runs", START);
    return new DemoRun(machine, process, lateen);
  }

  /** A path below the demo's folder, as the test reads it. */
  public Path see(String path) {
    return machine.see(FOLDER + "/" + path);
  }

  /** What the agent keeps for a pod's Envoy while it runs. */
  public Path runFolder(Pod pod) {
    return see("host1/run/" + pod.uid());
  }

  /** The file by which the pod is known to its agent. */
  public Path registration(Pod pod) {
    return see("host1/workloads/" + pod.uid() + ".json");
  }

  /** One pod. */
  public record Pod(String uid, String name, String namespace, String address, int port) {}

  /** The first pod of a program. */
  public Pod pod(String program) throws IOException {
    for (var pod : state().path("pods")) {
      if (pod.path("program").asString("").equals(program)) {
        return new Pod(
            pod.path("uid").asString(""),
            pod.path("name").asString(""),
            pod.path("networkNamespace").asString(""),
            pod.path("address").asString(""),
            pod.path("port").asInt(0));
      }
    }
    throw new IllegalStateException("no pod of " + program);
  }

  /** The virtual address of a service, which needs no name to be resolved. */
  public String serviceAddress(String name) throws IOException {
    for (var service : state().path("services")) {
      if (service.path("name").asString("").equals(name)) {
        return service.path("address").asString("");
      }
    }
    throw new IllegalStateException("no service " + name);
  }

  /** What the demo has written about itself. */
  public JsonNode state() throws IOException {
    return JSON.readTree(Files.readString(see("state.json")));
  }

  /** The number of a task's process, such as {@code agent-host1}. */
  public long task(String name) throws IOException {
    return firstNumber(see("pids/" + name + ".pid"));
  }

  /** The number of a pod's Envoy. */
  public long envoy(Pod pod) throws IOException {
    return firstNumber(runFolder(pod).resolve("envoy.pid"));
  }

  private static long firstNumber(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip().split(" ", 2)[0]);
  }

  /** One request from a pod's network, where its calls are captured; empty when nobody answers. */
  public String get(Pod from, String host, int port, String path)
      throws IOException, InterruptedException {
    return get(from, host, port, path, "");
  }

  /**
   * One request with a header.
   *
   * @param header a line such as {@code cookie: a=b}; empty for none
   */
  public String get(Pod from, String host, int port, String path, String header)
      throws IOException, InterruptedException {
    return request(from.namespace(), host, port, path, header);
  }

  /** One request from the pod's host, as a kubelet asks. */
  public String getFromHost(Pod to, int port, String path)
      throws IOException, InterruptedException {
    return request("lateen-host1", to.address(), port, path, "");
  }

  /** The whole answer, head and body, by bash alone. */
  private String request(String namespace, String host, int port, String path, String header)
      throws IOException, InterruptedException {
    var script =
        "exec 3<>\"/dev/tcp/$0/$1\" && printf 'GET %s HTTP/1.1\\r\\nHost: %s:%s\\r\\nConnection:"
            + " close\\r\\n%s\\r\\n' \"$2\" \"$0\" \"$1\" \"$3\" >&3 && cat <&3";
    var line = header.isEmpty() ? "" : header + "\r\n";
    var shell = List.of("ip", "netns", "exec", namespace, "bash", "-c", script);
    var command = new ArrayList<>(shell);
    command.addAll(List.of(host, "" + port, path, line));
    return machine.run(Map.of(), command).out();
  }
}
