// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.name;

import java.util.List;

/**
 * Names that Istio's users, dashboards and tools rely on, byte for byte. Sources (istio/istio):
 * pilot/pkg/networking/util/util.go, pilot/pkg/model/proxy.go, pilot/pkg/model/service.go,
 * pilot/pkg/networking/core/listener.go, pilot/pkg/security/model/authentication.go.
 */
public final class IstioNames {

  // Clusters (pilot/pkg/networking/util/util.go).
  public static final String BLACK_HOLE_CLUSTER = "BlackHoleCluster";
  public static final String PASSTHROUGH_CLUSTER = "PassthroughCluster";
  public static final String INBOUND_PASSTHROUGH_CLUSTER = "InboundPassthroughCluster";
  public static final String ALLOW_ANY_DYNAMIC_CLUSTER = "AllowAnyDynamicDNSCluster";
  public static final String UNKNOWN_SERVICE_CLUSTER = "UnknownService";

  // Virtual hosts that catch the rest (same file).
  public static final String ALLOW_ANY = "allow_any";
  public static final String ALLOW_ANY_DYNAMIC = "allow_any_dynamic_dns";
  public static final String BLOCK_ALL = "block_all";

  // Listeners and filter chains (pilot/pkg/model/proxy.go).
  public static final String VIRTUAL_OUTBOUND = "virtualOutbound";
  public static final String VIRTUAL_INBOUND = "virtualInbound";
  public static final String VIRTUAL_OUTBOUND_BLACKHOLE = "virtualOutbound-blackhole";
  public static final String VIRTUAL_OUTBOUND_CATCHALL_TCP = "virtualOutbound-catchall-tcp";
  public static final String VIRTUAL_OUTBOUND_CATCHALL_HTTP = "virtualOutbound-catchall-tcp-http";
  public static final String VIRTUAL_INBOUND_BLACKHOLE = "virtualInbound-blackhole";
  public static final String VIRTUAL_INBOUND_CATCHALL_HTTP = "virtualInbound-catchall-http";
  public static final String PASSTHROUGH_FILTER_CHAIN = "PassthroughFilterChain";

  /** Name of a route that no VirtualService made (pilot/pkg/networking/core/route/route.go). */
  public static final String DEFAULT_ROUTE = "default";

  // Secrets (pilot/pkg/security/model/authentication.go).
  public static final String SDS_CLUSTER = "sds-grpc";
  public static final String SDS_WORKLOAD_CERTIFICATE = "default";
  public static final String SDS_ROOT = "ROOTCA";
  public static final String SDS_SYSTEM_ROOT = "file-root:system";

  // Application protocols (pilot/pkg/networking/util/util.go, core/listener.go).
  public static final List<String> ALPN_PLAINTEXT_HTTP = List.of("http/1.1", "h2c");
  public static final List<String> ALPN_MTLS_HTTP =
      List.of("istio-http/1.0", "istio-http/1.1", "istio-h2");
  public static final List<String> ALPN_MTLS_TCP = List.of("istio-peer-exchange", "istio");
  public static final List<String> ALPN_MTLS_ALL =
      List.of("istio", "istio-peer-exchange", "istio-http/1.0", "istio-http/1.1", "istio-h2");
  public static final List<String> ALPN_UPSTREAM = List.of("istio-peer-exchange", "istio");
  public static final List<String> ALPN_UPSTREAM_H2 = List.of("istio-peer-exchange", "istio", "h2");
  public static final List<String> ALPN_H2_ONLY = List.of("h2");
  public static final List<String> ALPN_HTTP = List.of("h2", "http/1.1");
  public static final List<String> ALPN_DOWNSTREAM_TCP =
      List.of("istio-peer-exchange", "h2", "http/1.1");

  // Transport socket matches and metadata (pilot/pkg/networking/core/cluster_tls.go).
  public static final String TLS_MODE_ISTIO_MATCH = "tlsMode-istio";
  public static final String TLS_MODE_DISABLED_MATCH = "tlsMode-disabled";
  public static final String TLS_MODE_FIELD = "tlsMode";
  public static final String TLS_MODE_ISTIO = "istio";

  /** Metadata key of everything that Istio tells about a resource. */
  public static final String METADATA = "istio";

  /**
   * The version that proxies are taken for where objects ask for one (node metadata ISTIO_VERSION):
   * the newest that this version of Lateen is compatible with.
   */
  public static final String PROXY_VERSION = "1.31.0";

  /** Value of the {@code server} header. */
  public static final String SERVER_NAME = "istio-envoy";

  /** Source of connections from the sidecar to its application (core/cluster.go). */
  public static final String INBOUND_PASSTHROUGH_SOURCE = "127.0.0.6";

  public static final String INBOUND_PASSTHROUGH_SOURCE_IPV6 = "::6";

  public static final String WILDCARD_ADDRESS = "0.0.0.0";
  public static final String WILDCARD_ADDRESS_IPV6 = "::";

  /** The gateway name of all sidecars. */
  public static final String MESH_GATEWAY = "mesh";

  /** Identifier of the only cluster of a mesh (Istio's default CLUSTER_ID). */
  public static final String CLUSTER_ID = "Kubernetes";

  private IstioNames() {}
}
