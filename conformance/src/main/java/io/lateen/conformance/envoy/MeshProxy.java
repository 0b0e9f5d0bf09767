// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.envoy;

import io.lateen.cli.offline.OfflineMesh;
import io.lateen.cli.offline.ProxyDescription;
import io.lateen.conformance.accepted.AcceptedSuite;
import io.lateen.conformance.oracle.OracleSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A proxy of a mesh that a suite translates.
 *
 * @param name suite, case and proxy
 * @param mesh reads the mesh
 */
public record MeshProxy(String name, Supplier<OfflineMesh> mesh, ProxyDescription description) {

  /** All proxies of the collection. */
  static List<MeshProxy> of(Path collection) throws IOException {
    var found = new ArrayList<MeshProxy>();
    var oracle = new OracleSuite();
    if (oracle.isIn(collection)) {
      found.addAll(oracle.proxies(collection));
    }
    for (var suite : AcceptedSuite.ALL) {
      if (suite.isIn(collection)) {
        found.addAll(suite.proxies(collection));
      }
    }
    return found;
  }
}
