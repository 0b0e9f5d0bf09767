// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.gatewayapi.AllowedNamespaces;
import io.lateen.api.gatewayapi.KubernetesGateway;
import io.lateen.api.gatewayapi.KubernetesGateway.Address;
import io.lateen.api.gatewayapi.KubernetesGateway.ClientAuthority;
import io.lateen.base.decode.ObjectReader;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decodes Gateways of the Gateway API (gateway-api: apis/v1/gateway_types.go). */
public final class KubernetesGatewayDecoder implements SpecDecoder<KubernetesGateway> {

  private static final int MAX_ADDRESSES = 16;

  @Override
  public KubernetesGateway decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    Names.atMost(in, "addresses", MAX_ADDRESSES);
    var sets = in.part("allowedListeners");
    var tls = in.part("tls");
    var frontend = tls.part("frontend");
    var gateway =
        new KubernetesGateway(
            in.requiredString("gatewayClassName"),
            ListenerDecoder.list(in),
            in.objects("addresses", KubernetesGatewayDecoder::address),
            ListenerDecoder.namespaces(sets, AllowedNamespaces.NONE),
            frontend.object("default").flatMap(KubernetesGatewayDecoder::authority),
            authorities(frontend));
    if (tls.has("backend")) {
      tls.warning(
          "backend",
          "has no effect: gateways show no certificate of their own to backends, as in Istio",
          "write a DestinationRule with tls.mode MUTUAL");
    }
    in.ignore("infrastructure", "defaultScope");
    sets.done();
    frontend.done();
    tls.done();
    in.done();
    return gateway;
  }

  private static Address address(ObjectReader in) {
    var type = in.string("type");
    var address = new Address(type.isEmpty() ? KubernetesGateway.IP : type, in.string("value"));
    in.done();
    if (address.type().equals(KubernetesGateway.HOSTNAME) && address.value().isEmpty()) {
      in.error("value", "is required for the type Hostname");
    }
    return address;
  }

  private static Map<Integer, Optional<ClientAuthority>> authorities(ObjectReader in) {
    var byPort = new TreeMap<Integer, Optional<ClientAuthority>>();
    in.objects(
        "perPort",
        part -> {
          int port = part.integer("port", 1, 65_535);
          byPort.put(port, part.object("tls").flatMap(KubernetesGatewayDecoder::authority));
          part.done();
          return port;
        });
    return byPort;
  }

  private static Optional<ClientAuthority> authority(ObjectReader in) {
    var authority =
        in.object(
            "validation",
            part -> {
              var mode = Names.choice(part, "mode", "AllowValidOnly", "AllowInsecureFallback");
              var found =
                  new ClientAuthority(
                      part.objects("caCertificateRefs", ref -> References.object(ref, "")),
                      mode.equals("AllowInsecureFallback"));
              part.done();
              return found;
            });
    in.done();
    return authority.filter(found -> !found.authorities().isEmpty());
  }
}
