// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import io.lateen.lab.kube.ClusterPlan;
import io.lateen.lab.kube.PodPlan;
import io.lateen.lab.system.NetworkNamespace;
import io.lateen.lab.system.Waiting;
import io.lateen.lab.topology.NetworkPlan;
import io.lateen.lab.traffic.HttpCall;
import io.lateen.lab.traffic.HttpConnection;
import io.lateen.lab.traffic.HttpReply;
import io.lateen.lab.traffic.Load;
import io.lateen.lab.traffic.LoadReport;
import io.lateen.lab.wire.WireTap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The running lab as proofs see it: pods to call from, services to call, configuration to apply,
 * faults to cause.
 *
 * @param threads makes threads that may enter namespaces
 * @param watched folder whose YAML the control plane applies by itself
 */
public record Stage(
    ClusterPlan cluster,
    NetworkPlan network,
    Configuration configuration,
    Faults faults,
    Waiting waiting,
    ThreadFactory threads,
    Path watched) {

  /** The header by which the sample tells which version answered. */
  static final String VERSION = "x-served-version";

  /** Longer than any delay that proofs cause. */
  static final Duration TIMEOUT = Duration.ofSeconds(15);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The pod that runs a version of a program. */
  PodPlan pod(String program, String version) throws IOException {
    return cluster
        .pod(program, version)
        .orElseThrow(() -> new IOException("no pod runs " + program + " " + version));
  }

  NetworkNamespace in(PodPlan pod) {
    return namespace(pod.cable().namespace());
  }

  /** Where callers live whom the mesh does not know. */
  NetworkNamespace outside() {
    return namespace(network.names().outsideNamespace());
  }

  /** This machine's own network. */
  NetworkNamespace machine() {
    return new NetworkNamespace(Path.of("/proc/self/ns/net"), threads);
  }

  private NetworkNamespace namespace(String name) {
    return new NetworkNamespace(Path.of("/run/netns").resolve(name), threads);
  }

  /** The virtual address of a service, which only captured callers can reach. */
  InetSocketAddress service(String name) throws IOException {
    var service = cluster.service(name).orElseThrow(() -> new IOException("no service " + name));
    return new InetSocketAddress(service.clusterIp(), service.service().ports().getFirst().port());
  }

  static InetSocketAddress address(PodPlan pod) {
    return new InetSocketAddress(pod.address(), pod.port());
  }

  /** A call of an application in {@code from} to a service by its name. */
  HttpReply call(PodPlan from, String service, HttpCall call)
      throws IOException, InterruptedException {
    var target = service(service);
    return in(from).call(() -> HttpConnection.once(target, call, TIMEOUT));
  }

  /** The same call again and again on a few connections, counted by the version that answered. */
  LoadReport calls(PodPlan from, String service, HttpCall call, long count)
      throws IOException, InterruptedException {
    return Load.run(in(from), plan(service, call, 0, count), waiting.ticks());
  }

  /** The same call at a steady rate until stopped. */
  Load load(PodPlan from, String service, HttpCall call, int perSecond) throws IOException {
    return Load.start(in(from), plan(service, call, perSecond, 0), waiting.ticks());
  }

  private Load.Plan plan(String service, HttpCall call, int perSecond, long count)
      throws IOException {
    return new Load.Plan(
        service(service),
        call,
        reply -> reply.header(VERSION).orElse("unknown"),
        8,
        perSecond,
        count,
        TIMEOUT);
  }

  /** How many requests for {@code path} have reached a pod's application, asked past the mesh. */
  long arrived(PodPlan pod, String path) throws IOException, InterruptedException {
    return counts(in(pod), pod.port(), path);
  }

  /** How many requests for {@code path} have reached the stranger outside. */
  long arrivedOutside(String path) throws IOException, InterruptedException {
    return counts(outside(), 80, path);
  }

  private static long counts(NetworkNamespace namespace, int port, String path)
      throws IOException, InterruptedException {
    var body = local(namespace, port, HttpCall.get("localhost", "/debug/counts")).body();
    try {
      return JSON.readTree(body).path(path).asLong(0);
    } catch (JacksonException e) {
      throw new IOException("not JSON: " + body, e);
    }
  }

  /** A call to the application of a pod from beside it, past the mesh. */
  static HttpReply local(NetworkNamespace namespace, int port, HttpCall call)
      throws IOException, InterruptedException {
    var itself = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return namespace.call(() -> HttpConnection.once(itself, call, TIMEOUT));
  }

  /** Listens on a host's end of a pod's cable. */
  WireTap tap(PodPlan pod) throws IOException, InterruptedException {
    var host = namespace(network.names().hostNamespace(pod.host()));
    return new WireTap(host, network.podPort(pod.cable()), pod.address(), pod.port());
  }

  void apply(String... fileNames) throws IOException, InterruptedException {
    configuration.apply(fileNames);
  }

  void clear() throws IOException, InterruptedException {
    configuration.clear();
  }

  /** GET of the document that a service of the sample gives for book 0. */
  static HttpCall book(String service) {
    return HttpCall.get(service + ":9080", "/" + service + "/0");
  }
}
