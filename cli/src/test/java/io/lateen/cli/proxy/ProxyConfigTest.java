// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.cli.Pems;
import io.lateen.cli.TestShell;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyConfigTest {

  private static final String DUMP =
      """
      {"configs": [
       {"@type": "type.googleapis.com/envoy.admin.v3.BootstrapConfigDump",
        "bootstrap": {"node": {"id": "sidecar~1"}}},
       {"@type": "type.googleapis.com/envoy.admin.v3.ClustersConfigDump",
        "static_clusters": [{"cluster": {"name": "xds-grpc", "type": "STATIC"}}],
        "dynamic_active_clusters": [
         {"cluster": {"name": "outbound|9080|v1|reviews.default.svc.cluster.local",
           "type": "EDS", "metadata": {"filter_metadata": {"istio": {"config":
           "/apis/networking.istio.io/v1/namespaces/default/destination-rule/reviews"}}}}},
         {"cluster": {"name": "outbound|9080||reviews.default.svc.cluster.local", "type": "EDS"}},
         {"cluster": {"name": "inbound|9080||", "type": "ORIGINAL_DST"}}]},
       {"@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump",
        "dynamic_listeners": [{"name": "0.0.0.0_9080", "active_state": {"listener": {
         "address": {"socket_address": {"address": "0.0.0.0", "port_value": 9080}},
         "filter_chains": [{"filter_chain_match": {"transport_protocol": "raw_buffer",
           "application_protocols": ["http/1.1", "h2c"]},
           "filters": [{"name": "envoy.filters.network.http_connection_manager",
           "typed_config": {"rds": {"route_config_name": "9080"}}}]}],
         "default_filter_chain": {"filter_chain_match": {}, "filters": [
           {"name": "envoy.filters.network.tcp_proxy",
            "typed_config": {"cluster": "PassthroughCluster"}}]}}}}]},
       {"@type": "type.googleapis.com/envoy.admin.v3.RoutesConfigDump",
        "dynamic_route_configs": [{"route_config": {"name": "9080", "virtual_hosts": [
         {"name": "reviews.default.svc.cluster.local:9080",
          "domains": ["reviews", "reviews.default", "10.78.0.1"],
          "routes": [{"match": {"prefix": "/"}, "metadata": {"filter_metadata": {"istio":
           {"config": "/apis/networking.istio.io/v1/namespaces/default/virtual-service/r"}}}}]}]}}]},
       {"@type": "type.googleapis.com/envoy.admin.v3.EndpointsConfigDump",
        "dynamic_endpoint_configs": [{"endpoint_config": {
         "cluster_name": "outbound|9080||reviews.default.svc.cluster.local",
         "endpoints": [{"lb_endpoints": [{"endpoint": {"address": {"socket_address":
           {"address": "10.77.1.3", "port_value": 9080}}}}]}]}}]},
       {"@type": "type.googleapis.com/envoy.admin.v3.SecretsConfigDump",
        "dynamic_active_secrets": [{"name": "default", "secret": {"name": "default",
         "tls_certificate": {"certificate_chain": {"inline_bytes": "%s"},
         "private_key": {"inline_bytes": "W3JlZGFjdGVkXQ=="}}}}]}]}
      """;

  @TempDir Path folder;
  private final TestShell shell = new TestShell(Map.of());
  private String file = "";

  @BeforeEach
  void write() throws Exception {
    var pem = Base64.getEncoder().encodeToString(Pems.CERTIFICATE.getBytes(StandardCharsets.UTF_8));
    file = Files.writeString(folder.resolve("dump.json"), DUMP.formatted(pem)).toString();
  }

  @Test
  void clustersHaveIstioctlsColumns() {
    assertThat(shell.run("proxy-config", "cluster", "-f", file)).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            SERVICE FQDN                        PORT   SUBSET   DIRECTION   TYPE           DESTINATION RULE
                                                9080   -        inbound     ORIGINAL_DST
            reviews.default.svc.cluster.local   9080   -        outbound    EDS
            reviews.default.svc.cluster.local   9080   v1       outbound    EDS            reviews.default
            xds-grpc                            -      -        -           STATIC
            """);
    assertThat(shell.run("pc", "c", "-f", file, "--subset", "v1", "-o", "name")).isZero();
    assertThat(shell.out()).isEqualTo("outbound|9080|v1|reviews.default.svc.cluster.local\n");
  }

  @Test
  void listenersShowOneLineForEachChain() {
    assertThat(shell.run("pc", "listeners", "-f", file)).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            ADDRESSES   PORT   MATCH                                  DESTINATION
            0.0.0.0     9080   Trans: raw_buffer; App: http/1.1,h2c   Route: 9080
            0.0.0.0     9080   ALL                                    PassthroughCluster
            """);
  }

  @Test
  void routesNameTheirVirtualService() {
    assertThat(shell.run("pc", "r", "-f", file, "--name", "9080", "--no-headers")).isZero();
    assertThat(shell.out())
        .contains(
            "reviews.default.svc.cluster.local:9080", "reviews + 2 more...", "/*", "r.default");
  }

  @Test
  void endpointsComeFromAssignmentsOrFromEnvoysClusters() throws Exception {
    assertThat(shell.run("pc", "ep", "-f", file)).isZero();
    assertThat(shell.out()).contains("10.77.1.3:9080   HEALTHY   OK");
    var clusters =
        Files.writeString(
            folder.resolve("clusters.json"),
            """
            {"cluster_statuses": [{"name": "c", "host_statuses": [{"address": {"socket_address":
             {"address": "10.0.0.1", "port_value": 80}}, "health_status":
             {"eds_health_status": "UNHEALTHY", "failed_outlier_check": true}}]}]}\
            """);
    assertThat(shell.run("pc", "endpoint", "-f", clusters.toString())).isZero();
    assertThat(shell.out()).contains("10.0.0.1:80   UNHEALTHY   FAILED          c");
  }

  @Test
  void secretsShowCertificatesOnly() {
    assertThat(shell.run("pc", "s", "-f", file)).isZero();
    assertThat(shell.out()).contains("default", "Cert Chain", "ACTIVE", "true");
    assertThat(shell.out()).doesNotContain("W3JlZGFjdGVkXQ");
  }

  @Test
  void everyFormatIsServedForEveryType() {
    for (var type : ConfigType.values()) {
      for (var format : new String[] {"json", "yaml", "table"}) {
        var word = type.name().toLowerCase(Locale.ROOT);
        assertThat(shell.run("pc", word, "-f", file, "-o", format)).as(word + format).isZero();
        assertThat(shell.out()).isNotEmpty();
      }
    }
  }

  @Test
  void aFilterThatLeavesNothingSaysSo() {
    assertThat(shell.run("pc", "c", "-f", file, "--fqdn", "nobody")).isEqualTo(1);
    assertThat(shell.err()).contains("no clusters found");
    assertThat(shell.run("pc", "x", "-f", file)).isEqualTo(64);
    assertThat(shell.run("pc", "secret", "p", "--state", "desired")).isEqualTo(64);
  }
}
