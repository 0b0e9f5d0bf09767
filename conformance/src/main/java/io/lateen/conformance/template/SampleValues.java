// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Values for the fields of templates, by the last part of their paths. A field that is not here is
 * a name, which is what most fields are.
 */
final class SampleValues {

  private static final String FQDN = "b.echo-ns.svc.cluster.local";

  private static final Map<String, Object> BY_NAME =
      Map.ofEntries(
          Map.entry("Addresses", List.of("10.0.0.1", "10.0.0.2")),
          Map.entry("ClusterLocalFQDN", FQDN),
          Map.entry("DisableLogs", false),
          Map.entry("DockerConfigJson", "e30="),
          Map.entry("Absent", false),
          Map.entry("EgressGatewayIstioLabel", "egressgateway"),
          Map.entry("EgressGatewayServiceName", "istio-egressgateway"),
          Map.entry("EgressGatewayServiceNamespace", "istio-system"),
          Map.entry("GatewayIstioLabel", "ingressgateway"),
          Map.entry("Group", "gateway.networking.k8s.io"),
          Map.entry("TargetGroup", "gateway.networking.k8s.io"),
          Map.entry("TargetKind", "Gateway"),
          Map.entry("ImagePullPolicy", "Always"),
          Map.entry("Instances", 3L),
          Map.entry("Jwks", "{\"keys\":[]}"),
          Map.entry("JwksURI", "http://jwt.istio-system.svc.cluster.local:8000/jwks"),
          Map.entry("MTLSMode", "STRICT"),
          Map.entry("MTLSModeOverride", "STRICT"),
          Map.entry("NamespacedName", "echo-ns/a"),
          Map.entry("OpenShift", false),
          Map.entry("Percent", 50L),
          Map.entry("Prefix", "echo"),
          Map.entry(
              "Services",
              List.of(
                  Map.of("ServiceName", "a"),
                  Map.of("ServiceName", "b"),
                  Map.of("ServiceName", "c"))),
          Map.entry("SpiffeIdentity", "cluster.local/ns/echo-ns/sa/a"),
          Map.entry("TLSMode", "ISTIO_MUTUAL"),
          Map.entry("TestWasmModuleURL", "oci://registry.example.com/filter:v1"),
          Map.entry("AttributeGenURL", "oci://registry.example.com/attributes:v1"),
          Map.entry("TrustDomain", "cluster.local"),
          Map.entry("Version", "v1"),
          Map.entry("Weight0", 50L),
          Map.entry("Weight1", 30L),
          Map.entry("Weight2", 20L),
          Map.entry("Address", "10.0.0.9"),
          Map.entry("delay", 0L),
          Map.entry("timeout", "5s"),
          Map.entry("forwardProxyPort", 3128L),
          Map.entry("externalSvcTcpPort", 9091L),
          Map.entry("externalSvcTlsPort", 8443L),
          Map.entry("tlsEnabled", true),
          Map.entry("ports", List.of(Map.of("Name", "http", "Port", 3128L, "TargetPort", 3128L))));

  /** The port in a workload and that of its service, by the name of the port. */
  private static final Map<String, List<Long>> PORTS =
      Map.of(
          "http", List.of(18080L, 80L),
          "http2", List.of(18085L, 85L),
          "grpc", List.of(17070L, 7070L),
          "tcp", List.of(19090L, 9090L),
          "https", List.of(18443L, 443L));

  private static final Pattern PORT = Pattern.compile(".*PortForName\\[(\\w+)]");

  private SampleValues() {}

  static Object of(String path) {
    var port = PORT.matcher(path);
    if (port.matches()) {
      var numbers = PORTS.getOrDefault(port.group(1), List.of(18000L, 8000L));
      return Map.of("WorkloadPort", numbers.getFirst(), "ServicePort", numbers.getLast());
    }
    var last = path.substring(path.lastIndexOf('.') + 1);
    var known = BY_NAME.get(last);
    return known == null ? last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") : known;
  }
}
