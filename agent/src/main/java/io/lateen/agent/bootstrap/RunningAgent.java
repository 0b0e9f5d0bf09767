// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.bootstrap;

import io.lateen.agent.capture.NftCapture;
import io.lateen.agent.config.AgentConfig;
import io.lateen.agent.dns.AgentDns;
import io.lateen.agent.dns.DnsDirectory;
import io.lateen.agent.dns.ResolvConf;
import io.lateen.agent.envoy.Bootstrap.Resolver;
import io.lateen.agent.envoy.EnvoySettings;
import io.lateen.agent.envoy.EnvoyVersion;
import io.lateen.agent.envoy.ProxyNode;
import io.lateen.agent.identity.WorkloadIdentities;
import io.lateen.agent.identity.certificate.Seams;
import io.lateen.agent.identity.node.NodeIdentity;
import io.lateen.agent.identity.node.NodeSettings;
import io.lateen.agent.identity.socket.UnixEventLoops;
import io.lateen.agent.process.LinuxCommands;
import io.lateen.agent.process.LinuxProcesses;
import io.lateen.agent.relay.RelaySeams;
import io.lateen.agent.session.Administration;
import io.lateen.agent.session.NodeSession;
import io.lateen.agent.session.SessionSeams;
import io.lateen.agent.site.SiteServices;
import io.lateen.agent.telemetry.Counters;
import io.lateen.agent.telemetry.SeriesStore;
import io.lateen.agent.trial.Trials;
import io.lateen.agent.workload.AssignmentStore;
import io.lateen.agent.workload.RegistrationFolder;
import io.lateen.agent.workload.WorkloadSeams;
import io.lateen.agent.workload.Workloads;
import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.time.NanoClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A started agent. */
public final class RunningAgent implements AutoCloseable {

  /** Longest run of a helper program; nft takes milliseconds. */
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(10);

  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");
  private static final Logger LOG = LoggerFactory.getLogger(RunningAgent.class);

  private final AgentConfig config;
  private final AgentFolders folders;
  private final AgentThreads threads = new AgentThreads();
  private final SecureRandom random = new SecureRandom();
  private final Counters counters = new Counters();
  private final SeriesStore series = new SeriesStore(counters);
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  private RunningAgent(AgentConfig config, AgentFolders folders) {
    this.config = config;
    this.folders = folders;
    open.push(folders);
    open.push(threads);
  }

  /**
   * Starts an agent. Returns when workloads are served as far as this machine's state allows; the
   * control plane need not be there.
   */
  public static Result<RunningAgent> start(AgentConfig config) {
    var commands = new LinuxCommands(COMMAND_LIMIT);
    // Envoy takes a tenth of a second to tell its version; enough else is to be done until then.
    var version =
        CompletableFuture.supplyAsync(
            () -> EnvoyVersion.of(config.envoy().binary(), commands), Thread::startVirtualThread);
    var missing = MachineCheck.check(config);
    if (!missing.isEmpty()) {
      return Result.err(missing.and(version.join().problems()));
    }
    return AgentFolders.open(config)
        .then(folders -> new RunningAgent(config, folders).begin(version, commands));
  }

  private Result<RunningAgent> begin(
      CompletableFuture<Result<EnvoyVersion>> asked, LinuxCommands commands) {
    var node = NodeIdentity.start(nodeSettings(), identitySeams());
    node.toOptional().ifPresent(open::push);
    var version = asked.join();
    if (!node.isOk() || !version.isOk()) {
      close();
      return Result.err(version.problems().and(node.problems()));
    }
    try {
      serve(node.orThrow(), version.orThrow(), commands);
      return Result.ok(this);
    } catch (IOException | IllegalStateException e) {
      close();
      return Result.err(
          Problem.error(Location.of(config.node()), "agent", "", String.valueOf(e.getMessage()))
              .withFix("free the address or choose another one in the agent's settings"));
    }
  }

  private NodeSettings nodeSettings() {
    return new NodeSettings(
        config.node(),
        config.controlPlane(),
        config.controlPlaneCa(),
        config.joinTokenFile(),
        config.stateDir(),
        config.trustDomain());
  }

  private Seams identitySeams() {
    return new Seams(
        InstantSource.system(), threads.scheduler(), random, random, threads.blocking());
  }

  private void serve(NodeIdentity node, EnvoyVersion version, LinuxCommands commands)
      throws IOException {
    var names = new DnsDirectory(config.domain());
    open.push(dns(names));
    var loops = UnixEventLoops.start();
    open.push(loops);
    var identities = new WorkloadIdentities(node, config.stateDir(), identitySeams());
    open.push(identities);
    var processes = new LinuxProcesses();
    var trials =
        new Trials(
            config.runDir(), envoySettings(), processes, loops, threads.blocking(), counters);
    open.push(trials);
    var services =
        new SiteServices(
            new SiteServices.Folders(config.runDir(), folders.lastGood()),
            node.channel(),
            identities,
            loops,
            threads.blocking(),
            relaySeams(),
            names,
            new NftCapture(commands),
            resolver(config.dns().applications()),
            envoySettings(),
            processes,
            trials,
            threads.scheduler(),
            series,
            counters,
            () -> node.trust().forWorkloads().trustDomain().toString());
    var sites = new Sites(services);
    var peer = new AgentPeer(node, version, random);
    var workloads =
        new Workloads(
            sites,
            new RegistrationFolder(config.workloadsDir()),
            new AssignmentStore(folders.assignments()),
            workloadSeams(),
            peer::changed);
    open.push(workloads::close);
    var session = session(node, peer, sites);
    open.push(session);
    peer.connect(workloads, session, identities);
    workloads.start();
    startOnce(node, session);
  }

  /** A session without certificate would only fail; it begins with the first one. */
  private static void startOnce(NodeIdentity node, NodeSession session) {
    var started = new AtomicBoolean();
    node.onReady(
        () -> {
          if (started.compareAndSet(false, true)) {
            session.start();
          }
        });
  }

  private NodeSession session(NodeIdentity node, AgentPeer peer, Sites sites) {
    return new NodeSession(
        node.channel(),
        peer,
        new Administration(sites::admin, threads.blocking(), counters),
        series,
        new SessionSeams(threads.loop(), threads.scheduler(), random));
  }

  private AgentDns dns(DnsDirectory names) throws IOException {
    var dns = config.dns();
    var own = List.of(dns.applications().getAddress());
    var upstreams =
        dns.upstreams().isEmpty()
            ? machineResolvers(own)
            : dns.upstreams().stream().map(RunningAgent::resolved).toList();
    LOG.info("names outside of the mesh are resolved by {}", upstreams);
    return AgentDns.start(
        new AgentDns.Settings(dns.applications(), dns.proxies(), upstreams),
        names,
        new AgentDns.Seams(threads.blocking(), NanoClock.system(), random, counters));
  }

  private static List<InetSocketAddress> machineResolvers(List<InetAddress> own) {
    try {
      return ResolvConf.nameServers(Files.readString(RESOLV_CONF), own);
    } catch (IOException e) {
      LOG.warn("no resolver: {} cannot be read: {}", RESOLV_CONF, e.toString());
      return List.of();
    }
  }

  private static InetSocketAddress resolved(InetSocketAddress address) {
    return new InetSocketAddress(address.getHostString(), address.getPort());
  }

  private RelaySeams relaySeams() {
    return new RelaySeams(
        threads.scheduler(),
        random,
        threads.blocking(),
        threads.blocking(),
        new RelayJournal(counters));
  }

  private WorkloadSeams workloadSeams() {
    return new WorkloadSeams(
        threads.loop(), threads.blocking(), threads.scheduler(), NanoClock.system());
  }

  private EnvoySettings envoySettings() {
    var envoy = config.envoy();
    return new EnvoySettings(
        envoy.binary(),
        envoy.userId(),
        envoy.concurrency(),
        resolver(config.dns().proxies()),
        ProxyNode.Place.of(config.node(), config.domain()));
  }

  private static Resolver resolver(InetSocketAddress address) {
    return new Resolver(address.getAddress().getHostAddress(), address.getPort());
  }

  /** Stops the agent; Envoys and capture stay for the next one. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      var part = open.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("closing {}: {}", part.getClass().getSimpleName(), e.toString());
      }
    }
  }
}
