// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.lateen.api.ObjectKey;
import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.base.time.Cancellable;
import io.lateen.base.time.Scheduler;
import io.lateen.controlplane.bootstrap.Authorities;
import io.lateen.controlplane.door.DoorEvents;
import io.lateen.controlplane.door.DoorLimits;
import io.lateen.controlplane.door.Doorkeeper;
import io.lateen.controlplane.door.Limit;
import io.lateen.controlplane.istioca.IstioCertificateService;
import io.lateen.controlplane.istioca.TokenReviewer;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.ServerName;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.join.JoinTokens;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.identity.tls.RenewableKey;
import io.lateen.identity.tls.SpiffeTrust;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.TlsMode;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.testkit.time.VirtualClock;
import io.lateen.testkit.time.VirtualScheduler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLException;

/** A real door on the loopback interface with virtual time, and clients of every kind. */
public final class Door implements AutoCloseable {

  static final TrustDomain DOMAIN = new TrustDomain("cluster.local");
  static final SecureRandom RANDOM = new SecureRandom();

  /** Virtual time behind a lock: gRPC's threads schedule while the test moves time. */
  private static final class LockedScheduler implements Scheduler {
    private final VirtualScheduler virtual;

    LockedScheduler(VirtualClock clock) {
      this.virtual = new VirtualScheduler(clock);
    }

    @Override
    public synchronized Cancellable schedule(Duration delay, Runnable task) {
      var entry = virtual.schedule(delay, task);
      return () -> cancel(entry);
    }

    private synchronized void cancel(Cancellable entry) {
      entry.cancel();
    }

    synchronized void advance(Duration span) {
      virtual.advance(span);
    }
  }

  /** Records that a test changes at will. */
  static final class Records implements WorkloadRecords {
    final Map<String, Workload> byUid = new ConcurrentHashMap<>();
    final Map<String, String> groups = new ConcurrentHashMap<>();

    /** What happens after somebody has asked for a group. */
    volatile Runnable afterLook = () -> {};

    void put(String uid, String node, String serviceAccount) {
      byUid.put(uid, workload(uid, node, serviceAccount));
    }

    @Override
    public ProxySettings settings(Workload workload) {
      return ProxySettings.DEFAULT;
    }

    @Override
    public String bootstrap(Workload workload) {
      return "";
    }

    @Override
    public List<Workload> on(String node) {
      return byUid.values().stream().filter(found -> found.node().equals(node)).toList();
    }

    @Override
    public boolean has(String namespace, String serviceAccount) {
      return byUid.values().stream()
          .anyMatch(
              found ->
                  found.namespace().equals(namespace)
                      && found.serviceAccount().equals(serviceAccount));
    }

    @Override
    public Optional<String> groupAccount(String namespace, String group) {
      var account = Optional.ofNullable(groups.get(namespace + "/" + group));
      afterLook.run();
      return account;
    }

    @Override
    public Optional<Workload> byUid(String uid) {
      return Optional.ofNullable(byUid.get(uid));
    }
  }

  final VirtualClock clock = new VirtualClock();
  final LockedScheduler scheduler = new LockedScheduler(clock);
  final Records records = new Records();
  final CertificateAuthority authority;
  final CertificateHolders holders;
  final JoinTokens tokens;
  final NodeDirectory directory;
  final ReportedMetrics metrics = new ReportedMetrics(scheduler);
  private final DoorIdentity identity;
  private final NodeServer server;
  private final PeerInterceptor peers;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ManagedChannel> channels = new ArrayList<>();

  /** What Kubernetes says about tokens. */
  volatile TokenReviewer reviewer = token -> new TokenReviewer.Review.Refused("no token is known");

  /** What the door refused and ended, as words. */
  final Queue<String> told = new ConcurrentLinkedQueue<>();

  /** How many connections were open, after each change. */
  final BlockingQueue<Integer> opened = new LinkedBlockingQueue<>();

  private final class Told implements DoorEvents {
    @Override
    public void connections(int open) {
      opened.add(open);
    }

    @Override
    public void refused(Limit limit, String who, String message) {
      told.add(limit.word() + " " + who);
    }

    @Override
    public void ended(String reason, String who, String message) {
      told.add(reason + " " + who);
    }

    @Override
    public void retired() {
      told.add("retired");
    }
  }

  /** The usual limits with an age of connections; zero for never. */
  static DoorLimits limits(Duration age) {
    var usual = DoorLimits.DEFAULT;
    return new DoorLimits(
        usual.connections(),
        usual.connectionsPerAddress(),
        usual.connectionsPerIdentity(),
        usual.strangersPerAddress(),
        usual.handshake(),
        age,
        usual.calls(),
        usual.callsPerAddress(),
        usual.callsPerIdentity());
  }

  /** A door whose connections have no age. */
  Door(Path folder) throws IOException {
    this(folder, limits(Duration.ZERO));
  }

  Door(Path folder, DoorLimits limits) throws IOException {
    authority =
        CertificateAuthority.open(
                folder, AuthoritySettings.of(DOMAIN).with(Authorities.signatures()), clock, RANDOM)
            .orThrow();
    tokens = JoinTokens.open(folder, DOMAIN, clock, RANDOM).orThrow();
    directory = new NodeDirectory(records, authority::bundle, clock, scheduler);
    holders = new CertificateHolders(authority, clock, clock, directory::follows, () -> true);
    authority.onRoots(directory::rootsChanged);
    authority.follow(holders);
    identity =
        DoorIdentity.start(authority, List.of(ServerName.of("127.0.0.1")), clock, scheduler)
            .orThrow();
    var events = new Told();
    var lanes = SigningLanes.of(authority, calls);
    peers = new PeerInterceptor(DOMAIN, clock, scheduler, limits, events);
    server =
        NodeServer.start(
            new NodeServer.Settings(
                new InetSocketAddress("127.0.0.1", 0),
                limits,
                events,
                new Doorkeeper.Seams(scheduler, clock, new Random(1))),
            identity.nodeTls(),
            peers,
            List.of(
                new NodeIdentityService(
                    authority, tokens, records, clock, IssueEvents.NONE, lanes, holders),
                istio(lanes),
                new NodeControlService(directory, metrics, scheduler)),
            calls);
  }

  private IstioCertificateService istio(SigningLanes lanes) {
    return new IstioCertificateService(
        new IstioCertificateService.Parts(
            authority,
            tokens,
            Optional.of(token -> reviewer.review(token)),
            Set.of("istio-system/ztunnel"),
            records,
            clock,
            IssueEvents.NONE,
            lanes,
            holders,
            calls));
  }

  int port() {
    return server.port();
  }

  /** Bytes of messages that are not complete. */
  long unreadBytes() {
    return server.unreadBytes();
  }

  /** Begins to stop; calls end as time moves. */
  Duration drain() {
    return peers.drain();
  }

  /** Moves time and runs what falls due. */
  void advance(Duration span) {
    scheduler.advance(span);
  }

  /** A certificate that the authority gives without asking. */
  KeyedSvid svid(SpiffeId id) {
    return svid(authority, id);
  }

  static KeyedSvid svid(CertificateAuthority authority, SpiffeId id) {
    var key = IdentityKey.generate(RANDOM);
    try {
      var request = CertificateRequest.parse(CertificateRequest.create(key));
      return new KeyedSvid(authority.issue(id, request).orThrow(), key);
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  ManagedChannel anonymous() {
    return channel(new RenewableKey());
  }

  ManagedChannel node(String name) {
    return as(svid(SpiffeId.node(DOMAIN, name)));
  }

  ManagedChannel as(KeyedSvid svid) {
    var key = new RenewableKey();
    key.replace(svid);
    return channel(key);
  }

  ManagedChannel channel(RenewableKey key) {
    return channel(key, "TLSv1.3");
  }

  ManagedChannel channel(RenewableKey key, String protocol) {
    var plane = SpiffeId.controlPlane(DOMAIN);
    var trust = new SpiffeTrust(authority::bundle, plane::equals, clock);
    try {
      var tls =
          GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
              .keyManager(key)
              .trustManager(trust)
              .protocols(protocol)
              .build();
      var channel =
          NettyChannelBuilder.forAddress("127.0.0.1", port())
              .sslContext(tls)
              .disableRetry()
              .build();
      channels.add(channel);
      return channel;
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Workload workload(String uid, String node, String serviceAccount) {
    return new Workload(
        new WorkloadKey("default", uid),
        uid,
        List.of("10.0.0.1"),
        Map.of("app", serviceAccount),
        Map.of(),
        serviceAccount,
        node,
        ProxyRole.SIDECAR,
        "",
        "",
        List.of(),
        1,
        TlsMode.ISTIO,
        new ObjectKey("", "Pod", "default", uid));
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    server.close();
    identity.close();
    calls.close();
  }
}
