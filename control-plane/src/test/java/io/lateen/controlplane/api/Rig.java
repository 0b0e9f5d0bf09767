// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.api.document.DocumentDecoder;
import io.lateen.api.document.ObjectCheck;
import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.base.time.NanoClock;
import io.lateen.controlplane.access.Access;
import io.lateen.controlplane.node.CertificateHolders;
import io.lateen.controlplane.node.DoorIdentity;
import io.lateen.controlplane.node.NodeDirectory;
import io.lateen.controlplane.node.ReportedMetrics;
import io.lateen.controlplane.node.WorkloadRecords;
import io.lateen.controlplane.pipeline.Layer;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.pipeline.PipelineObserver;
import io.lateen.controlplane.pipeline.ProblemBoard;
import io.lateen.controlplane.pipeline.SourceUpdate;
import io.lateen.controlplane.proxy.NackJournal;
import io.lateen.controlplane.proxy.ProxyWorkloads;
import io.lateen.controlplane.proxy.Settlement;
import io.lateen.controlplane.secret.CertificateCheck;
import io.lateen.controlplane.secret.SealChange;
import io.lateen.controlplane.secret.SecretVault;
import io.lateen.controlplane.status.StatusBoard;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.ServerName;
import io.lateen.identity.join.JoinTokens;
import io.lateen.identity.secret.SecretText;
import io.lateen.mesh.workload.Workload;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.sourcestore.StoreSource;
import io.lateen.testkit.time.VirtualScheduler;
import io.lateen.translate.Translator;
import io.lateen.translate.patch.FilterCheck;
import io.lateen.xds.server.FaultRecord;
import io.lateen.xds.server.StreamFault;
import io.lateen.xds.status.ClientStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;

/** A real API server on loopback over a store in a temporary folder, and a client for it. */
final class Rig implements AutoCloseable {

  static final String TOKEN = "right-token";

  private static final FaultRecord FAULT =
      new FaultRecord(
          Instant.EPOCH, 3, "spiffe://x/y", "p1", StreamFault.MALFORMED, "no discovery request");

  final ConfigStore store;
  final Access access;
  final CertificateAuthority authority;

  /** Where the router's resources are. */
  final List<String> paths;

  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private final ExecutorService pipelineWriter = Executors.newSingleThreadExecutor();
  private final ApiServer server;
  private final HttpClient http;

  Rig(Path folder) throws Exception {
    this(folder, Limits.DEFAULT);
  }

  Rig(Path folder, Limits limits) throws Exception {
    var clock = InstantSource.system();
    var scheduler = new VirtualScheduler();
    var domain = new TrustDomain("cluster.local");
    var random = new SecureRandom();
    var vault = SecretVault.open(folder, random).orThrow();
    var authority =
        CertificateAuthority.open(folder, AuthoritySettings.of(domain), clock, random).orThrow();
    var doors =
        DoorIdentity.start(authority, List.of(ServerName.of("127.0.0.1")), clock, scheduler)
            .orThrow();
    store =
        ConfigStore.open(
            folder.resolve("store.db"), writer, clock, () -> UUID.randomUUID().toString());
    access = new Access(store.access(), clock, random);
    var board = new ProblemBoard();
    var pipeline =
        new Pipeline(
            new Translator()::translate,
            board,
            new ProxyWorkloads(),
            new Pipeline.Seams(pipelineWriter, scheduler, NanoClock.system(), clock),
            new Silent(),
            EnumSet.of(Layer.STORE));
    var statuses = new StatusBoard(clock);
    var settlement = new Settlement(pipeline::epoch, NanoClock.system());
    pipeline.onNews(settlement::concerns);
    pipeline.onEpoch(epoch -> settlement.epochPublished());
    var decoder = new DocumentDecoder(DocumentDecoder.DEFAULT_NAMESPACE, ObjectCheck.NONE, vault);
    new StoreSource(
            store,
            stored -> {
              var decoded = decoder.decode("store", stored.document());
              return new StoreSource.Decoded(
                  decoded.valid().stream().findFirst(), decoded.problems());
            },
            (delta, problems, revision) ->
                pipeline.submit(new SourceUpdate(Layer.STORE, delta, problems, revision)))
        .start()
        .join();
    var parts =
        new ApiParts(
            store,
            new DocumentDecoder(
                DocumentDecoder.DEFAULT_NAMESPACE,
                new FilterCheck().and(new CertificateCheck(clock)),
                vault),
            pipeline,
            board,
            statuses,
            settlement,
            new NackJournal(pipeline::desired, pipeline::changedAt, clock),
            List::of,
            () -> List.of(FAULT),
            new ClientStatus(List::of, Runnable::run),
            new NodeDirectory(new NoRecords(), authority::bundle, clock, scheduler),
            JoinTokens.open(folder, domain, clock, random).orThrow(),
            authority,
            new CertificateHolders(
                authority, clock, NanoClock.system(), (node, roots) -> true, () -> true),
            new SealChange(vault, store, scheduler, clock),
            new ReportedMetrics(scheduler),
            () -> "a_metric 1\n",
            access,
            clock,
            "test");
    this.authority = authority;
    this.paths = parts.router().paths();
    server =
        ApiServer.start(
            new ApiServer.Settings(
                InetAddress.getLoopbackAddress(),
                0,
                doors.serverTls(),
                new Authenticator(
                    SecretText.of(TOKEN), access, store.audit(), clock, NanoClock.system()),
                limits),
            parts.router(),
            NanoClock.system());
    http = HttpClient.newBuilder().sslContext(trusting(authority.bundle().pem())).build();
  }

  static SSLContext trusting(String pem) throws Exception {
    var roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry(
        "root",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** An answer. */
  record Answer(int status, String text) {
    JsonNode json() {
      return Rendering.JSON.readTree(text);
    }
  }

  int port() {
    return server.port();
  }

  HttpRequest.Builder request(String path) {
    return request(path, TOKEN);
  }

  HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port() + path))
        .header("Authorization", "Bearer " + token);
  }

  Answer send(HttpRequest request) throws IOException, InterruptedException {
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  HttpClient http() {
    return http;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  Answer send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE().build());
  }

  @Override
  public void close() {
    server.close();
    http.shutdownNow();
    store.close();
    writer.shutdownNow();
    pipelineWriter.shutdownNow();
  }

  private static final class Silent implements PipelineObserver {
    @Override
    public void epochPublished(long number, long costNanos, int proxies) {}

    @Override
    public void epochFailed() {}
  }

  private static final class NoRecords implements WorkloadRecords {
    @Override
    public boolean has(String namespace, String serviceAccount) {
      return false;
    }

    @Override
    public Optional<String> groupAccount(String namespace, String group) {
      return Optional.empty();
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
      return List.of();
    }

    @Override
    public Optional<Workload> byUid(String uid) {
      return Optional.empty();
    }
  }
}
