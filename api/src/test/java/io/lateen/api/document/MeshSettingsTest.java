// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.decode.meshconfig.ProxySettingsDecoder;
import io.lateen.api.decode.networking.ClientTlsDecoder;
import io.lateen.api.meshconfig.Authorizer;
import io.lateen.api.meshconfig.ExtensionProvider;
import io.lateen.api.meshconfig.IngressSettings;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.MeshNetworks;
import io.lateen.api.meshconfig.MeshNetworks.NetworkGateway;
import io.lateen.api.meshconfig.MeshVisibility.Visibility;
import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.api.meshconfig.ProxySettings.InterceptionMode;
import io.lateen.api.meshconfig.ProxySettings.Naming;
import io.lateen.api.meshconfig.ProxyTracing.Protocol;
import io.lateen.api.meshconfig.Tracer;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Reading;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeshSettingsTest {

  private static MeshConfig mesh() {
    return Valid.spec("mesh-config.yaml", MeshConfig.class, "default");
  }

  @Test
  void telemetryAndProviders() {
    var telemetry = mesh().telemetry();
    assertThat(telemetry.accessLogJson()).isTrue();
    assertThat(telemetry.enableTracing()).isFalse();
    assertThat(telemetry.defaultProviders().tracing()).containsExactly("zipkin");
    assertThat(telemetry.extensionProviders().stream().map(ExtensionProvider::name))
        .startsWith("prometheus", "stackdriver", "envoy", "opa")
        .hasSize(17);
    assertThat(telemetry.provider("stackdriver").orElseThrow().provider())
        .isEqualTo(new Tracer.Stackdriver(9));
    var opa = (Authorizer) telemetry.provider("opa").orElseThrow().provider();
    assertThat(opa.address().port()).isEqualTo(9191);
    assertThat(telemetry.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void proxySettings() {
    var proxy = mesh().defaultConfig();
    assertThat(proxy.concurrency()).hasValue(3);
    assertThat(proxy.serviceName().naming()).isEqualTo(Naming.CANONICAL_NAME_ONLY);
    assertThat(proxy.terminationDrainDuration()).isZero();
    assertThat(proxy.interceptionMode()).isEqualTo(InterceptionMode.TPROXY);
    var tracing = proxy.tracing().orElseThrow();
    assertThat(tracing.collector().orElseThrow().protocol()).isEqualTo(Protocol.ZIPKIN);
    assertThat(proxy.topology().numTrustedProxies()).isEqualTo(2);
    assertThat(proxy.headers().serverDisabled()).contains(true);
    assertThat(proxy.headers().attemptCountDisabled()).isEmpty();
    assertThat(proxy.connections().orElseThrow().idleTimeout()).contains(Duration.ofSeconds(5));
    assertThat(proxy.toString()).doesNotContain("one");
  }

  @Test
  void visibilityTrafficAndTls() {
    var mesh = mesh();
    var selector = mesh.visibility().discoverySelectors().getFirst();
    assertThat(selector.selects(Map.of("mesh", "here", "env", "prod"))).isTrue();
    assertThat(selector.selects(Map.of("mesh", "here", "env", "dev"))).isFalse();
    assertThat(selector.selects(Map.of("mesh", "here", "env", "prod", "off", ""))).isFalse();
    assertThat(mesh.visibility().serviceEntries().orElseThrow().defaultVisibility())
        .isEqualTo(Visibility.NAMESPACE);
    assertThat(mesh.traffic().inboundRetries().orElseThrow().attempts()).isEqualTo(2);
    assertThat(mesh.traffic().zoneAwareLb().orElseThrow().minClusterSize()).hasValue(3);
    assertThat(mesh.tls().defaultEcdhCurves()).containsExactly("P-256");
    assertThat(mesh.ingress().controllerMode()).isEqualTo(IngressSettings.Mode.DEFAULT);
  }

  @Test
  void networksOfBothForms() {
    var own = Valid.spec("mesh-config.yaml", MeshNetworks.class, "default");
    var vm = requireNonNull(own.networks().get("vm"));
    assertThat(vm.cidrs()).containsExactly("192.168.0.0/16");
    assertThat(vm.registries()).containsExactly("cluster-1");
    assertThat(vm.gateways().getFirst())
        .isEqualTo(new NetworkGateway("", "1.2.3.4", 15443, "eu/a"));
    var map = Valid.spec("mesh-config.yaml", MeshConfig.class, "istio");
    assertThat(requireNonNull(map.networks().networks().get("n1")).gateways().getFirst().address())
        .isEqualTo("9.9.9.9");
  }

  @Test
  void annotationChangesWhatItWrites() {
    var base = mesh().defaultConfig();
    var changed =
        ProxySettingsDecoder.annotation("concurrency: 5\nproxyMetadata: {B: three, C: four}", base)
            .orElseThrow();
    assertThat(changed.concurrency()).hasValue(5);
    assertThat(changed.metadata()).isEqualTo(Map.of("A", "one", "B", "three", "C", "four"));
    assertThat(changed.drainDuration()).isEqualTo(base.drainDuration());
    assertThat(ProxySettingsDecoder.annotation("", base)).contains(base);
    assertThat(ProxySettingsDecoder.annotation("concurrency: many", base))
        .isEqualTo(Optional.<ProxySettings>empty());
    assertThat(ProxySettingsDecoder.annotation("{", base)).isEmpty();
  }

  @Test
  void authoritiesInAConfigMapSayWhatToWriteInstead() {
    var text = "{mode: SIMPLE, credentialName: 'configmap://shop/roots'}";
    var reading = new Reading("mesh.yaml", "", false);
    var root = (Mapping) Documents.read("mesh.yaml", text).roots().getFirst();
    var unused = ClientTlsDecoder.decode(ObjectReader.of(reading, root), "");
    assertThat(reading.problems().list())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("credentialName");
              assertThat(problem.message()).contains("cannot be a ConfigMap");
              assertThat(problem.fix()).isEqualTo("name a file of the proxies in caCertificates");
            });
  }
}
