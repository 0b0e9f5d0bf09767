// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import io.lateen.controlplane.pipeline.Epoch;
import io.lateen.controlplane.pipeline.ProxyFinder;
import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.server.ProxyAuthorizer;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets a node agent open streams for the workloads that the mesh has on that node, and for no
 * others: a stolen node identity reaches the configuration of one node only. Safe from all threads.
 */
public final class MeshAuthorizer implements ProxyAuthorizer {

  private final Supplier<Optional<PeerIdentity>> peers;
  private final Function<PeerIdentity, Optional<String>> nodeNames;
  private final Supplier<Epoch> epochs;
  private final ProxyFinder finder;

  /**
   * An authorizer.
   *
   * @param peers the identity of the current call, on its thread
   * @param nodeNames the node that an identity names; empty for identities of other kinds
   */
  public MeshAuthorizer(
      Supplier<Optional<PeerIdentity>> peers,
      Function<PeerIdentity, Optional<String>> nodeNames,
      Supplier<Epoch> epochs,
      ProxyFinder finder) {
    this.peers = peers;
    this.nodeNames = nodeNames;
    this.epochs = epochs;
    this.finder = finder;
  }

  @Override
  public Optional<PeerIdentity> peer() {
    return peers.get();
  }

  @Override
  public Decision authorize(ProxyNode node) {
    var name = nodeNames.apply(node.peer());
    if (name.isEmpty()) {
      return new Decision.Denied(node.peer().name() + " is not the identity of a node");
    }
    var here =
        finder
            .find(epochs.get().mesh(), node)
            .filter(workload -> workload.node().equals(name.get()));
    // One answer for both cases: a node shall not learn whether a foreign workload exists.
    return here.isPresent()
        ? new Decision.Allowed()
        : new Decision.Denied("no such workload is known to run on node " + name.get());
  }
}
