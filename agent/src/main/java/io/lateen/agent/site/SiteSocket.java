// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.site;

import io.lateen.agent.envoy.EnvoyFiles;
import io.lateen.agent.identity.WorkloadIdentity;
import io.lateen.agent.identity.socket.PeerCheck;
import io.lateen.agent.identity.socket.UnixGrpcServer;
import io.lateen.agent.relay.AdsRelay;
import io.lateen.agent.relay.FileLastGoodStore;
import io.lateen.agent.telemetry.AccessLogIntake;
import io.lateen.agent.telemetry.WorkloadLabels;
import io.lateen.agent.workload.AssignedWorkload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The socket of one workload with its three services: configuration, secrets and access logs. Only
 * an Envoy in the workload's network namespace may connect, so the socket tells who speaks.
 */
final class SiteSocket implements AutoCloseable {

  private final String uid;
  private final SiteServices services;
  private final Path networkNamespace;
  private final AtomicReference<WorkloadLabels> labels;
  private final WorkloadIdentity identity;
  private final AdsRelay relay;
  private final UnixGrpcServer server;

  private SiteSocket(
      String uid,
      SiteServices services,
      Path networkNamespace,
      AtomicReference<WorkloadLabels> labels,
      WorkloadIdentity identity,
      AdsRelay relay,
      UnixGrpcServer server) {
    this.uid = uid;
    this.services = services;
    this.networkNamespace = networkNamespace;
    this.labels = labels;
    this.identity = identity;
    this.relay = relay;
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
      var user = services.envoy().userId();
      var server =
          UnixGrpcServer.start(
              new UnixGrpcServer.Settings(files.agentSocket(), user),
              PeerCheck.workload(user, networkNamespace),
              List.of(relay.service(), identity.sds(), intake),
              services.loops(),
              services.calls());
      return new SiteSocket(uid, services, networkNamespace, labels, identity, relay, server);
    } catch (IOException e) {
      relay.close();
      throw e;
    }
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

  boolean isIn(Path path) {
    return networkNamespace.equals(path);
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
    relay.forget();
    services.identities().forget(uid);
  }

  /** The agent stops, or the workload gets another socket: what is on disk stays. */
  @Override
  public void close() {
    server.close();
    relay.close();
  }
}
