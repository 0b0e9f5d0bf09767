// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.site;

import io.grpc.Channel;
import io.lateen.agent.capture.Capture;
import io.lateen.agent.dns.DnsDirectory;
import io.lateen.agent.envoy.Bootstrap.Resolver;
import io.lateen.agent.envoy.EnvoySettings;
import io.lateen.agent.identity.WorkloadIdentities;
import io.lateen.agent.identity.socket.UnixEventLoops;
import io.lateen.agent.process.Processes;
import io.lateen.agent.relay.RelaySeams;
import io.lateen.agent.telemetry.Counters;
import io.lateen.agent.telemetry.SeriesStore;
import io.lateen.agent.trial.Trials;
import io.lateen.base.time.Scheduler;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all sites of a node share.
 *
 * @param folders where sites keep files
 * @param controlPlane channel to the control plane
 * @param identities identities of workloads
 * @param loops threads of Unix sockets
 * @param calls runs the services of the sockets
 * @param relay what relays need
 * @param names who sees which hosts
 * @param capture puts capture in force
 * @param captureDns where captured name queries go
 * @param envoy how Envoys run
 * @param processes starts Envoys
 * @param trials find out what Envoys refuse
 * @param scheduler cuts reads that take too long
 * @param series where calls are counted
 * @param counters the agent's own counters
 * @param trustDomain name of the trust domain
 */
public record SiteServices(
    Folders folders,
    Channel controlPlane,
    WorkloadIdentities identities,
    UnixEventLoops loops,
    Executor calls,
    RelaySeams relay,
    DnsDirectory names,
    Capture capture,
    Resolver captureDns,
    EnvoySettings envoy,
    Processes processes,
    Trials trials,
    Scheduler scheduler,
    SeriesStore series,
    Counters counters,
    Supplier<String> trustDomain) {

  /**
   * Where sites keep files.
   *
   * @param run folder of sockets, bootstraps, logs and pid files
   * @param lastGood folder of last good configurations
   */
  public record Folders(Path run, Path lastGood) {}
}
