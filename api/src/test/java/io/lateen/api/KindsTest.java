// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.decode.Decoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindsTest {

  @Test
  void exactlyTheServedKindsHaveADecoder() {
    for (var kind : Kinds.all()) {
      assertThat(Decoders.of(kind).isPresent()).as(kind.resource()).isEqualTo(kind.served());
    }
  }

  @Test
  void resourcesAndKindsAreUnique() {
    assertThat(Kinds.all()).extracting(Kind::resource).doesNotHaveDuplicates();
    assertThat(Kinds.all()).extracting(kind -> kind.group() + kind.kind()).doesNotHaveDuplicates();
    assertThat(Kinds.served()).flatExtracting(Kind::shortNames).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "vs, VirtualService, virtualservices.networking.istio.io",
    "VirtualServices, VirtualService, virtualservices.networking.istio.io",
    "virtualservice.networking.istio.io, VirtualService, virtualservices.networking.istio.io",
    "dr, DestinationRule, destinationrules.networking.istio.io",
    "gateway, Gateway, gateways.networking.istio.io",
    "gateways.gateway.networking.k8s.io, Gateway, gateways.gateway.networking.k8s.io",
    "se, ServiceEntry, serviceentries.networking.istio.io",
    "pa, PeerAuthentication, peerauthentications.security.istio.io",
    "svc, Service, services",
    "po, Pod, pods",
    "endpointslices, EndpointSlice, endpointslices.discovery.k8s.io",
    "networkpolicies, NetworkPolicy, networkpolicies.networking.k8s.io",
    "ingresses, Ingress, ingresses.networking.k8s.io",
    "svcpol, ServicePolicy, servicepolicies.lateen.io",
    "gatewaypolicy, GatewayPolicy, gatewaypolicies.lateen.io",
    "mc, MeshConfig, meshconfigs.lateen.io",
  })
  void wordsOfTheCommandLineFindTheirKind(String word, String kind, String resource) {
    var found = Kinds.find(word).orElseThrow();
    assertThat(found.kind()).isEqualTo(kind);
    assertThat(found.resource()).isEqualTo(resource);
    assertThat(Kinds.byPlural(found.group(), found.plural())).contains(found);
    assertThat(Kinds.of(found.group(), found.kind())).contains(found);
  }

  @Test
  void otherWordsFindNothing() {
    assertThat(Kinds.find("virtualservicez")).isEmpty();
    assertThat(Kinds.find("")).isEmpty();
  }
}
