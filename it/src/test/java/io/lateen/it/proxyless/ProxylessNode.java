// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.proxyless;

import io.lateen.agent.envoy.ProxyNode;
import io.lateen.agent.identity.WorkloadIdentities;
import io.lateen.agent.identity.certificate.Seams;
import io.lateen.agent.identity.node.NodeIdentity;
import io.lateen.agent.identity.node.NodeSettings;
import io.lateen.agent.identity.socket.UnixEventLoops;
import io.lateen.agent.identity.socket.UnixGrpcServer;
import io.lateen.agent.identity.socket.Verdict;
import io.lateen.agent.proxyless.GrpcFiles;
import io.lateen.agent.proxyless.WorkloadFiles;
import io.lateen.agent.relay.FileLastGoodStore;
import io.lateen.agent.relay.RelayEvents;
import io.lateen.agent.relay.RelaySeams;
import io.lateen.agent.relay.SotwRelay;
import io.lateen.agent.workload.AssignedWorkload;
import io.lateen.base.time.SystemScheduler;
import io.lateen.client.ApiClient;
import io.lateen.client.Credential;
import io.lateen.controlplane.bootstrap.ControlPlane;
import io.lateen.controlplane.config.ControlPlaneConfig;
import io.lateen.controlplane.config.Listen;
import io.lateen.it.machine.Eventually;
import io.lateen.proto.node.v1.Workload;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A control plane, and a node with the parts of its agent that workloads without proxy need. */
final class ProxylessNode implements AutoCloseable {

  static final String NAME = "host1";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Restart> again = new LinkedHashMap<>();
  private final ControlPlane plane;
  private final ApiClient api;
  private final NodeIdentity node;
  private final WorkloadIdentities identities;
  private final UnixEventLoops loops;
  private final SystemScheduler scheduler;

  /** Starts both; {@code documents} are applied before the node joins. */
  ProxylessNode(Path folder, String documents) throws Exception {
    this.folder = folder;
    open.push(blocking::shutdownNow);
    this.plane =
        ControlPlane.start(
            new ControlPlaneConfig(
                "cluster.local",
                folder.resolve("data"),
                new Listen("127.0.0.1", 0),
                new Listen("127.0.0.1", 0),
                List.of(),
                Optional.of(folder.resolve("credential.json")),
                List.of()));
    open.push(plane);
    var credential = Credential.read(folder.resolve("credential.json"));
    this.api = new ApiClient(credential);
    open.push(api);
    apply(documents);
    this.scheduler =
        new SystemScheduler("node-timer", (thread, failure) -> failure.printStackTrace());
    open.push(scheduler);
    var random = new SecureRandom();
    var seams = new Seams(InstantSource.system(), scheduler, random, random, blocking);
    var settings =
        new NodeSettings(
            NAME,
            List.of(new InetSocketAddress("127.0.0.1", plane.xdsPort())),
            Files.writeString(folder.resolve("ca.pem"), credential.ca()),
            Optional.of(Files.writeString(folder.resolve("token"), api.joinToken(NAME))),
            Files.createDirectories(folder.resolve("state")));
    this.node = NodeIdentity.start(settings, seams).orThrow();
    open.push(node);
    Eventually.within(PATIENCE, () -> node.state().toString(), node::isReady);
    this.identities = new WorkloadIdentities(node, folder.resolve("state"), seams);
    open.push(identities);
    this.loops = UnixEventLoops.start();
    open.push(loops);
  }

  /** Applies documents and waits until every proxy has answered. */
  void apply(String documents) throws Exception {
    var report = api.apply(documents);
    if (!report.accepted()) {
      throw new AssertionError(report.problems().render());
    }
    api.awaitRevision(report.revision(), PATIENCE);
  }

  ApiClient api() {
    return api;
  }

  /** Serves a pod as its agent would; returns the text of its gRPC library's bootstrap. */
  String serve(String namespace, String pod) throws Exception {
    var record = api.read("/api/v1/namespaces/" + namespace + "/pods/" + pod);
    var uid = record.path("metadata").path("uid").asString("");
    var account = record.path("spec").path("serviceAccountName").asString("");
    var home = Files.createDirectories(folder.resolve(pod));
    var socket = home.resolve("xds.sock");
    serve(uid, socket);
    var assigned =
        AssignedWorkload.of(
            Workload.newBuilder()
                .setUid(uid)
                .setNamespace(namespace)
                .setName(pod)
                .setServiceAccount(account)
                .build());
    var place = ProxyNode.Place.of(NAME, "cluster.local");
    var paths = new GrpcFiles(home.resolve("grpc"));
    var files =
        new WorkloadFiles(paths, user(), identities.open(uid, namespace, account), scheduler);
    files.start(ProxyNode.of(assigned, place), socket, blocking);
    open.push(files::close);
    Eventually.within(PATIENCE, files::missing, () -> files.missing().isEmpty());
    return Files.readString(paths.bootstrap());
  }

  private void serve(String uid, Path socket) throws Exception {
    var relay = relay(uid);
    var server =
        UnixGrpcServer.start(
            new UnixGrpcServer.Settings(socket, user()),
            peer -> new Verdict.Allowed(),
            List.of(relay.service()),
            loops,
            blocking);
    open.push(server);
    again.put(
        uid,
        () -> {
          server.close();
          relay.close();
          serve(uid, socket);
        });
  }

  /** The control plane ends, and then the agent does and another one begins. */
  void goOnAlone() throws Exception {
    plane.close();
    for (var restart : List.copyOf(again.values())) {
      restart.call();
    }
  }

  /** What begins a relay anew; in the order of the workloads. */
  private interface Restart {
    void call() throws Exception;
  }

  /** Where the last good configuration of a pod is. */
  Path lastGood(String namespace, String pod) throws Exception {
    var record = api.read("/api/v1/namespaces/" + namespace + "/pods/" + pod);
    return folder.resolve(record.path("metadata").path("uid").asString("") + ".lastgood");
  }

  private SotwRelay relay(String uid) {
    var seams = new RelaySeams(scheduler, new Random(), blocking, blocking, RelayEvents.NONE);
    var store = new FileLastGoodStore(folder.resolve(uid + ".lastgood"));
    var relay = new SotwRelay(uid, node.channel(), store, seams);
    relay.start();
    open.push(relay);
    return relay;
  }

  private static int user() throws Exception {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
