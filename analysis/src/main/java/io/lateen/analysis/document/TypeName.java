// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.document;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Group and kind of an object; versions do not matter to analysis.
 *
 * @param group API group; empty for the Kubernetes core
 * @param kind name in documents
 */
public record TypeName(String group, String kind) implements Comparable<TypeName> {

  private static final String NETWORKING = "networking.istio.io";
  private static final String SECURITY = "security.istio.io";
  private static final String GATEWAY_API = "gateway.networking.k8s.io";
  private static final String WEBHOOKS = "admissionregistration.k8s.io";

  public static final TypeName VIRTUAL_SERVICE = new TypeName(NETWORKING, "VirtualService");
  public static final TypeName DESTINATION_RULE = new TypeName(NETWORKING, "DestinationRule");
  public static final TypeName GATEWAY = new TypeName(NETWORKING, "Gateway");
  public static final TypeName SERVICE_ENTRY = new TypeName(NETWORKING, "ServiceEntry");
  public static final TypeName WORKLOAD_ENTRY = new TypeName(NETWORKING, "WorkloadEntry");
  public static final TypeName SIDECAR = new TypeName(NETWORKING, "Sidecar");
  public static final TypeName ENVOY_FILTER = new TypeName(NETWORKING, "EnvoyFilter");
  public static final TypeName PROXY_CONFIG = new TypeName(NETWORKING, "ProxyConfig");
  public static final TypeName AUTHORIZATION_POLICY = new TypeName(SECURITY, "AuthorizationPolicy");
  public static final TypeName REQUEST_AUTHENTICATION =
      new TypeName(SECURITY, "RequestAuthentication");
  public static final TypeName TELEMETRY = new TypeName("telemetry.istio.io", "Telemetry");
  public static final TypeName WASM_PLUGIN = new TypeName("extensions.istio.io", "WasmPlugin");
  public static final TypeName SERVICE_POLICY = new TypeName("lateen.io", "ServicePolicy");
  public static final TypeName MESH_CONFIG = new TypeName("lateen.io", "MeshConfig");
  public static final TypeName MESH_NETWORKS = new TypeName("lateen.io", "MeshNetworks");
  public static final TypeName KUBERNETES_GATEWAY = new TypeName(GATEWAY_API, "Gateway");
  public static final TypeName HTTP_ROUTE = new TypeName(GATEWAY_API, "HTTPRoute");
  public static final TypeName GRPC_ROUTE = new TypeName(GATEWAY_API, "GRPCRoute");
  public static final TypeName SERVICE = new TypeName("", "Service");
  public static final TypeName POD = new TypeName("", "Pod");
  public static final TypeName NAMESPACE = new TypeName("", "Namespace");
  public static final TypeName NODE = new TypeName("", "Node");
  public static final TypeName SECRET = new TypeName("", "Secret");
  public static final TypeName CONFIG_MAP = new TypeName("", "ConfigMap");
  public static final TypeName DEPLOYMENT = new TypeName("apps", "Deployment");
  public static final TypeName CUSTOM_RESOURCE_DEFINITION =
      new TypeName("apiextensions.k8s.io", "CustomResourceDefinition");
  public static final TypeName MUTATING_WEBHOOK =
      new TypeName(WEBHOOKS, "MutatingWebhookConfiguration");
  public static final TypeName VALIDATING_WEBHOOK =
      new TypeName(WEBHOOKS, "ValidatingWebhookConfiguration");

  /** Kinds of Kubernetes and ours that live in no namespace. */
  private static final Set<String> CLUSTER_SCOPED =
      Set.of(
          "Namespace",
          "Node",
          "PersistentVolume",
          "CustomResourceDefinition",
          "MutatingWebhookConfiguration",
          "ValidatingWebhookConfiguration",
          "GatewayClass",
          "IngressClass",
          "ClusterRole",
          "ClusterRoleBinding",
          "StorageClass",
          "PriorityClass",
          "APIService");

  /** The type of a document's {@code apiVersion} and {@code kind}. */
  public static TypeName of(String apiVersion, String kind) {
    var slash = apiVersion.indexOf('/');
    return new TypeName(slash < 0 ? "" : apiVersion.substring(0, slash), kind);
  }

  /**
   * Written out: every lookup by type asks this, and the one that records get is slow when cold.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof TypeName that && kind.equals(that.kind) && group.equals(that.group));
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + group.hashCode();
  }

  /** By group, then by kind. */
  @Override
  public int compareTo(TypeName other) {
    var order = group.compareTo(other.group);
    return order == 0 ? kind.compareTo(other.kind) : order;
  }

  /** Whether objects live in namespaces. */
  public boolean isNamespaced() {
    return !CLUSTER_SCOPED.contains(kind) && !equals(MESH_CONFIG);
  }

  /** Whether this is a kind of Istio. */
  public boolean isIstio() {
    return group.endsWith(".istio.io");
  }
}
