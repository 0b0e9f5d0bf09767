// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.TransportSocketMatch;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.lateen.translate.envoy.EnvoyNames;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnwardTest {

  private static final String CLUSTER = "outbound|80||a.test";
  private static final Call.Source CALLER =
      new Call.Source("10.0.0.9", 40_000, "spiffe://cluster.local/ns/n/sa/caller");
  private static final Struct ISTIO =
      Struct.newBuilder()
          .putFields("tlsMode", Value.newBuilder().setStringValue("istio").build())
          .build();

  @Test
  void anEndpointOfTheMeshGetsTheCallersIdentity() {
    var arriving = onward(Call.Tls.PLAINTEXT, "10.0.0.1:8080");
    assertThat(arriving.security().tls()).isEqualTo(Call.Tls.MTLS);
    assertThat(arriving.security().sni()).isEqualTo("outbound_.80_._.a.test");
    assertThat(arriving.source()).isEqualTo(CALLER);
    assertThat(arriving.protocol()).isEqualTo(Call.Protocol.HTTP);
    assertThat(arriving.address() + ":" + arriving.port()).isEqualTo("10.0.0.1:8080");
    assertThat(arriving.mode()).hasValue(Call.Mode.INBOUND);
    assertThat(arriving.request().path()).isEqualTo("/x?y=1");
    assertThat(arriving.request().headers()).containsEntry("x-user", List.of("jason"));
  }

  @Test
  void anEndpointWithoutProxyGetsTheBytesAsTheyAre() {
    var arriving = onward(Call.Tls.PLAINTEXT, "10.0.0.2:8080");
    assertThat(arriving.security().tls()).isEqualTo(Call.Tls.PLAINTEXT);
    assertThat(arriving.source().principal()).isEmpty();
    assertThat(onward(Call.Tls.TLS, "10.0.0.2:8080").security().tls()).isEqualTo(Call.Tls.TLS);
  }

  @Test
  void whatTheCallerEncryptedIsNotRead() {
    var arriving = onward(Call.Tls.TLS, "10.0.0.1:8080");
    assertThat(arriving.security().tls()).isEqualTo(Call.Tls.MTLS);
    assertThat(arriving.protocol()).isEqualTo(Call.Protocol.TCP);
  }

  @Test
  void onlyAddressesOfIpAreReached() {
    var call = Call.to(80).build();
    var target = new Answer.Target(CLUSTER, "/run/app.sock", "", 0, 100, "unknown");
    assertThat(new Onward(config(), call).to(target, CALLER)).isEmpty();
  }

  private static Call onward(Call.Tls tls, String address) {
    var call = Call.to(80).host("a.test").path("/x?y=1").header("X-User", "jason").tls(tls).build();
    var target = new Answer.Target(CLUSTER, address, "", 0, 100, "healthy");
    return new Onward(config(), call).to(target, CALLER).orElseThrow();
  }

  private static EnvoyConfig config() {
    var tls =
        UpstreamTlsContext.newBuilder()
            .setSni("outbound_.80_._.a.test")
            .setCommonTlsContext(
                CommonTlsContext.newBuilder()
                    .addTlsCertificateSdsSecretConfigs(
                        SdsSecretConfig.newBuilder().setName("default")));
    var mutual =
        TransportSocketMatch.newBuilder()
            .setName("tlsMode-istio")
            .setMatch(ISTIO)
            .setTransportSocket(TransportSocket.newBuilder().setTypedConfig(Any.pack(tls.build())));
    var plain = TransportSocketMatch.newBuilder().setName("tlsMode-disabled");
    var cluster =
        Cluster.newBuilder()
            .setName(CLUSTER)
            .setType(DiscoveryType.EDS)
            .addTransportSocketMatches(mutual)
            .addTransportSocketMatches(plain)
            .build();
    var meshed =
        endpoint("10.0.0.1")
            .setMetadata(
                Metadata.newBuilder().putFilterMetadata(EnvoyNames.TRANSPORT_SOCKET_MATCH, ISTIO));
    var assignment =
        ClusterLoadAssignment.newBuilder()
            .setClusterName(CLUSTER)
            .addEndpoints(
                LocalityLbEndpoints.newBuilder()
                    .addLbEndpoints(meshed)
                    .addLbEndpoints(endpoint("10.0.0.2")))
            .build();
    return EnvoyConfig.of(List.of(), List.of(), List.of(cluster), List.of(assignment));
  }

  private static LbEndpoint.Builder endpoint(String address) {
    var socket = SocketAddress.newBuilder().setAddress(address).setPortValue(8080);
    return LbEndpoint.newBuilder()
        .setEndpoint(
            Endpoint.newBuilder().setAddress(Address.newBuilder().setSocketAddress(socket)));
  }
}
