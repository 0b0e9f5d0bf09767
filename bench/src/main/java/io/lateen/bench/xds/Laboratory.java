// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where one run takes place.
 *
 * @param home folder of the checkout
 * @param scratch empty folder of the run
 */
record Laboratory(Path home, LoadClient client, Path scratch) {

  /** The configuration in a watched folder and a control plane that has read it. */
  record Bed(ConfigFolder config, ServerProcess server, Path scratch) implements AutoCloseable {

    /** The identity of a node; each may be asked for once. */
    NodeIdentity join(String node) throws Exception {
      return NodeIdentity.join(server.admin(), server.port(), node, scratch.resolve(node));
    }

    @Override
    public void close() throws InterruptedException {
      try {
        server.close();
      } finally {
        config.close();
      }
    }
  }

  /**
   * Generates a mesh and starts a control plane for it.
   *
   * @param documents may change each document before it is written
   * @param more options of the generator
   */
  Bed start(int services, UnaryOperator<String> documents, String... more) throws Exception {
    var config = config(services, documents, more);
    try {
      return new Bed(config, ServerProcess.start(home, config.folder(), scratch), scratch);
    } catch (Exception e) {
      config.close();
      throw e;
    }
  }

  /** The same for a mesh in which proxies see few services. */
  Bed start(ScopedMesh mesh) throws Exception {
    return start(mesh.services(), mesh::change);
  }

  private ConfigFolder config(int services, UnaryOperator<String> documents, String... more)
      throws IOException, InterruptedException {
    var generated = scratch.resolve("generated");
    var options = new ArrayList<>(List.of("-gen", generated.toString(), "-layout", "kube"));
    options.addAll(List.of("-svcs", "" + services, "-eps", "" + Size.ENDPOINTS));
    options.addAll(List.of(more));
    client.run(options, event -> {});
    return ConfigFolder.of(
        generated.resolve("all.yaml"), scratch.resolve("config"), services, documents);
  }
}
