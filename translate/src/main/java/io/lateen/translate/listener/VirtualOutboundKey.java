// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.forward.DnsCache;
import io.lateen.translate.http.HttpSettings;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.route.RouteHeaders;
import java.util.List;
import java.util.Optional;

/**
 * The listener to which all traffic of the workload is redirected.
 *
 * @param addresses where it listens, at least one
 * @param port where it listens
 * @param transparent whether it takes connections to foreign addresses (TPROXY)
 * @param egressCluster where connections go for which there is no other listener
 * @param anyHost how requests for hosts that nobody declared are served by name; absent when they
 *     go to the address that the workload asked for
 */
public record VirtualOutboundKey(
    List<String> addresses,
    int port,
    boolean transparent,
    String egressCluster,
    Optional<AnyHost> anyHost,
    Provenance provenance)
    implements ResourceKey {

  public VirtualOutboundKey {
    addresses = List.copyOf(addresses);
  }

  /** The proxy resolves the hosts of requests. */
  public record AnyHost(DnsCache cache, HttpSettings settings, RouteHeaders headers) {}

  @Override
  public String resourceName() {
    return IstioNames.VIRTUAL_OUTBOUND;
  }
}
