// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.site;

import io.grpc.BindableService;
import io.lateen.agent.envoy.EnvoyFiles;
import io.lateen.agent.envoy.ProxyNode;
import io.lateen.agent.identity.WorkloadIdentity;
import io.lateen.agent.identity.socket.PeerCheck;
import io.lateen.agent.identity.socket.UnixGrpcServer;
import io.lateen.agent.proxyless.ApplicationUser;
import io.lateen.agent.proxyless.GrpcFiles;
import io.lateen.agent.proxyless.WorkloadFiles;
import io.lateen.agent.relay.AdsRelay;
import io.lateen.agent.relay.FileLastGoodStore;
import io.lateen.agent.relay.SotwRelay;
import io.lateen.agent.telemetry.AccessLogIntake;
import io.lateen.agent.telemetry.WorkloadLabels;
import io.lateen.agent.workload.AssignedWorkload;
import io.lateen.agent.workload.AssignedWorkload.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The socket of one workload: configuration, secrets and access logs for an Envoy, configuration
 * alone for an application without one. Only processes in the workload's network namespace may
 * connect, so the socket tells who speaks.
 */
final class SiteSocket implements AutoCloseable {

  private final String uid;
  private final SiteServices services;
  private final Path networkNamespace;
  private final AtomicReference<WorkloadLabels> labels;
  private final WorkloadIdentity identity;
  private final Consumer consumer;
  private final UnixGrpcServer server;

  /** Who uses the socket. */
  private sealed interface Consumer {

    /** An Envoy behind its relay. */
    record Envoy(AdsRelay relay) implements Consumer {}

    /** The gRPC library of the application, and the files that it reads. */
    record Library(SotwRelay relay, WorkloadFiles files) implements Consumer {}
  }

  private SiteSocket(
      String uid,
      SiteServices services,
      Path networkNamespace,
      AtomicReference<WorkloadLabels> labels,
      WorkloadIdentity identity,
      Consumer consumer,
      UnixGrpcServer server) {
    this.uid = uid;
    this.services = services;
    this.networkNamespace = networkNamespace;
    this.labels = labels;
    this.identity = identity;
    this.consumer = consumer;
    this.server = server;
  }

  /**
   * Opens the socket and serves.
   *
   * @throws IOException when the socket cannot be made; nothing stays open then
   */
  static SiteSocket open(
      AssignedWorkload workload, SiteServices services, EnvoyFiles files, Path networkNamespace)
      throws IOException {
    return workload.role() == Role.PROXYLESS
        ? forLibrary(workload, services, files, networkNamespace)
        : forEnvoy(workload, services, files, networkNamespace);
  }

  private static SiteSocket forEnvoy(
      AssignedWorkload workload, SiteServices services, EnvoyFiles files, Path networkNamespace)
      throws IOException {
    var uid = workload.uid();
    var labels = new AtomicReference<>(labels(workload, services));
    var relay =
        new AdsRelay(
            uid,
            services.controlPlane(),
            new FileLastGoodStore(lastGood(uid, services)),
            services.names()::table,
            services.trials().of(workload),
            services.relay());
    relay.start();
    var intake = new AccessLogIntake(labels::get, services.series(), services.counters());
    try {
      var identity = openIdentity(workload, services);
      var served = List.of(relay.service(), identity.sds(), intake);
      var server = serve(services.envoy().userId(), served, services, files, networkNamespace);
      var consumer = new Consumer.Envoy(relay);
      return new SiteSocket(uid, services, networkNamespace, labels, identity, consumer, server);
    } catch (IOException e) {
      relay.close();
      throw e;
    }
  }

  private static SiteSocket forLibrary(
      AssignedWorkload workload, SiteServices services, EnvoyFiles files, Path networkNamespace)
      throws IOException {
    var uid = workload.uid();
    int user = ApplicationUser.of(workload.annotations(), services.envoy().userId());
    var identity = openIdentity(workload, services);
    var store = new FileLastGoodStore(lastGood(uid, services));
    var relay = new SotwRelay(uid, services.controlPlane(), store, services.relay());
    relay.start();
    var server = serve(user, List.of(relay.service()), services, files, networkNamespace);
    var paths = new GrpcFiles(files.folder().resolve("grpc"));
    var written = new WorkloadFiles(paths, user, identity, services.scheduler());
    try {
      var node = ProxyNode.of(workload, services.envoy().place());
      written.start(node, files.agentSocket(), services.calls());
    } catch (IOException e) {
      server.close();
      throw e;
    }
    var labels = new AtomicReference<>(labels(workload, services));
    var consumer = new Consumer.Library(relay, written);
    return new SiteSocket(uid, services, networkNamespace, labels, identity, consumer, server);
  }

  private static UnixGrpcServer serve(
      int user,
      List<BindableService> served,
      SiteServices services,
      EnvoyFiles files,
      Path networkNamespace)
      throws IOException {
    return UnixGrpcServer.start(
        new UnixGrpcServer.Settings(files.agentSocket(), user),
        PeerCheck.workload(user, networkNamespace),
        served,
        services.loops(),
        services.calls());
  }

  /** Where the last good configuration of a workload is. */
  static Path lastGood(String uid, SiteServices services) {
    return services.folders().lastGood().resolve(uid + ".lastgood");
  }

  private static WorkloadIdentity openIdentity(AssignedWorkload workload, SiteServices services)
      throws IOException {
    try {
      return services
          .identities()
          .open(workload.uid(), workload.namespace(), workload.serviceAccount());
    } catch (IllegalArgumentException e) {
      throw new IOException("no identity: " + e.getMessage(), e);
    }
  }

  private static WorkloadLabels labels(AssignedWorkload workload, SiteServices services) {
    return WorkloadLabels.of(
        workload, services.trustDomain().get(), services.envoy().place().meshCluster());
  }

  /** Whether it is the one that a workload needs there. */
  boolean isFor(AssignedWorkload workload, Path path) {
    return networkNamespace.equals(path)
        && (workload.role() == Role.PROXYLESS) == files().isPresent();
  }

  /** The files of an application without Envoy. */
  Optional<WorkloadFiles> files() {
    return consumer instanceof Consumer.Library(var relay, var files)
        ? Optional.of(files)
        : Optional.empty();
  }

  /** The workload's labels changed. */
  void update(AssignedWorkload workload) {
    labels.set(labels(workload, services));
  }

  /** Seconds since 1970 at which the certificate expires; 0 while there is none. */
  long certificateNotAfter() {
    return identity.certificateNotAfter().map(Instant::getEpochSecond).orElse(0L);
  }

  /** The workload has left: also what is on disk goes. */
  void forget() {
    server.close();
    switch (consumer) {
      case Consumer.Envoy(var relay) -> relay.forget();
      case Consumer.Library(var relay, var files) -> {
        relay.forget();
        files.close();
      }
    }
    services.identities().forget(uid);
  }

  /** The agent stops, or the workload gets another socket: what is on disk stays. */
  @Override
  public void close() {
    server.close();
    switch (consumer) {
      case Consumer.Envoy(var relay) -> relay.close();
      case Consumer.Library(var relay, var files) -> {
        relay.close();
        files.close();
      }
    }
  }
}
