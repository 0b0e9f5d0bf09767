// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.view.IpFamilies;

/**
 * A cluster that every proxy has, whatever the mesh contains.
 *
 * @param families of the proxy's addresses
 */
public record FixedClusterKey(Kind kind, MeshDefaults mesh, IpFamilies families)
    implements ResourceKey {

  /** The clusters that are always there. */
  public enum Kind {
    /** Has no endpoints: everything sent to it fails. */
    BLACK_HOLE(IstioNames.BLACK_HOLE_CLUSTER),
    /** The address that the workload asked for. */
    PASSTHROUGH(IstioNames.PASSTHROUGH_CLUSTER),
    /** The address that the caller of the workload asked for. */
    INBOUND_PASSTHROUGH(IstioNames.INBOUND_PASSTHROUGH_CLUSTER);

    private final String clusterName;

    Kind(String clusterName) {
      this.clusterName = clusterName;
    }
  }

  @Override
  public String resourceName() {
    return kind.clusterName;
  }

  @Override
  public Provenance provenance() {
    return Provenance.BUILT_IN;
  }
}
