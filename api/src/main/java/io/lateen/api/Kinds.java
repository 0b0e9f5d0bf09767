// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of all kinds that Lateen knows, those it serves and those it only recognizes. */
public final class Kinds {

  /** Group of Istio's traffic kinds. */
  public static final String NETWORKING = "networking.istio.io";

  /** Group of Istio's security kinds. */
  public static final String SECURITY = "security.istio.io";

  /** Group of Istio's kind for telemetry. */
  public static final String TELEMETRY = "telemetry.istio.io";

  /** Group of Istio's kinds for extensions of proxies. */
  public static final String EXTENSIONS = "extensions.istio.io";

  /** Group of the Kubernetes Gateway API. */
  public static final String GATEWAY_API = "gateway.networking.k8s.io";

  /** Group of Lateen's own kinds. */
  public static final String LATEEN = "lateen.io";

  private static final List<String> TRAFFIC_VERSIONS = List.of("v1", "v1beta1", "v1alpha3");
  private static final List<String> SECURITY_VERSIONS = List.of("v1", "v1beta1");
  private static final List<String> V1 = List.of("v1");

  private static final List<Kind> ALL =
      Stream.of(istio(), kubernetes(), gatewayApi(), recognizedKubernetes())
          .flatMap(List::stream)
          .toList();

  private Kinds() {}

  private static List<Kind> istio() {
    return List.of(
        served(NETWORKING, TRAFFIC_VERSIONS, "VirtualService", "vs"),
        served(NETWORKING, TRAFFIC_VERSIONS, "DestinationRule", "dr"),
        served(NETWORKING, TRAFFIC_VERSIONS, "Gateway", "gw"),
        served(NETWORKING, TRAFFIC_VERSIONS, "ServiceEntry", "se"),
        served(NETWORKING, TRAFFIC_VERSIONS, "WorkloadEntry", "we"),
        served(NETWORKING, TRAFFIC_VERSIONS, "Sidecar"),
        served(SECURITY, SECURITY_VERSIONS, "PeerAuthentication", "pa"),
        served(SECURITY, SECURITY_VERSIONS, "AuthorizationPolicy", "ap"),
        served(SECURITY, SECURITY_VERSIONS, "RequestAuthentication", "ra"),
        served(NETWORKING, TRAFFIC_VERSIONS, "WorkloadGroup", "wg"),
        served(NETWORKING, List.of("v1beta1"), "ProxyConfig"),
        served(NETWORKING, List.of("v1alpha3"), "EnvoyFilter"),
        served(TELEMETRY, List.of("v1", "v1alpha1"), "Telemetry", "telemetry"),
        served(EXTENSIONS, List.of("v1alpha1"), "WasmPlugin"),
        served(EXTENSIONS, List.of("v1alpha1"), "TrafficExtension"),
        served(LATEEN, V1, "ServicePolicy", "svcpol"),
        served(LATEEN, V1, "GatewayPolicy", "gwpol"),
        cluster(LATEEN, V1, "MeshConfig", true, "mc"),
        cluster(LATEEN, V1, "MeshNetworks", true, "mn"));
  }

  private static List<Kind> kubernetes() {
    return List.of(
        served("", V1, "Service", "svc"),
        served("", V1, "Pod", "po"),
        served("apps", V1, "Deployment", "deploy"),
        served("discovery.k8s.io", V1, "EndpointSlice"),
        served("", V1, "ServiceAccount", "sa"),
        cluster("", V1, "Namespace", true, "ns"),
        served("", V1, "ConfigMap", "cm"),
        served("", V1, "Secret"),
        served("", V1, "Endpoints", "ep"),
        cluster("", V1, "Node", true, "no"),
        served("networking.k8s.io", V1, "Ingress", "ing"),
        cluster("networking.k8s.io", V1, "IngressClass", true));
  }

  private static List<Kind> gatewayApi() {
    return List.of(
        served(GATEWAY_API, List.of("v1", "v1beta1"), "HTTPRoute"),
        served(GATEWAY_API, List.of("v1", "v1alpha2"), "GRPCRoute"),
        served(GATEWAY_API, List.of("v1", "v1alpha2"), "TCPRoute"),
        served(GATEWAY_API, List.of("v1", "v1alpha3", "v1alpha2"), "TLSRoute"),
        cluster(GATEWAY_API, List.of("v1", "v1beta1"), "GatewayClass", true, "gc"),
        served(GATEWAY_API, List.of("v1", "v1beta1"), "Gateway", "gtw"),
        served(GATEWAY_API, V1, "ListenerSet"),
        served(GATEWAY_API, List.of("v1", "v1beta1"), "ReferenceGrant", "refgrant"),
        served(GATEWAY_API, List.of("v1", "v1alpha3"), "BackendTLSPolicy", "btlspolicy"),
        recognized(GATEWAY_API, List.of("v1alpha2"), "UDPRoute"));
  }

  private static List<Kind> recognizedKubernetes() {
    return List.of(
        recognized("", V1, "PersistentVolumeClaim", "pvc"),
        recognized("", V1, "LimitRange", "limits"),
        recognized("", V1, "ResourceQuota", "quota"),
        cluster("", V1, "PersistentVolume", false, "pv"),
        recognized("apps", V1, "ReplicaSet", "rs"),
        recognized("apps", V1, "StatefulSet", "sts"),
        recognized("apps", V1, "DaemonSet", "ds"),
        recognized("batch", V1, "Job"),
        recognized("batch", V1, "CronJob", "cj"),
        recognized("networking.k8s.io", V1, "NetworkPolicy", "netpol"),
        recognized("policy", V1, "PodDisruptionBudget", "pdb"),
        recognized("autoscaling", List.of("v2", "v1"), "HorizontalPodAutoscaler", "hpa"),
        recognized("rbac.authorization.k8s.io", V1, "Role"),
        recognized("rbac.authorization.k8s.io", V1, "RoleBinding"),
        cluster("rbac.authorization.k8s.io", V1, "ClusterRole", false),
        cluster("rbac.authorization.k8s.io", V1, "ClusterRoleBinding", false),
        cluster("apiextensions.k8s.io", V1, "CustomResourceDefinition", false, "crd"));
  }

  private static Kind served(
      String group, List<String> versions, String kind, String... shortNames) {
    return kind(group, versions, kind, List.of(shortNames), true, true);
  }

  private static Kind recognized(
      String group, List<String> versions, String kind, String... shortNames) {
    return kind(group, versions, kind, List.of(shortNames), true, false);
  }

  private static Kind cluster(
      String group, List<String> versions, String kind, boolean served, String... shortNames) {
    return kind(group, versions, kind, List.of(shortNames), false, served);
  }

  private static Kind kind(
      String group,
      List<String> versions,
      String kind,
      List<String> shortNames,
      boolean namespaced,
      boolean served) {
    var singular = kind.toLowerCase(Locale.ROOT);
    return new Kind(
        group, versions, kind, plural(singular), singular, shortNames, namespaced, served);
  }

  private static String plural(String singular) {
    if (singular.endsWith("points")) {
      return singular;
    }
    if (singular.endsWith("y") && !singular.endsWith("ay")) {
      return singular.substring(0, singular.length() - 1) + "ies";
    }
    return singular.endsWith("s") ? singular + "es" : singular + "s";
  }

  /** All kinds, those that are served first. */
  public static List<Kind> all() {
    return ALL;
  }

  /** The kinds that are served. */
  public static List<Kind> served() {
    return ALL.stream().filter(Kind::served).toList();
  }

  /** The kind by its group and its name in documents. */
  public static Optional<Kind> of(String group, String kind) {
    // Asked for each document, so no stream is made for it.
    for (var one : ALL) {
      if (one.kind().equals(kind) && one.group().equals(group)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** The kind by its group and its name in paths. */
  public static Optional<Kind> byPlural(String group, String plural) {
    return ALL.stream()
        .filter(one -> one.group().equals(group) && one.plural().equals(plural))
        .findFirst();
  }

  /**
   * The kind by any of its names on the command line, case ignored: {@code vs}, {@code
   * virtualservice}, {@code virtualservices}, {@code virtualservices.networking.istio.io}. Where
   * two kinds share a name, the one that is served wins.
   */
  public static Optional<Kind> find(String word) {
    var lower = word.toLowerCase(Locale.ROOT);
    return ALL.stream().filter(kind -> names(kind).contains(lower)).findFirst();
  }

  private static List<String> names(Kind kind) {
    var names = new ArrayList<>(kind.shortNames());
    names.add(kind.plural());
    names.add(kind.singular());
    names.add(kind.plural() + "." + kind.group());
    names.add(kind.singular() + "." + kind.group());
    return names;
  }
}
