// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.envoyproxy.envoy.config.listener.v3.AdditionalAddress;
import io.lateen.translate.envoy.ProtoValues;
import java.util.List;

/** Listeners with one address for each family of IP. */
final class ListenerAddresses {

  private ListenerAddresses() {}

  /** All but the first, which is the listener's main address. */
  static List<AdditionalAddress> additional(List<String> addresses, int port) {
    return of(addresses.subList(1, addresses.size()), port);
  }

  static List<AdditionalAddress> of(List<String> addresses, int port) {
    return addresses.stream()
        .map(
            address ->
                AdditionalAddress.newBuilder()
                    .setAddress(ProtoValues.address(address, port))
                    .build())
        .toList();
  }
}
