// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.discovery;

/** A mesh and the server that shows it to Envoy, epoch by epoch. */
final class Publication {

  private final Variant variant;
  private final MiniMesh mesh;
  private final WalkServer server;
  private long epoch;

  Publication(Variant variant, MiniMesh mesh, WalkServer server) {
    this.variant = variant;
    this.mesh = mesh;
    this.server = server;
  }

  MiniMesh mesh() {
    return mesh;
  }

  WalkServer server() {
    return server;
  }

  void publish() {
    epoch++;
    server.publish(mesh.view(epoch, variant));
  }
}
