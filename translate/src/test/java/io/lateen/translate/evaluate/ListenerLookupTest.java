// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerLookupTest {

  @Test
  void allAddressesAreThoseOfOneFamily() {
    var lookup = lookup(at("::", false), at("0.0.0.0", false));
    assertThat(found(lookup, "10.0.0.1")).isEqualTo("0.0.0.0");
    assertThat(found(lookup, "fd00::1")).isEqualTo("::");
    assertThat(found(lookup(at("::", false)), "10.0.0.1")).isEqualTo("virtualOutbound");
    assertThat(found(lookup(at("0.0.0.0", false)), "fd00::1")).isEqualTo("virtualOutbound");
  }

  @Test
  void aListenerOfIpv6TakesIpv4WhereItSaysSo() {
    assertThat(found(lookup(at("::", true)), "10.0.0.1")).isEqualTo("::");
  }

  @Test
  void theExactAddressIsNearerThanAll() {
    var lookup = lookup(at("::", false), at("fd00:0::1", false));
    assertThat(found(lookup, "fd00::1")).isEqualTo("fd00:0::1");
  }

  private static String found(ListenerLookup lookup, String address) {
    return lookup.find(Call.to(80).address(address).build()).orElseThrow().listener().getName();
  }

  private static ListenerLookup lookup(Listener... listeners) {
    var all = new ArrayList<>(List.of(listeners));
    all.add(Listener.newBuilder().setName("virtualOutbound").build());
    return new ListenerLookup(EnvoyConfig.of(all, List.of(), List.of(), List.of()));
  }

  private static Listener at(String address, boolean ipv4Compat) {
    return Listener.newBuilder()
        .setName(address)
        .setAddress(
            Address.newBuilder()
                .setSocketAddress(
                    SocketAddress.newBuilder()
                        .setAddress(address)
                        .setPortValue(80)
                        .setIpv4Compat(ipv4Compat)))
        .build();
  }
}
