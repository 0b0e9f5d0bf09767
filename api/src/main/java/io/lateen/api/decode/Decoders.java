// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode;

import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import io.lateen.api.decode.envoyfilter.EnvoyFilterDecoder;
import io.lateen.api.decode.extensions.TrafficExtensionDecoder;
import io.lateen.api.decode.extensions.WasmPluginDecoder;
import io.lateen.api.decode.gatewayapi.BackendTlsPolicyDecoder;
import io.lateen.api.decode.gatewayapi.ConnectionRouteDecoder;
import io.lateen.api.decode.gatewayapi.GatewayClassDecoder;
import io.lateen.api.decode.gatewayapi.KubernetesGatewayDecoder;
import io.lateen.api.decode.gatewayapi.ListenerSetDecoder;
import io.lateen.api.decode.gatewayapi.ReferenceGrantDecoder;
import io.lateen.api.decode.gatewayapi.RequestRouteDecoder;
import io.lateen.api.decode.kubernetes.ConfigMapDecoder;
import io.lateen.api.decode.kubernetes.DeploymentDecoder;
import io.lateen.api.decode.kubernetes.EndpointSliceDecoder;
import io.lateen.api.decode.kubernetes.EndpointsDecoder;
import io.lateen.api.decode.kubernetes.IngressClassDecoder;
import io.lateen.api.decode.kubernetes.IngressDecoder;
import io.lateen.api.decode.kubernetes.NodeDecoder;
import io.lateen.api.decode.kubernetes.PodDecoder;
import io.lateen.api.decode.kubernetes.SecretDecoder;
import io.lateen.api.decode.kubernetes.ServiceDecoder;
import io.lateen.api.decode.meshconfig.MeshConfigDecoder;
import io.lateen.api.decode.meshconfig.MeshNetworksDecoder;
import io.lateen.api.decode.networking.DestinationRuleDecoder;
import io.lateen.api.decode.networking.GatewayDecoder;
import io.lateen.api.decode.networking.ProxyConfigDecoder;
import io.lateen.api.decode.networking.ServiceEntryDecoder;
import io.lateen.api.decode.networking.SidecarDecoder;
import io.lateen.api.decode.networking.VirtualServiceDecoder;
import io.lateen.api.decode.networking.WorkloadEntryDecoder;
import io.lateen.api.decode.networking.WorkloadGroupDecoder;
import io.lateen.api.decode.security.AuthorizationPolicyDecoder;
import io.lateen.api.decode.security.PeerAuthenticationDecoder;
import io.lateen.api.decode.security.RequestAuthenticationDecoder;
import io.lateen.api.decode.servicepolicy.GatewayPolicyDecoder;
import io.lateen.api.decode.servicepolicy.ServicePolicyDecoder;
import io.lateen.api.decode.telemetry.TelemetryDecoder;
import io.lateen.api.kubernetes.Namespace;
import io.lateen.api.kubernetes.ServiceAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table from kinds to decoders; a kind is added here and in {@link Kinds}. */
public final class Decoders {

  private static final Map<ObjectKey, SpecDecoder<?>> TABLE =
      Map.ofEntries(
          entry(Kinds.NETWORKING, "VirtualService", new VirtualServiceDecoder()),
          entry(Kinds.NETWORKING, "DestinationRule", new DestinationRuleDecoder()),
          entry(Kinds.NETWORKING, "Gateway", new GatewayDecoder()),
          entry(Kinds.NETWORKING, "ServiceEntry", new ServiceEntryDecoder()),
          entry(Kinds.NETWORKING, "WorkloadEntry", new WorkloadEntryDecoder()),
          entry(Kinds.NETWORKING, "Sidecar", new SidecarDecoder()),
          entry(Kinds.SECURITY, "PeerAuthentication", new PeerAuthenticationDecoder()),
          entry(Kinds.SECURITY, "AuthorizationPolicy", new AuthorizationPolicyDecoder()),
          entry(Kinds.SECURITY, "RequestAuthentication", new RequestAuthenticationDecoder()),
          entry(Kinds.NETWORKING, "WorkloadGroup", new WorkloadGroupDecoder()),
          entry(Kinds.NETWORKING, "ProxyConfig", new ProxyConfigDecoder()),
          entry(Kinds.NETWORKING, "EnvoyFilter", new EnvoyFilterDecoder()),
          entry(Kinds.TELEMETRY, "Telemetry", new TelemetryDecoder()),
          entry(Kinds.EXTENSIONS, "WasmPlugin", new WasmPluginDecoder()),
          entry(Kinds.EXTENSIONS, "TrafficExtension", new TrafficExtensionDecoder()),
          entry(Kinds.LATEEN, "ServicePolicy", new ServicePolicyDecoder()),
          entry(Kinds.LATEEN, "GatewayPolicy", new GatewayPolicyDecoder()),
          entry(Kinds.LATEEN, "MeshConfig", new MeshConfigDecoder()),
          entry(Kinds.LATEEN, "MeshNetworks", new MeshNetworksDecoder()),
          entry("", "Service", new ServiceDecoder()),
          entry("", "Pod", new PodDecoder()),
          entry("apps", "Deployment", new DeploymentDecoder()),
          entry("discovery.k8s.io", "EndpointSlice", new EndpointSliceDecoder()),
          entry("", "ServiceAccount", (document, meta) -> new ServiceAccount()),
          entry("", "Namespace", (document, meta) -> new Namespace()),
          entry("", "ConfigMap", new ConfigMapDecoder()),
          entry("", "Secret", new SecretDecoder()),
          entry("", "Endpoints", new EndpointsDecoder()),
          entry("", "Node", new NodeDecoder()),
          entry("networking.k8s.io", "Ingress", new IngressDecoder()),
          entry("networking.k8s.io", "IngressClass", new IngressClassDecoder()),
          entry(Kinds.GATEWAY_API, "HTTPRoute", RequestRouteDecoder.http()),
          entry(Kinds.GATEWAY_API, "GRPCRoute", RequestRouteDecoder.grpc()),
          entry(Kinds.GATEWAY_API, "TCPRoute", ConnectionRouteDecoder.tcp()),
          entry(Kinds.GATEWAY_API, "TLSRoute", ConnectionRouteDecoder.tls()),
          entry(Kinds.GATEWAY_API, "GatewayClass", new GatewayClassDecoder()),
          entry(Kinds.GATEWAY_API, "Gateway", new KubernetesGatewayDecoder()),
          entry(Kinds.GATEWAY_API, "ListenerSet", new ListenerSetDecoder()),
          entry(Kinds.GATEWAY_API, "ReferenceGrant", new ReferenceGrantDecoder()),
          entry(Kinds.GATEWAY_API, "BackendTLSPolicy", new BackendTlsPolicyDecoder()));

  private Decoders() {}

  private static Map.Entry<ObjectKey, SpecDecoder<?>> entry(
      String group, String kind, SpecDecoder<?> decoder) {
    return Map.entry(new ObjectKey(group, kind, "", ""), decoder);
  }

  /** The decoder of a kind; empty for kinds that are not served. */
  public static Optional<SpecDecoder<?>> of(Kind kind) {
    return Optional.ofNullable(TABLE.get(new ObjectKey(kind.group(), kind.kind(), "", "")));
  }

  /**
   * Whether unknown fields of a kind are errors: for Istio's kinds, those of the Gateway API and
   * ours. Kubernetes kinds have many fields that are none of our business.
   */
  public static boolean isStrict(Kind kind) {
    return kind.group().endsWith("istio.io")
        || List.of(Kinds.LATEEN, Kinds.GATEWAY_API).contains(kind.group());
  }
}
