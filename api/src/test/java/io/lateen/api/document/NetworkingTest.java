// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.networking.CaptureMode;
import io.lateen.api.networking.ClientTlsMode;
import io.lateen.api.networking.ConsistentHash.HashAlgorithm;
import io.lateen.api.networking.ConsistentHash.HashKey;
import io.lateen.api.networking.DestinationRule;
import io.lateen.api.networking.Gateway;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.ProxyProtocolVersion;
import io.lateen.api.networking.ServerTlsMode;
import io.lateen.api.networking.ServiceEntry;
import io.lateen.api.networking.ServiceEntry.AssignedAddress;
import io.lateen.api.networking.ServiceEntry.Location;
import io.lateen.api.networking.ServiceEntry.Resolution;
import io.lateen.api.networking.Sidecar;
import io.lateen.api.networking.SimpleLb;
import io.lateen.api.networking.TlsVersion;
import io.lateen.api.networking.WorkloadEntry;
import io.lateen.api.security.MtlsMode;
import io.lateen.api.security.PeerAuthentication;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NetworkingTest {

  @Test
  void destinationRule() {
    var rule = Valid.spec("destination-rule.yaml", DestinationRule.class, "reviews");
    var policy = rule.trafficPolicy().orElseThrow();
    var hash = policy.loadBalancer().orElseThrow().consistentHash().orElseThrow();
    assertThat(hash.key()).isInstanceOf(HashKey.Cookie.class);
    assertThat(hash.algorithm()).isEqualTo(new HashAlgorithm.RingHash(OptionalLong.of(2048)));
    var pool = policy.connectionPool().orElseThrow();
    assertThat(pool.tcp().orElseThrow().idleTimeout()).contains(Duration.ZERO);
    assertThat(pool.http().orElseThrow().maxConcurrentStreams()).isEqualTo(50);
    assertThat(policy.outlierDetection().orElseThrow().httpErrorCodes()).containsExactly(500, 503);
    assertThat(policy.tls().orElseThrow().mode()).isEqualTo(ClientTlsMode.MUTUAL);
    assertThat(policy.portLevel(8080).orElseThrow().loadBalancer().orElseThrow().simple())
        .contains(SimpleLb.ROUND_ROBIN);
    assertThat(policy.portLevel(80)).isEmpty();
    assertThat(policy.tunnel().orElseThrow().targetPort()).isEqualTo(3128);
    assertThat(policy.retryBudget().orElseThrow().percent()).hasValue(25);
    assertThat(rule.workloadSelector().orElseThrow().selects(Map.of("app", "front", "x", "y")))
        .isTrue();
    var v2 = rule.subset("v2").orElseThrow();
    assertThat(v2.labels()).isEqualTo(Map.of("version", "v2"));
    assertThat(v2.trafficPolicy().orElseThrow().proxyProtocol()).contains(ProxyProtocolVersion.V2);
    assertThat(rule.subset("v3")).isEmpty();
  }

  @Test
  void gateway() {
    var gateway = Valid.spec("gateway.yaml", Gateway.class, "front");
    assertThat(gateway.selector()).isEqualTo(Map.of("istio", "ingressgateway"));
    assertThat(gateway.servers()).hasSize(5);
    assertThat(gateway.servers().get(0).tls().orElseThrow().httpsRedirect()).isTrue();
    var https = gateway.servers().get(1).tls().orElseThrow();
    assertThat(https.mode()).isEqualTo(ServerTlsMode.MUTUAL);
    assertThat(https.minProtocolVersion()).isEqualTo(TlsVersion.TLSV1_2);
    assertThat(gateway.servers().get(2).tls().orElseThrow().tlsCertificates()).hasSize(2);
    assertThat(gateway.servers().get(4).port().number()).isZero();
    assertThat(gateway.servers().get(4).bind()).isEqualTo("unix:///run/front.sock");
  }

  @Test
  void serviceEntry() {
    var entry = Valid.spec("service-entry.yaml", ServiceEntry.class, "outside");
    assertThat(entry.location()).isEqualTo(Location.MESH_INTERNAL);
    assertThat(entry.resolution()).isEqualTo(Resolution.STATIC);
    assertThat(entry.ports().getFirst().targetPort()).hasValue(8443);
    assertThat(entry.endpoints().getFirst().weight()).hasValue(20);
    assertThat(entry.endpoints().getLast().ports()).isEqualTo(Map.of());
    assertThat(entry.assignedAddresses())
        .containsExactly(new AssignedAddress("240.240.0.9", "api.example.com"));
    var selected = Valid.spec("service-entry.yaml", ServiceEntry.class, "selected");
    assertThat(selected.workloadSelector().orElseThrow().labels())
        .isEqualTo(Map.of("app", "selected"));
    var machine = Valid.spec("service-entry.yaml", WorkloadEntry.class, "vm-1");
    assertThat(machine.ports()).isEqualTo(Map.of("http", 8080));
  }

  @Test
  void sidecar() {
    var sidecar = Valid.spec("sidecar.yaml", Sidecar.class, "narrow");
    assertThat(sidecar.ingress().getFirst().captureMode()).isEqualTo(CaptureMode.NONE);
    assertThat(sidecar.ingress().getFirst().defaultEndpoint()).isEqualTo("127.0.0.1:8080");
    assertThat(sidecar.egress().getLast().port()).isEmpty();
    assertThat(sidecar.egress().getLast().hosts())
        .containsExactly("./*", "istio-system/*", "~secret/*");
    assertThat(sidecar.outboundTrafficPolicy().orElseThrow().mode())
        .isEqualTo(OutboundTrafficPolicy.Mode.ALLOW_ANY);
  }

  @Test
  void peerAuthentication() {
    var strict = Valid.spec("sidecar.yaml", PeerAuthentication.class, "default");
    assertThat(strict.mode()).isEqualTo(MtlsMode.STRICT);
    assertThat(strict.portLevelMtls())
        .isEqualTo(Map.of(8080, MtlsMode.PERMISSIVE, 9090, MtlsMode.DISABLE));
    var empty = Valid.spec("sidecar.yaml", PeerAuthentication.class, "empty");
    assertThat(empty.mode()).isEqualTo(MtlsMode.UNSET);
    assertThat(empty.selector()).isEmpty();
  }
}
