// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import io.lateen.api.Spec;
import io.lateen.api.networking.HttpRetry;
import io.lateen.api.networking.LocalityLb;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.TcpKeepalive;
import io.lateen.api.networking.TlsVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the whole mesh (api: mesh/v1alpha1/config.proto; defaults:
 * pkg/config/mesh/mesh.go). One object counts: the kind MeshConfig of lateen.io/v1 named {@code
 * default}, or the ConfigMap {@code istio} in {@code istio-system}.
 *
 * @param trustDomain trust domain of all identities
 * @param trustDomainAliases older trust domains that still count
 * @param rootNamespace namespace whose policies hold for the whole mesh
 * @param connectTimeout longest wait for a connection
 * @param enableAutoMtls whether sidecars use mutual TLS with each other unasked
 * @param outboundTrafficPolicy traffic to unknown hosts
 * @param inboundTrafficPolicy how inbound traffic reaches the workload
 * @param protocolDetectionTimeout longest wait for the first bytes; zero for no limit
 * @param tcpKeepalive probes on idle connections
 * @param defaultServiceExportTo visibility of services that say nothing
 * @param defaultVirtualServiceExportTo visibility of virtual services that say nothing
 * @param defaultDestinationRuleExportTo visibility of destination rules that say nothing
 * @param localityLb preference of endpoints by place
 * @param dnsRefreshRate time between DNS lookups of hosts
 * @param h2Upgrade whether HTTP/1.1 is sent as HTTP/2
 * @param defaultHttpRetryPolicy retries of rules that say nothing; absent for the built-in ones
 * @param pathNormalization how paths are normalized
 * @param proxyListenPort port to which outbound traffic is redirected
 * @param proxyInboundListenPort port to which inbound traffic is redirected
 * @param minMeshTlsVersion oldest TLS version between sidecars; TLS_AUTO for 1.2
 * @param accessLogFile file of the access log; empty for none
 * @param telemetry what proxies report
 * @param defaultConfig settings of proxies
 * @param ingress how Kubernetes Ingresses are served
 * @param visibility which namespaces and services the mesh knows
 * @param tls TLS beside the oldest version between sidecars
 * @param traffic traffic settings for rules and services that say nothing
 * @param networks networks in the same ConfigMap; the kind MeshNetworks goes before
 * @param securityFilters what Envoy filters may do to security filters; a setting of Lateen
 */
public record MeshConfig(
    String trustDomain,
    List<String> trustDomainAliases,
    String rootNamespace,
    Duration connectTimeout,
    boolean enableAutoMtls,
    OutboundTrafficPolicy.Mode outboundTrafficPolicy,
    InboundMode inboundTrafficPolicy,
    Duration protocolDetectionTimeout,
    Optional<TcpKeepalive> tcpKeepalive,
    List<String> defaultServiceExportTo,
    List<String> defaultVirtualServiceExportTo,
    List<String> defaultDestinationRuleExportTo,
    LocalityLb localityLb,
    Duration dnsRefreshRate,
    boolean h2Upgrade,
    Optional<HttpRetry> defaultHttpRetryPolicy,
    PathNormalization pathNormalization,
    int proxyListenPort,
    int proxyInboundListenPort,
    TlsVersion minMeshTlsVersion,
    String accessLogFile,
    MeshTelemetry telemetry,
    ProxySettings defaultConfig,
    IngressSettings ingress,
    MeshVisibility visibility,
    MeshTls tls,
    MeshTraffic traffic,
    MeshNetworks networks,
    SecurityFilters securityFilters)
    implements Spec {

  /** The settings of a mesh whose owner says nothing. */
  public static final MeshConfig DEFAULT =
      new MeshConfig(
          "cluster.local",
          List.of(),
          "istio-system",
          Duration.ofSeconds(10),
          true,
          OutboundTrafficPolicy.Mode.ALLOW_ANY,
          InboundMode.PASSTHROUGH,
          Duration.ZERO,
          Optional.empty(),
          List.of("*"),
          List.of("*"),
          List.of("*"),
          new LocalityLb(List.of(), List.of(), List.of(), Optional.of(true)),
          Duration.ofSeconds(60),
          false,
          Optional.empty(),
          PathNormalization.DEFAULT,
          15001,
          15006,
          TlsVersion.TLS_AUTO,
          "",
          MeshTelemetry.DEFAULT,
          ProxySettings.DEFAULT,
          IngressSettings.DEFAULT,
          MeshVisibility.DEFAULT,
          MeshTls.DEFAULT,
          MeshTraffic.DEFAULT,
          MeshNetworks.NONE,
          SecurityFilters.PROTECT);

  /** Copies the collections. */
  public MeshConfig {
    trustDomainAliases = List.copyOf(trustDomainAliases);
    defaultServiceExportTo = List.copyOf(defaultServiceExportTo);
    defaultVirtualServiceExportTo = List.copyOf(defaultVirtualServiceExportTo);
    defaultDestinationRuleExportTo = List.copyOf(defaultDestinationRuleExportTo);
  }

  /** How inbound traffic reaches the workload. */
  public enum InboundMode {
    /** By the address that the caller used. */
    PASSTHROUGH,
    /** By the loopback address. */
    LOCALHOST
  }

  /** How paths are normalized before rules are applied. */
  public enum PathNormalization {
    /** The default, {@link #BASE}. */
    DEFAULT,
    /** Not at all. */
    NONE,
    /** RFC 3986, and backslashes become slashes. */
    BASE,
    /** Also runs of slashes become one. */
    MERGE_SLASHES,
    /** Also escaped slashes are decoded first. */
    DECODE_AND_MERGE_SLASHES
  }
}
