// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.meshconfig.MeshNetworks;
import io.lateen.api.meshconfig.MeshNetworks.Network;
import io.lateen.api.meshconfig.MeshNetworks.NetworkGateway;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.TreeMap;

/**
 * Decodes the networks of the mesh (api: mesh/v1alpha1/network.proto; rules:
 * pkg/config/validation/agent ValidateMeshNetworks).
 */
public final class MeshNetworksDecoder implements SpecDecoder<MeshNetworks> {

  @Override
  public MeshNetworks decode(ObjectReader document, ObjectMeta meta) {
    return fields(document.root("spec"));
  }

  /** The fields of the networks. */
  static MeshNetworks fields(ObjectReader in) {
    var networks = new TreeMap<String, Network>();
    in.map("networks")
        .forEach(
            (name, value) ->
                value
                    .object()
                    .ifPresent(part -> networks.put(name, MeshNetworksDecoder.network(part))));
    in.done();
    return new MeshNetworks(networks);
  }

  private static Network network(ObjectReader in) {
    var endpoints =
        in.objects(
            "endpoints",
            part -> {
              Checked.atMostOne(part, "fromCidr", "fromRegistry");
              var found =
                  List.of(
                      Checked.string(part, "fromCidr", Addresses::subnetFault),
                      Checked.string(part, "fromRegistry", DnsNames::labelFault));
              part.done();
              return found;
            });
    var network =
        new Network(
            endpoints.stream().map(List::getFirst).filter(one -> !one.isEmpty()).toList(),
            endpoints.stream().map(List::getLast).filter(one -> !one.isEmpty()).toList(),
            in.objects("gateways", MeshNetworksDecoder::gateway));
    in.done();
    return network;
  }

  private static NetworkGateway gateway(ObjectReader in) {
    Checked.atMostOne(in, "registryServiceName", "address");
    if (!in.has("port")) {
      in.error("port", "is required");
    }
    var gateway =
        new NetworkGateway(
            Checked.string(in, "registryServiceName", DnsNames::nameFault),
            in.string("address"),
            Checked.port(in, "port").orElse(0),
            in.string("locality"));
    in.done();
    if (!gateway.address().isEmpty() && !Addresses.isIp(gateway.address())) {
      DnsNames.nameFault(gateway.address()).ifPresent(fault -> in.error("address", fault));
    }
    return gateway;
  }
}
