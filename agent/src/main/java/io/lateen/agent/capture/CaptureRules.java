// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.capture;

import io.lateen.agent.envoy.Bootstrap.Resolver;
import java.util.List;
import java.util.SortedSet;

/**
 * What of a workload's traffic goes through its Envoy.
 *
 * @param proxyUser user of the Envoy, whose own traffic passes
 * @param dns the agent's DNS server, which gets all name queries of the workload
 * @param inbound captured inbound ports
 * @param excludedInbound inbound ports that are never captured
 * @param excludedOutbound outbound ports that are never captured
 * @param outboundRanges captured destinations; empty when all are
 * @param noOutbound whether no destination is captured at all
 * @param excludedRanges destinations that are never captured
 * @param includedOutbound outbound ports that are captured whatever their destination
 * @param excludedInterfaces network interfaces whose traffic is never captured
 * @param virtualInterfaces network interfaces of virtual machines within the workload, whose
 *     traffic counts as outbound
 */
public record CaptureRules(
    int proxyUser,
    Resolver dns,
    PortSelection inbound,
    SortedSet<Integer> excludedInbound,
    SortedSet<Integer> excludedOutbound,
    List<Ipv4Range> outboundRanges,
    boolean noOutbound,
    List<Ipv4Range> excludedRanges,
    SortedSet<Integer> includedOutbound,
    SortedSet<String> excludedInterfaces,
    SortedSet<String> virtualInterfaces) {

  /** Copies the lists. */
  public CaptureRules {
    outboundRanges = List.copyOf(outboundRanges);
    excludedRanges = List.copyOf(excludedRanges);
  }
}
