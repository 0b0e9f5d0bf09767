// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

/** Type URLs of what proxies get (xDS transport protocol; Istio: pkg/model/xds.go). */
public final class ResourceTypes {

  public static final String CLUSTER = "type.googleapis.com/envoy.config.cluster.v3.Cluster";
  public static final String ENDPOINT =
      "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment";
  public static final String LISTENER = "type.googleapis.com/envoy.config.listener.v3.Listener";
  public static final String ROUTE = "type.googleapis.com/envoy.config.route.v3.RouteConfiguration";

  /** Configurations of filters that listeners name only. */
  public static final String EXTENSION =
      "type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig";

  /** Certificates with keys, and authorities, that the agent does not have. */
  public static final String SECRET =
      "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";

  /** Host names that the agent's DNS server answers. */
  public static final String NAME_TABLE = "type.googleapis.com/istio.networking.nds.v1.NameTable";

  private ResourceTypes() {}
}
