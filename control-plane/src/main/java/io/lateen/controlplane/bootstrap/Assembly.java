// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import io.grpc.BindableService;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.Result;
import io.lateen.base.time.NanoClock;
import io.lateen.controlplane.access.Access;
import io.lateen.controlplane.api.ApiParts;
import io.lateen.controlplane.api.Authenticator;
import io.lateen.controlplane.audit.HeadSigner;
import io.lateen.controlplane.audit.IssuedLog;
import io.lateen.controlplane.config.ControlPlaneConfig;
import io.lateen.controlplane.door.Doorkeeper;
import io.lateen.controlplane.door.Visit;
import io.lateen.controlplane.istioca.IstioCertificateService;
import io.lateen.controlplane.keyset.KeySets;
import io.lateen.controlplane.memory.HeapGrowth;
import io.lateen.controlplane.memory.JvmOldGeneration;
import io.lateen.controlplane.metrics.ControlPlaneMetrics;
import io.lateen.controlplane.node.CertificateHolders;
import io.lateen.controlplane.node.DoorIdentity;
import io.lateen.controlplane.node.NodeControlService;
import io.lateen.controlplane.node.NodeDirectory;
import io.lateen.controlplane.node.NodeIdentityService;
import io.lateen.controlplane.node.Peer;
import io.lateen.controlplane.node.PeerInterceptor;
import io.lateen.controlplane.node.ReportedMetrics;
import io.lateen.controlplane.node.SigningLanes;
import io.lateen.controlplane.pipeline.GatedTranslation;
import io.lateen.controlplane.pipeline.Layer;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.pipeline.Prewarming;
import io.lateen.controlplane.pipeline.ProblemBoard;
import io.lateen.controlplane.pipeline.Retention;
import io.lateen.controlplane.proxy.MeshAuthorizer;
import io.lateen.controlplane.proxy.NackJournal;
import io.lateen.controlplane.proxy.ProxyWorkloads;
import io.lateen.controlplane.proxy.Settlement;
import io.lateen.controlplane.secret.CertificateCheck;
import io.lateen.controlplane.secret.OpenedSecrets;
import io.lateen.controlplane.secret.SealChange;
import io.lateen.controlplane.secret.SecretVault;
import io.lateen.controlplane.status.StandingChecks;
import io.lateen.controlplane.status.StatusBoard;
import io.lateen.controlplane.status.StatusEvaluation;
import io.lateen.controlplane.status.StatusKeeper;
import io.lateen.controlplane.warmup.Warmup;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.RotationTimer;
import io.lateen.identity.join.JoinTokens;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.sourcestore.StoreException;
import io.lateen.translate.Translator;
import io.lateen.translate.patch.FilterCheck;
import io.lateen.translate.view.NameAnswers;
import io.lateen.xds.server.AdsService;
import io.lateen.xds.server.XdsEvents;
import io.lateen.xds.server.XdsSeams;
import io.lateen.xds.status.ClientStatus;
import io.lateen.xds.status.ClientStatusService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Builds the parts in order; each is handed to {@code opened} as soon as it must be closed. */
final class Assembly {

  /** The part of the heap, and the most bytes, for virtual hosts that are kept by their plans. */
  private static final int KEPT_PART = 32;

  private static final long MOST_KEPT_BYTES = 16L << 20;

  private final ControlPlaneConfig config;
  private final Consumer<AutoCloseable> opened;
  private final InstantSource clock = InstantSource.system();
  private final NanoClock ticks = NanoClock.system();
  private final SecureRandom random = new SecureRandom();
  private final ControlPlaneMetrics metrics = new ControlPlaneMetrics();
  private final ProblemBoard problems = new ProblemBoard();
  private final CompletableFuture<Void> quiet = new CompletableFuture<>();
  private Supplier<Integer> warming = () -> 0;
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

  /** Warms up when what is made ahead is made; ends with how many rounds were finished. */
  CompletableFuture<Integer> warmUp() {
    var thread = Thread.ofPlatform().daemon().name("warmup");
    return quiet.thenApplyAsync(_ -> warming.get(), thread::start);
  }

  void build() throws StartException {
    prepareFolder();
    var threads = open(new Threads());
    var domain = trustDomain();
    var vault = value(SecretVault.open(config.dataDir(), random));
    var checks = new FilterCheck().and(new CertificateCheck(clock));
    var decoder = new DocumentDecoder(DocumentDecoder.DEFAULT_NAMESPACE, checks, vault);
    var heap = heap(threads);
    var pipeline = pipeline(threads, vault, heap);
    var sources = new Sources(config, threads, ticks, opened, decoder, vault, pipeline);
    sources.readFolders();
    var authority = value(Authorities.open(config, domain, clock, random));
    var tokens = value(JoinTokens.open(config.dataDir(), domain, clock, random));
    var identity =
        open(value(DoorIdentity.start(authority, Doors.names(config), clock, threads.scheduler)));
    var store = store(threads, identity);
    var seal = new SealChange(vault, store, threads.scheduler, clock);
    seal.resume();
    var access = new Access(store.access(), clock, random);
    var settlement = new Settlement(pipeline::epoch, ticks);
    var records = new MeshRecords(pipeline);
    var nodes = new NodeDirectory(records, authority::bundle, clock, threads.scheduler);
    var statuses = new StatusBoard(clock);
    authority.onRoots(nodes::rootsChanged);
    authority.onRoots(identity::rootsChanged);
    var holders =
        new CertificateHolders(authority, clock, ticks, nodes::follows, identity::followsRoots);
    authority.follow(holders);
    metrics.observeAuthority(authority::status);
    open(new RotationTimer(authority, threads.scheduler, ticks)).start();
    var doors = new Doors(config, identity);
    var reported = new ReportedMetrics(threads.scheduler);
    var nacks = new NackJournal(pipeline::desired, pipeline::changedAt, clock);
    var ads = ads(threads, pipeline, settlement.and(nacks));
    var clients = new ClientStatus(ads::streams, threads.calls);
    var keeper =
        new StatusKeeper(
            new StatusEvaluation(pipeline, problems, ads::proxies, statuses),
            threads.status,
            threads.scheduler);
    observe(pipeline, settlement, nodes, keeper);
    var standing =
        new StandingChecks(
            () -> pipeline.epoch().mesh(),
            problems,
            new CertificateCheck(clock),
            domain.name(),
            keeper::changed);
    pipeline.onEpoch(_ -> standing.epochPublished());
    standing.start(threads.scheduler);
    metrics.observeCredentials(pipeline::epoch, clock);
    metrics.observe(statuses);
    fetchKeys(threads, pipeline);
    sources.readStore(store);
    var services = new ArrayList<BindableService>(ads.separate());
    services.add(ads);
    services.add(new ClientStatusService(clients, authorizer(pipeline)));
    var lanes = SigningLanes.of(authority, threads.signers);
    var issued =
        open(
            new IssuedLog(
                config.dataDir().resolve("ca"), clock, threads.scheduler, threads.status));
    var told = metrics.and(issued);
    var identities =
        new NodeIdentityService(authority, tokens, records, ticks, told, lanes, holders);
    services.add(identities);
    metrics.observe(issued, holders, identities::knownHolders, vault);
    services.add(
        new IstioCertificateService(
            new IstioCertificateService.Parts(
                authority,
                tokens,
                value(Authorities.reviewer(config)),
                Authorities.nodeAccounts(config),
                records,
                clock,
                told,
                lanes,
                holders,
                threads.signers)));
    services.add(new NodeControlService(nodes, reported, threads.scheduler));
    var warmup =
        open(
            new Warmup(
                new Warmup.Seams(authority.signatures(), clock, ticks, random),
                () ->
                    ads.streams().isEmpty() && !pipeline.epoch().mesh().workloads().all().isEmpty(),
                heap));
    warming = warmup::run;
    metrics.observeWarmup(warmup::rounds);
    var refusals = new DoorFaults(ads, metrics);
    var peers =
        new PeerInterceptor(domain, clock, threads.scheduler, config.limits().door(), refusals);
    var seams = new Doorkeeper.Seams(threads.scheduler, ticks, random);
    sources.await();
    xdsPort = open(doors.openXds(peers, services, threads.calls, refusals, seams)).port();
    var parts =
        new ApiParts(
            store,
            decoder,
            pipeline,
            problems,
            statuses,
            settlement,
            nacks,
            ads::proxies,
            ads::faults,
            clients,
            nodes,
            tokens,
            authority,
            holders,
            seal,
            reported,
            () -> metrics.exposition() + reported.exposition(),
            access,
            clock,
            Version.text());
    var credential = doors.credential(random);
    var authenticator = new Authenticator(credential.token(), access, store.audit(), clock, ticks);
    metrics.observe(store.audit(), authenticator::denied);
    apiPort = open(doors.openApi(parts.router(), authenticator, ticks)).port();
    doors.publish(credential, apiPort, authority);
    authority.onRoots(
        () -> threads.status.execute(() -> doors.renew(credential, apiPort, authority)));
  }

  private void fetchKeys(Threads threads, Pipeline pipeline) throws StartException {
    var seams =
        new KeySets.Seams(threads.fetches, threads.scheduler, clock, ticks, random::nextDouble);
    try {
      KeySets.start(config.keySets(), pipeline, metrics, seams);
    } catch (IOException e) {
      throw new StartException(
          StartException.BAD_DATA,
          "the authorities of keySets cannot be used: " + e.getMessage(),
          "name a file with certificates as PEM in keySets.authorities",
          e);
    }
  }

  /** Whoever waits for epochs, and the gauges that read the newest one. */
  private void observe(
      Pipeline pipeline, Settlement settlement, NodeDirectory nodes, StatusKeeper keeper) {
    settlement.onAnswer(keeper::changed);
    pipeline.onNews(settlement::concerns);
    pipeline.onEpoch(
        epoch -> {
          settlement.epochPublished();
          nodes.recordsChanged();
          keeper.changed();
        });
    metrics.observe(pipeline::epoch, () -> problems.all().size());
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

  private ConfigStore store(Threads threads, DoorIdentity identity) throws StartException {
    try {
      return open(
          ConfigStore.open(
              config.storeFile(),
              new ConfigStore.Seams(threads.store, clock, () -> UUID.randomUUID().toString()),
              config.audit(),
              new HeadSigner(identity::current)));
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

  private Pipeline pipeline(Threads threads, SecretVault vault, Runnable heap) {
    Set<Layer> layers =
        config.configDirs().isEmpty()
            ? EnumSet.of(Layer.STORE)
            : EnumSet.of(Layer.FILES, Layer.STORE);
    var translator =
        new Translator(
            NameAnswers.AGENT,
            Math.min(MOST_KEPT_BYTES, Runtime.getRuntime().maxMemory() / KEPT_PART));
    var gated = new GatedTranslation(translator::translate);
    metrics.observeCaches(List.of(translator::cached, gated::cached));
    var pipeline =
        new Pipeline(
            gated,
            problems,
            new ProxyWorkloads(),
            new Pipeline.Seams(
                threads.pipeline, threads.scheduler, ticks, clock, new OpenedSecrets(vault)),
            metrics,
            layers);
    var prewarming =
        new Prewarming(
            gated,
            pipeline::epoch,
            threads.pipeline,
            () -> {
              heap.run();
              quiet.complete(null);
            });
    pipeline.onEpoch(_ -> prewarming.epochPublished());
    new Retention(
            pipeline::attendance,
            List.of(translator::retain, gated::retain),
            Retention.PERIOD,
            threads.pipeline,
            threads.scheduler,
            heap)
        .begin();
    return pipeline;
  }

  /** Bounds the heap's growth; what collects it now. */
  private Runnable heap(Threads threads) {
    var old = JvmOldGeneration.find();
    if (old.isEmpty()) {
      return System::gc;
    }
    var heap = open(new HeapGrowth(old.get(), threads.status));
    heap.watch();
    metrics.observe(heap);
    return heap::collect;
  }

  private static MeshAuthorizer authorizer(Pipeline pipeline) {
    return new MeshAuthorizer(
        Peer::currentXdsIdentity, Peer::nodeOf, pipeline::epoch, new ProxyWorkloads());
  }

  private AdsService ads(Threads threads, Pipeline pipeline, XdsEvents events) {
    var seams = new XdsSeams(threads.scheduler, Visit::ofCall, clock, ticks, random);
    return new AdsService(
        pipeline, authorizer(pipeline), config.limits().xds(), metrics, events, seams);
  }

  private <T extends AutoCloseable> T open(T part) {
    opened.accept(part);
    return part;
  }

  private static <T> T value(Result<T> result) throws StartException {
    return switch (result) {
      case Result.Ok<T>(var value) -> value;
      case Result.Err<T>(var problems) ->
          throw StartException.of(StartException.BAD_DATA, problems);
    };
  }
}
