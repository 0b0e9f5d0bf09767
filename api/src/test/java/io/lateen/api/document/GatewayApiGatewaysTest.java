// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.gatewayapi.AllowedNamespaces.From;
import io.lateen.api.gatewayapi.BackendTlsPolicy;
import io.lateen.api.gatewayapi.GatewayClass;
import io.lateen.api.gatewayapi.KubernetesGateway;
import io.lateen.api.gatewayapi.ListenerSet;
import io.lateen.api.gatewayapi.ObjectRef;
import io.lateen.api.gatewayapi.ReferenceGrant;
import org.junit.jupiter.api.Test;

class GatewayApiGatewaysTest {

  private static final String FILE = "gateway-api-gateways.yaml";

  @Test
  void listenersHaveTheirDefaults() {
    var listeners = Valid.spec(FILE, KubernetesGateway.class, "edge").listeners();
    var http = listeners.getFirst();
    assertThat(http.namespaces().from()).isEqualTo(From.SAME);
    assertThat(http.tls()).isEmpty();
    var https = listeners.getLast();
    assertThat(https.hostname()).isEqualTo("*.example.com");
    assertThat(https.namespaces().from()).isEqualTo(From.ALL);
    assertThat(https.kinds())
        .containsExactly(new ObjectRef("gateway.networking.k8s.io", "HTTPRoute", "", ""));
    var tls = https.tls().orElseThrow();
    assertThat(tls.passthrough()).isFalse();
    assertThat(tls.certificates()).containsExactly(new ObjectRef("", "Secret", "secrets", "cert"));
    assertThat(tls.option("gateway.istio.io/tls-terminate-mode")).isEqualTo("MUTUAL");
    assertThat(Valid.spec(FILE, ListenerSet.class, "more").listeners().getFirst().port())
        .isEqualTo(80);
  }

  @Test
  void aPortMayHaveItsOwnAuthorityForCallers() {
    var gateway = Valid.spec(FILE, KubernetesGateway.class, "edge");
    assertThat(gateway.authority(443).orElseThrow().optional()).isFalse();
    assertThat(gateway.authority(8443).orElseThrow().optional()).isTrue();
    assertThat(gateway.authority(8443).orElseThrow().authorities())
        .containsExactly(new ObjectRef("", "Secret", "", "ca"));
  }

  @Test
  void aGatewayThatNamesNoServiceHasOneOfItsOwn() {
    assertThat(Valid.spec(FILE, KubernetesGateway.class, "edge").isManaged()).isFalse();
    assertThat(Valid.spec(FILE, KubernetesGateway.class, "managed").isManaged()).isTrue();
    assertThat(Valid.spec(FILE, GatewayClass.class, "mine").controller())
        .isEqualTo("istio.io/gateway-controller");
  }

  @Test
  void grantsAndPoliciesNameTheirObjects() {
    var grant = Valid.spec(FILE, ReferenceGrant.class, "certs");
    assertThat(grant.from())
        .containsExactly(new ObjectRef("gateway.networking.k8s.io", "Gateway", "infra", ""));
    assertThat(grant.to()).extracting(ObjectRef::name).containsExactly("cert", "");
    var policy = Valid.spec(FILE, BackendTlsPolicy.class, "web");
    assertThat(policy.targets().getFirst().section()).isEqualTo("https");
    assertThat(policy.subjectAltNames()).containsExactly("web.example.com", "spiffe://x/y");
    assertThat(policy.authorities()).extracting(ObjectRef::name).containsExactly("ca");
  }
}
