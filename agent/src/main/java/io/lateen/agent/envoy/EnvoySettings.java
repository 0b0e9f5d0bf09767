// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import java.nio.file.Path;

/**
 * What all Envoys of a node have in common.
 *
 * @param binary Envoy's executable
 * @param userId user they run as
 * @param concurrency worker threads of each
 * @param resolver resolver for DNS clusters
 * @param place where they stand in the mesh
 */
public record EnvoySettings(
    Path binary, int userId, int concurrency, Bootstrap.Resolver resolver, ProxyNode.Place place) {

  /**
   * Most downstream connections of one Envoy. Each needs a second one upstream, and 20,000 open
   * files is what small machines allow.
   */
  public static final int MAX_CONNECTIONS = 8192;
}
