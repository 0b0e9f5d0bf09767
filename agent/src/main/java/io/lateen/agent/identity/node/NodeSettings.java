// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a node finds and recognises its mesh.
 *
 * @param node name of this node; must be the one of the join token
 * @param controlPlane unresolved addresses of the control plane, tried in random order; 1 to 16
 * @param controlPlaneCa PEM file with the root that the control plane must prove
 * @param joinTokenFile read at each attempt to join; not needed once the node has joined
 * @param stateDir folder for keys and certificates; made when absent
 * @param trustDomain of the mesh; that which the first root names when empty
 */
public record NodeSettings(
    String node,
    List<InetSocketAddress> controlPlane,
    Path controlPlaneCa,
    Optional<Path> joinTokenFile,
    Path stateDir,
    Optional<String> trustDomain) {

  /** Most addresses of the control plane. */
  static final int MAX_ADDRESSES = 16;

  /** A node of the trust domain that the first root names. */
  public NodeSettings(
      String node,
      List<InetSocketAddress> controlPlane,
      Path controlPlaneCa,
      Optional<Path> joinTokenFile,
      Path stateDir) {
    this(node, controlPlane, controlPlaneCa, joinTokenFile, stateDir, Optional.empty());
  }

  /** Refuses no or too many addresses. */
  public NodeSettings {
    controlPlane = List.copyOf(controlPlane);
    if (controlPlane.isEmpty() || controlPlane.size() > MAX_ADDRESSES) {
      throw new IllegalArgumentException(
          "1 to "
              + MAX_ADDRESSES
              + " addresses of the control plane are needed, not "
              + controlPlane.size());
    }
  }
}
