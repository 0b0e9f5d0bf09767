// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.lateen.mesh.service.Protocol;
import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.endpoint.AssignmentKey;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.policy.PlaceWeights;
import io.lateen.translate.view.IpFamilies;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The cluster of one service port, or of a subset of it.
 *
 * @param discovery how endpoints are found
 * @param sidecar whether a sidecar uses it: it sees the protocol of a port that declares none
 * @param policy the DestinationRule's settings for this port and subset
 * @param mesh what holds for all clusters
 * @param service for the metadata that metrics read
 * @param config metadata path of the DestinationRule; empty for none
 * @param endpoints what Envoy resolves itself; present for {@code STRICT_DNS}, {@code LOGICAL_DNS}
 *     and {@code STATIC}
 * @param statName name in statistics; empty for that of the cluster
 * @param families of addresses to which names are resolved; without effect where none is
 * @param portOverride port that replaces the one of the original destination
 * @param places whether the weights of places count, not only those of endpoints
 * @param keepsSessions whether endpoints that shut down still serve the sessions they have
 * @param passedOn whether it receives the mesh's TLS unopened at a gateway between networks; its
 *     name is then the server name of that TLS
 */
public record ClusterKey(
    EnvoyClusterName cluster,
    Discovery discovery,
    Protocol protocol,
    boolean sidecar,
    ClusterPolicy policy,
    ClusterTls tls,
    MeshDefaults mesh,
    ServiceFacts service,
    String config,
    Optional<AssignmentKey> endpoints,
    String statName,
    IpFamilies families,
    OptionalInt portOverride,
    PlaceWeights places,
    boolean keepsSessions,
    boolean passedOn,
    Provenance provenance)
    implements ResourceKey {

  /** How a cluster's endpoints are found. */
  public enum Discovery {
    EDS,
    ORIGINAL_DST,
    STRICT_DNS,
    LOGICAL_DNS,
    STATIC,
    /** The host of each request or connection. */
    FORWARD
  }

  /**
   * A service, as metrics name it.
   *
   * @param external whether it is outside the mesh
   */
  public record ServiceFacts(String host, String name, String namespace, boolean external) {}

  @Override
  public String resourceName() {
    return passedOn ? cluster.sni() : cluster.value();
  }
}
