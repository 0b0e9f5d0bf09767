// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Settings of one agent.
 *
 * @param node name of this node; the join token must be for it
 * @param controlPlane unresolved addresses of the control plane, tried in turn
 * @param controlPlaneCa PEM file with the roots that the control plane's certificate comes from
 * @param joinTokenFile file with a single-use token; not needed once there is a certificate
 * @param stateDir keys, assignments and last good configuration; survives restarts
 * @param runDir sockets, bootstraps, logs and pid files of the proxies; survives agents, not boots
 * @param workloadsDir where registrations of workloads are dropped, one JSON file each
 * @param envoy how proxies run
 * @param dns where names are resolved
 * @param domain domain of the mesh, as in {@code cluster.local}
 * @param trustDomain of all identities; not needed when the first root names it, as those do that a
 *     control plane made itself
 */
public record AgentConfig(
    String node,
    List<InetSocketAddress> controlPlane,
    Path controlPlaneCa,
    Optional<Path> joinTokenFile,
    Path stateDir,
    Path runDir,
    Path workloadsDir,
    EnvoyConfig envoy,
    DnsConfig dns,
    String domain,
    Optional<String> trustDomain) {

  /** Copies the list. */
  public AgentConfig {
    controlPlane = List.copyOf(controlPlane);
  }

  /**
   * How proxies run.
   *
   * @param binary Envoy's executable, readable for {@code userId}
   * @param userId user of the proxies, 1 to 65533
   * @param concurrency worker threads of each, 1 to 64
   */
  public record EnvoyConfig(Path binary, int userId, int concurrency) {}

  /**
   * Where names are resolved.
   *
   * @param applications address of this node that its workloads reach, for applications
   * @param proxies the same address with another port, for Envoys
   * @param upstreams resolvers for names outside of the mesh; those of the machine when empty
   */
  public record DnsConfig(
      InetSocketAddress applications,
      InetSocketAddress proxies,
      List<InetSocketAddress> upstreams) {

    /** Copies the list. */
    public DnsConfig {
      upstreams = List.copyOf(upstreams);
    }
  }
}
