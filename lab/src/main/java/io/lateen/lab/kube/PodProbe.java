// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import io.lateen.lab.system.NetworkNamespace;
import io.lateen.lab.traffic.HttpCall;
import io.lateen.lab.traffic.HttpConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/**
 * Asks the sidecar, as Istio's readiness probe does, and the application from inside the pod, so
 * that no policy of the mesh stands in the way.
 *
 * @param threads makes threads that may enter namespaces
 */
public record PodProbe(ThreadFactory threads) implements Kubelet.Probe {

  /** {@code /healthz/ready} of every sidecar (Istio's status port for probes from outside). */
  private static final int SIDECAR_PORT = 15021;

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  @Override
  public boolean ready(PodPlan pod) throws InterruptedException {
    return (!pod.meshed() || sidecar(pod)) && application(pod);
  }

  private static boolean sidecar(PodPlan pod) {
    var target = new InetSocketAddress(pod.address(), SIDECAR_PORT);
    var call = HttpCall.get(pod.address() + ":" + SIDECAR_PORT, "/healthz/ready");
    try {
      return HttpConnection.once(target, call, TIMEOUT).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean application(PodPlan pod) throws InterruptedException {
    var file = Path.of("/run/netns").resolve(pod.cable().namespace());
    var namespace = new NetworkNamespace(file, threads);
    try {
      return namespace.call(
          () -> {
            try (var socket = new Socket()) {
              var itself = new InetSocketAddress(InetAddress.getLoopbackAddress(), pod.port());
              socket.connect(itself, (int) TIMEOUT.toMillis());
              return true;
            }
          });
    } catch (IOException e) {
      return false;
    }
  }
}
