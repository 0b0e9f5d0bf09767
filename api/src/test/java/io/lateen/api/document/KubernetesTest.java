// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.kubernetes.Deployment;
import io.lateen.api.kubernetes.EndpointSlice;
import io.lateen.api.kubernetes.Ingress;
import io.lateen.api.kubernetes.IngressClass;
import io.lateen.api.kubernetes.Namespace;
import io.lateen.api.kubernetes.Node;
import io.lateen.api.kubernetes.Pod;
import io.lateen.api.kubernetes.Service;
import io.lateen.api.kubernetes.SliceEndpoint;
import io.lateen.api.kubernetes.TargetPort;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.MeshConfig.InboundMode;
import io.lateen.api.meshconfig.MeshConfig.PathNormalization;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.TlsVersion;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubernetesTest {

  private static final String FILE = "kubernetes.yaml";

  @Test
  void services() {
    var shop = Valid.spec(FILE, Service.class, "shop");
    assertThat(shop.type()).isEqualTo(Service.Type.LOAD_BALANCER);
    assertThat(shop.clusterIps()).containsExactly("10.78.0.5", "fd00::5");
    assertThat(shop.loadBalancerAddresses()).containsExactly("198.51.100.7", "lb.example.com");
    assertThat(shop.ports().getFirst().targetPort()).isEqualTo(new TargetPort.Name("web"));
    assertThat(shop.ports().getLast().targetPort()).isEqualTo(new TargetPort.Number(5353));
    assertThat(shop.ports().getLast().protocol()).isEqualTo("UDP");
    var headless = Valid.spec(FILE, Service.class, "headless");
    assertThat(headless.headless()).isTrue();
    assertThat(headless.clusterIps()).isEmpty();
    assertThat(headless.ports().getFirst().targetPort()).isEqualTo(new TargetPort.Same());
    assertThat(Valid.spec(FILE, Service.class, "alias").externalName())
        .isEqualTo("api.example.com");
  }

  @Test
  void deployments() {
    var deployment = Valid.spec(FILE, Deployment.class, "shop-v1");
    assertThat(deployment.replicas()).isEqualTo(3);
    assertThat(deployment.template().labels()).containsEntry("version", "v1");
    assertThat(deployment.template().spec().effectiveServiceAccount()).isEqualTo("shop");
    var container = deployment.template().spec().containers().getFirst();
    assertThat(container.env()).isEqualTo(Map.of("COLOR", "blue"));
    assertThat(container.ports().getFirst().containerPort()).isEqualTo(9080);
  }

  @Test
  void pods() {
    var pod = Valid.spec(FILE, Pod.class, "shop-v1-abc");
    assertThat(pod.podIps()).containsExactly("10.77.1.4");
    assertThat(pod.ready()).isTrue();
    assertThat(pod.terminating()).isTrue();
    assertThat(pod.spec().effectiveServiceAccount()).isEqualTo("default");
  }

  @Test
  void endpointSlices() {
    var slice = Valid.spec(FILE, EndpointSlice.class, "shop-1");
    assertThat(slice.serviceName()).isEqualTo("shop");
    var leaving = slice.endpoints().getFirst();
    assertThat(leaving.ready()).isFalse();
    assertThat(leaving.serving()).isTrue();
    assertThat(leaving.terminating()).isTrue();
    assertThat(leaving.targetRef().orElseThrow().uid()).isEqualTo("u1");
    var plain = slice.endpoints().getLast();
    assertThat(plain.ready()).isTrue();
    assertThat(plain.serving()).isTrue();
  }

  @Test
  void namespacesCarryTheirLabels() {
    assertThat(Valid.object(FILE, Namespace.class, "market").meta().label("istio-injection"))
        .isEqualTo("enabled");
  }

  @Test
  void meshConfig() {
    var config = Valid.spec("mesh-config.yaml", MeshConfig.class, "default");
    assertThat(config.trustDomain()).isEqualTo("mesh.example.com");
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.enableAutoMtls()).isFalse();
    assertThat(config.outboundTrafficPolicy()).isEqualTo(OutboundTrafficPolicy.Mode.REGISTRY_ONLY);
    assertThat(config.inboundTrafficPolicy()).isEqualTo(InboundMode.LOCALHOST);
    assertThat(config.localityLb().enabled()).contains(false);
    assertThat(config.h2Upgrade()).isTrue();
    assertThat(config.pathNormalization()).isEqualTo(PathNormalization.MERGE_SLASHES);
    assertThat(config.minMeshTlsVersion()).isEqualTo(TlsVersion.TLSV1_3);
    var map = Valid.spec("mesh-config.yaml", MeshConfig.class, "istio");
    assertThat(map.trustDomain()).isEqualTo("map.example.com");
    assertThat(map.connectTimeout()).isEqualTo(MeshConfig.DEFAULT.connectTimeout());
  }

  @Test
  void endpointsReadAsASlice() {
    var slice = Valid.spec("kubernetes.yaml", EndpointSlice.class, "outside");
    assertThat(slice.serviceName()).isEqualTo("outside");
    assertThat(slice.endpoints().stream().map(SliceEndpoint::ready)).containsExactly(true, false);
    assertThat(slice.ports().getFirst().port()).isEqualTo(8080);
  }

  @Test
  void nodesAndIngresses() {
    var node = Valid.spec("kubernetes.yaml", Node.class, "machine");
    assertThat(node.addresses()).containsExactly("10.0.0.1");
    assertThat(node.externalAddresses()).containsExactly("1.2.3.4");
    var ingress = Valid.spec("kubernetes.yaml", Ingress.class, "web");
    assertThat(ingress.defaultBackend()).contains(new Ingress.Backend("front", 0, "http"));
    assertThat(ingress.rules().getFirst().paths().getFirst().type())
        .isEqualTo(Ingress.PathType.PREFIX);
    assertThat(ingress.rules().getLast().paths()).isEmpty();
    assertThat(Valid.spec("kubernetes.yaml", IngressClass.class, "istio").controller())
        .isEqualTo("istio.io/ingress-controller");
  }
}
