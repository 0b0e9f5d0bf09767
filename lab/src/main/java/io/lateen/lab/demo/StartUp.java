// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.client.ApiClient;
import io.lateen.client.Credential;
import io.lateen.client.CredentialException;
import io.lateen.lab.LabException;
import io.lateen.lab.kube.ClusterPlan;
import io.lateen.lab.kube.ClusterPlanner;
import io.lateen.lab.kube.Kubelet;
import io.lateen.lab.kube.PodPlan;
import io.lateen.lab.kube.PodProbe;
import io.lateen.lab.kube.Samples;
import io.lateen.lab.process.ProcessControl;
import io.lateen.lab.process.Supervisor;
import io.lateen.lab.process.Task;
import io.lateen.lab.topology.AddressPlan;
import io.lateen.lab.topology.NetworkBuilder;
import io.lateen.lab.topology.NetworkPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

/** One start of a lab, step by step; the caller removes what a failed one leaves. */
final class StartUp {

  /** How long the control plane may take to open its ports. */
  private static final Duration CONTROL_PLANE_LIMIT = Duration.ofSeconds(60);

  /** How long all pods may take from the start of the agents until they are ready. */
  private static final Duration PODS_LIMIT = Duration.ofSeconds(90);

  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofMillis(20);

  private final DemoTools tools;
  private final DemoOptions options;
  private final NetworkBuilder builder;
  private final ProcessControl processes;
  private final ExecutorService executor;
  private final Progress progress;
  private final StateFolder folder;
  private final AddressPlan addresses;
  private final List<String> hosts;
  private final ConfigFiles files;
  private final Applications applications;

  /** What the demo shares with every start. */
  record Machine(NetworkBuilder builder, ProcessControl processes, ExecutorService executor) {}

  StartUp(DemoTools tools, DemoOptions options, Machine machine, Progress progress)
      throws LabException {
    this.tools = tools;
    this.options = options;
    this.builder = machine.builder();
    this.processes = machine.processes();
    this.executor = machine.executor();
    this.progress = progress;
    this.folder = new StateFolder(options.stateDir());
    this.addresses = options.addresses();
    var names = options.names();
    this.hosts = IntStream.rangeClosed(1, options.hosts()).mapToObj(names::host).toList();
    this.files = new ConfigFiles(folder, addresses);
    this.applications =
        new Applications(tools.launch(), folder, options.cacheDir(), tools.threads());
  }

  RunningLab run(Steps steps, DocumentReader reader) throws LabException, InterruptedException {
    var samples = new Samples(options.samples(), options.istioSamples());
    var planner = new ClusterPlanner(options.names(), addresses, options.hosts(), tools.random());
    var plan = planner.plan(reader.read(samples.kubernetes()));
    var network = new NetworkPlan(options.names(), addresses, options.hosts(), plan.cables());
    var state = LabState.of(network, plan, tools.clock().instant());
    steps.run("network", () -> buildNetwork(network, plan, state));
    var supervisor =
        new Supervisor(processes, folder.pidFiles(), tools.scheduler(), executor, progress::note);
    try {
      steps.run("control plane", () -> startControlPlane(supervisor, plan, network));
      var api = new ApiClient(credential());
      var registry = new PodRegistry(api);
      var cluster = registry.register(plan, addresses::host);
      var known = state.identified(cluster);
      var kubelet = kubelet(cluster, registry);
      steps.run("agents", () -> startAgents(supervisor, cluster, known, registry));
      kubelet.start();
      steps.run("sidecars", () -> awaitPods(kubelet, cluster, registry));
      return new RunningLab(folder, known, network, cluster, samples, supervisor, kubelet, api);
    } catch (LabException | InterruptedException | RuntimeException e) {
      supervisor.close();
      throw e;
    }
  }

  private String buildNetwork(NetworkPlan network, ClusterPlan cluster, LabState state)
      throws LabException, IOException, InterruptedException {
    files.makeFolders(hosts);
    state.write(folder.state());
    builder.build(network);
    for (var pod : cluster.pods()) {
      files.nameResolution(pod, addresses.host(pod.host()));
    }
    return "%d hosts, %d pods, one stranger".formatted(options.hosts(), cluster.pods().size());
  }

  /** Applications need nothing of the mesh to start, so they use the time until it is there. */
  private String startControlPlane(Supervisor supervisor, ClusterPlan cluster, NetworkPlan network)
      throws LabException, IOException, InterruptedException {
    Ports.requireFree(addresses.controlPlane(), ConfigFiles.XDS_PORT, ConfigFiles.API_PORT);
    var name = RunningLab.CONTROL_PLANE;
    var command = tools.launch().controlPlane(files.controlPlane());
    supervisor.start(new Task(name, command, folder.log(name)));
    applications.start(supervisor, cluster, network);
    boolean ready =
        tools
            .waiting()
            .until(() -> supervisor.restarts(name) > 0 || isReady(name), CONTROL_PLANE_LIMIT, LOOK);
    if (!ready || supervisor.restarts(name) > 0) {
      throw new LabException(
          LabException.UNAVAILABLE,
          "the control plane does not start: " + Logs.lastWords(folder.log(name)),
          "its log is kept, see below");
    }
    return "https://%s:%d".formatted(addresses.controlPlane(), ConfigFiles.API_PORT);
  }

  private boolean isReady(String task) {
    return Files.exists(folder.credential()) && Logs.hasLine(folder.log(task), "ready");
  }

  private String startAgents(
      Supervisor supervisor, ClusterPlan cluster, LabState known, PodRegistry registry)
      throws LabException, IOException, InterruptedException {
    known.write(folder.state());
    files.controlPlaneCa(credential().ca());
    for (var pod : meshed(cluster)) {
      files.register(pod);
    }
    for (int i = 0; i < hosts.size(); i++) {
      var host = hosts.get(i);
      var config =
          files.agent(host, addresses.host(i + 1), options.envoy(), registry.joinToken(host));
      var task = RunningLab.agent(host);
      var namespace = options.names().hostNamespace(i + 1);
      supervisor.start(new Task(task, tools.launch().agent(namespace, config), folder.log(task)));
    }
    return "one on each of " + String.join(", ", hosts);
  }

  private static List<PodPlan> meshed(ClusterPlan cluster) {
    return cluster.pods().stream().filter(PodPlan::meshed).toList();
  }

  /** Pods are ready when the control plane knows that they are, and the proxies of the others. */
  private String awaitPods(Kubelet kubelet, ClusterPlan cluster, PodRegistry registry)
      throws LabException, InterruptedException {
    if (!tools.waiting().until(kubelet::allPublished, PODS_LIMIT, LOOK)) {
      kubelet.close();
      var missing = kubelet.missing();
      throw new LabException(
          LabException.UNAVAILABLE,
          "not ready after %d s: %s".formatted(PODS_LIMIT.toSeconds(), String.join(", ", missing)),
          "its log is kept, see below");
    }
    var behind = registry.behind(SETTLE_LIMIT);
    if (!behind.isEmpty()) {
      kubelet.close();
      throw new LabException(
          LabException.UNAVAILABLE,
          "without the newest configuration after %d s: %s"
              .formatted(SETTLE_LIMIT.toSeconds(), String.join(", ", behind)),
          "see the log of the control plane");
    }
    return "%d pods ready".formatted(cluster.pods().size());
  }

  private Kubelet kubelet(ClusterPlan cluster, PodRegistry registry) {
    return new Kubelet(
        cluster,
        addresses,
        new PodProbe(tools.threads()),
        documents -> registry.publish(documents, progress),
        tools.scheduler(),
        executor);
  }

  private Credential credential() throws LabException {
    try {
      return Credential.read(folder.credential());
    } catch (CredentialException e) {
      throw new LabException(
          LabException.UNAVAILABLE, String.valueOf(e.getMessage()), "start the demo again", e);
    }
  }
}
