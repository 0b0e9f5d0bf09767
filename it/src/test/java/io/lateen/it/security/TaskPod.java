// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import io.lateen.lab.system.NetworkNamespace;
import io.lateen.lab.topology.Cable;
import io.lateen.lab.traffic.HttpCall;
import io.lateen.lab.traffic.HttpConnection;
import io.lateen.lab.traffic.HttpReply;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A pod of the tasks' mesh: a network of its own in which this process opens sockets, as a client
 * or as the application.
 *
 * @param role what stands in the annotation {@code inject.istio.io/templates}
 * @param netns where its network is entered
 */
record TaskPod(
    String namespace,
    String name,
    Map<String, String> labels,
    Role role,
    Cable cable,
    NetworkNamespace netns) {

  /** What stands before the application. */
  enum Role {
    SIDECAR,
    GATEWAY,
    NONE
  }

  /** What a call has that nobody answered. */
  static final int NOTHING = 0;

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  static TaskPod of(
      String namespace, String name, Map<String, String> labels, Role role, Cable cable, Path run) {
    var file = run.resolve("netns").resolve(cable.namespace());
    return new TaskPod(
        namespace, name, labels, role, cable, new NetworkNamespace(file, Thread::new));
  }

  String address() {
    return cable.address();
  }

  boolean meshed() {
    return role != Role.NONE;
  }

  /** The pod as Kubernetes tells of it. */
  String document() {
    var all = new StringBuilder();
    labels.forEach((key, value) -> all.append(key + ": \"" + value + "\", "));
    if (role == Role.SIDECAR) {
      all.append("security.istio.io/tlsMode: istio, ");
    }
    var annotation =
        switch (role) {
          case SIDECAR -> "{}";
          case GATEWAY -> "{inject.istio.io/templates: gateway}";
          case NONE -> "{sidecar.istio.io/inject: \"false\"}";
        };
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %s, namespace: %s, labels: {%s}, annotations: %s}
    spec: {serviceAccountName: %s, nodeName: host1, containers: [{name: app, image: app}]}
    status: {phase: Running, podIP: %s, podIPs: [{ip: %s}], conditions: [{type: Ready, status: "True"}]}
    """
        .formatted(name, namespace, all, annotation, name, address(), address());
  }

  /** One request on a connection of its own. */
  HttpReply call(InetSocketAddress target, HttpCall call) throws IOException, InterruptedException {
    return netns.call(() -> HttpConnection.once(target, call, TIMEOUT));
  }

  /** The status of the answer; {@link #NOTHING} when there is none. */
  int status(InetSocketAddress target, HttpCall call) throws InterruptedException {
    try {
      return call(target, call).status();
    } catch (IOException e) {
      return NOTHING;
    }
  }

  /** Says a word over TCP; the answer, or nothing when the connection was cut or refused. */
  String say(InetSocketAddress target, String word) throws InterruptedException {
    try {
      return netns.call(
          () -> {
            try (var socket = new Socket()) {
              socket.connect(target, (int) TIMEOUT.toMillis());
              socket.setSoTimeout((int) TIMEOUT.toMillis());
              socket.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
              var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
              return new java.io.BufferedReader(in).lines().findFirst().orElse("");
            }
          });
    } catch (IOException e) {
      return "";
    }
  }
}
