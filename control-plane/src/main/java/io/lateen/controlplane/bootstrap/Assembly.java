// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import io.lateen.base.Result;
import io.lateen.base.time.NanoClock;
import io.lateen.controlplane.api.ApiParts;
import io.lateen.controlplane.api.ApiServer;
import io.lateen.controlplane.api.Limits;
import io.lateen.controlplane.api.Tokens;
import io.lateen.controlplane.config.ControlPlaneConfig;
import io.lateen.controlplane.metrics.ControlPlaneMetrics;
import io.lateen.controlplane.node.DoorIdentity;
import io.lateen.controlplane.node.NodeControlService;
import io.lateen.controlplane.node.NodeDirectory;
import io.lateen.controlplane.node.NodeIdentityService;
import io.lateen.controlplane.node.NodeServer;
import io.lateen.controlplane.node.Peer;
import io.lateen.controlplane.node.PeerInterceptor;
import io.lateen.controlplane.node.ReportedMetrics;
import io.lateen.controlplane.pipeline.Layer;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.pipeline.ProblemBoard;
import io.lateen.controlplane.proxy.MeshAuthorizer;
import io.lateen.controlplane.proxy.ProxyWorkloads;
import io.lateen.controlplane.proxy.Settlement;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.ServerName;
import io.lateen.identity.join.JoinTokens;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.sourcestore.StoreException;
import io.lateen.translate.Translator;
import io.lateen.xds.server.AdsService;
import io.lateen.xds.server.XdsLimits;
import io.lateen.xds.server.XdsSeams;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Builds the parts in order; each is handed to {@code opened} as soon as it must be closed. */
final class Assembly {

  private final ControlPlaneConfig config;
  private final Consumer<AutoCloseable> opened;
  private final InstantSource clock = InstantSource.system();
  private final NanoClock ticks = NanoClock.system();
  private final SecureRandom random = new SecureRandom();
  private final ControlPlaneMetrics metrics = new ControlPlaneMetrics();
  private final ProblemBoard problems = new ProblemBoard();
  private int xdsPort;
  private int apiPort;

  Assembly(ControlPlaneConfig config, Consumer<AutoCloseable> opened) {
    this.config = config;
    this.opened = opened;
  }

  int xdsPort() {
    return xdsPort;
  }

  int apiPort() {
    return apiPort;
  }

  void build() throws StartException {
    prepareFolder();
    var threads = open(new Threads());
    var domain = trustDomain();
    var authority =
        value(
            StartException.BAD_DATA,
            CertificateAuthority.open(
                config.dataDir(), AuthoritySettings.of(domain), clock, random));
    var tokens =
        value(
            StartException.BAD_DATA, JoinTokens.open(config.dataDir(), domain, clock, random));
    var store = store(threads);
    var pipeline = pipeline(threads);
    var settlement = new Settlement(pipeline::epoch, ticks);
    var records = new MeshRecords(pipeline);
    var nodes = new NodeDirectory(records, authority::bundle, clock, threads.scheduler);
    var reported = new ReportedMetrics(threads.scheduler);
    pipeline.onEpoch(
        epoch -> {
          settlement.epochPublished();
          nodes.recordsChanged();
        });
    metrics.observe(pipeline::epoch, () -> problems.all().size());
    new Sources(config, threads, ticks, this.opened).start(store, pipeline);
    var doors =
        open(
            value(
                StartException.BAD_DATA,
                DoorIdentity.start(authority, names(), clock, threads.scheduler)));
    var ads = ads(threads, pipeline, settlement);
    var services =
        List.of(
            new NodeIdentityService(authority, tokens, records, ticks),
            new NodeControlService(nodes, reported, threads.scheduler),
            ads);
    var peers = new PeerInterceptor(domain, clock, threads.scheduler);
    openXds(() -> NodeServer.start(address(), doors, peers, services, threads.calls));
    var parts =
        new ApiParts(
            store,
            pipeline,
            problems,
            settlement,
            ads::proxies,
            nodes,
            tokens,
            () -> metrics.exposition() + reported.exposition(),
            Version.text());
    openApi(parts, doors, authority);
  }

  private void prepareFolder() throws StartException {
    try {
      Files.createDirectories(
          config.dataDir(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new StartException(
          StartException.DENIED,
          "the data folder " + config.dataDir() + " cannot be made: " + e.getMessage(),
          "name a dataDir that this user may write",
          e);
    }
  }

  private TrustDomain trustDomain() throws StartException {
    try {
      return new TrustDomain(config.trustDomain());
    } catch (IllegalArgumentException e) {
      throw new StartException(
          StartException.BAD_DATA,
          "trustDomain is not valid: " + e.getMessage(),
          "use a name such as cluster.local",
          e);
    }
  }

  private ConfigStore store(Threads threads) throws StartException {
    try {
      return open(
          ConfigStore.open(
              config.storeFile(), threads.store, clock, () -> UUID.randomUUID().toString()));
    } catch (StoreException e) {
      var failure = e.failure();
      var code =
          switch (failure.cause()) {
            case DAMAGED, TOO_NEW -> StartException.BAD_DATA;
            case READ_ONLY -> StartException.DENIED;
            case FULL, IN_USE, IO, CLOSED -> StartException.UNAVAILABLE;
          };
      throw new StartException(code, failure.message(), failure.remedy(), e);
    }
  }

  private Pipeline pipeline(Threads threads) {
    Set<Layer> layers =
        config.configDirs().isEmpty() ? EnumSet.of(Layer.STORE) : EnumSet.allOf(Layer.class);
    return new Pipeline(
        new Translator()::translate,
        problems,
        new ProxyWorkloads(),
        new Pipeline.Seams(threads.pipeline, threads.scheduler, ticks, clock),
        metrics,
        layers);
  }

  private AdsService ads(Threads threads, Pipeline pipeline, Settlement settlement) {
    var authorizer =
        new MeshAuthorizer(
            Peer::currentXdsIdentity, Peer::nodeOf, pipeline::epoch, new ProxyWorkloads());
    var seams = new XdsSeams(threads.scheduler, threads.calls, clock, ticks, random);
    return new AdsService(pipeline, authorizer, XdsLimits.DEFAULT, metrics, settlement, seams);
  }

  /** Names that clients may check: those of the settings, of the sockets, and of this machine. */
  private List<ServerName> names() throws StartException {
    var texts = new LinkedHashSet<>(config.serverNames());
    texts.addAll(List.of(config.xds().host(), config.api().host(), "localhost", "127.0.0.1"));
    texts.remove("0.0.0.0");
    texts.remove("::");
    var names = new ArrayList<ServerName>();
    for (var text : texts) {
      try {
        names.add(ServerName.of(text));
      } catch (IllegalArgumentException e) {
        throw new StartException(
            StartException.BAD_DATA,
            "serverNames: " + e.getMessage(),
            "list host names and addresses",
            e);
      }
    }
    return names;
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(config.xds().host(), config.xds().port());
  }

  /** Opens a port; may find it taken. */
  private interface Opening<T> {
    T open() throws IOException;
  }

  private void openXds(Opening<NodeServer> opening) throws StartException {
    try {
      xdsPort = open(opening.open()).port();
    } catch (IOException e) {
      throw busy("xds", config.xds().host(), config.xds().port(), e);
    }
  }

  private void openApi(ApiParts parts, DoorIdentity doors, CertificateAuthority authority)
      throws StartException {
    try {
      var credential = AdminCredential.at(config.credentialFile(), random);
      var settings =
          new ApiServer.Settings(
              InetAddress.getByName(config.api().host()),
              config.api().port(),
              doors.serverTls(),
              Tokens.of(credential.token().reveal()),
              Limits.DEFAULT);
      apiPort = open(ApiServer.start(settings, parts.router(), ticks)).port();
      credential.write("https://" + reachable() + ":" + apiPort, authority.bundle().pem());
    } catch (BindException | UnknownHostException e) {
      throw busy("api", config.api().host(), config.api().port(), e);
    } catch (IOException e) {
      throw new StartException(
          StartException.DENIED,
          "the credential " + config.credentialFile() + " cannot be written: " + e.getMessage(),
          "name an adminCredential that this user may write",
          e);
    }
  }

  /** The address under which this machine reaches the API. */
  private String reachable() {
    var host = config.api().host();
    return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
  }

  private static StartException busy(String field, String host, int port, IOException e) {
    var reason = Optional.ofNullable(e.getMessage()).orElse("it is taken");
    return new StartException(
        StartException.UNAVAILABLE,
        "port " + port + " on " + host + " cannot be opened: " + reason,
        "stop what uses it (`ss -ltnp sport = :" + port + "`), or set another " + field + ".port",
        e);
  }

  private <T extends AutoCloseable> T open(T part) {
    opened.accept(part);
    return part;
  }

  private static <T> T value(int exitCode, Result<T> result) throws StartException {
    return switch (result) {
      case Result.Ok<T>(var value) -> value;
      case Result.Err<T>(var problems) -> throw StartException.of(exitCode, problems);
    };
  }
}
