// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.view;

import io.lateen.translate.name.IstioNames;
import java.util.List;

/** The families of a proxy's addresses (Istio: model.IPMode, core/listener_address.go). */
public enum IpFamilies {
  V4,
  V6,
  /** Both: IPv4 first. */
  BOTH;

  private static final String LOOPBACK_V4 = "127.0.0.1";
  private static final String LOOPBACK_V6 = "::1";

  /** The families of these addresses; IPv4 when there is none. */
  public static IpFamilies of(List<String> addresses) {
    boolean v6 = addresses.stream().anyMatch(IpFamilies::isV6);
    boolean v4 = addresses.stream().anyMatch(address -> !isV6(address));
    return v6 && v4 ? BOTH : v6 ? V6 : V4;
  }

  /** The address that stands for all addresses, the one of IPv4 where that is spoken. */
  public String wildcard() {
    return wildcards().getFirst();
  }

  /** One address for each family, which stands for all of it. */
  public List<String> wildcards() {
    return pick(IstioNames.WILDCARD_ADDRESS, IstioNames.WILDCARD_ADDRESS_IPV6);
  }

  /** The workload's own address for itself, the one of IPv4 where that is spoken. */
  public String loopback() {
    return loopbacks().getFirst();
  }

  /** The workload's own address for itself, one for each family. */
  public List<String> loopbacks() {
    return pick(LOOPBACK_V4, LOOPBACK_V6);
  }

  /**
   * Sources of connections to the application, one for each family: what capture leaves alone
   * (core/listener_address.go, {@code passthroughBindIPs}).
   */
  public List<String> passthroughSources() {
    return pick(IstioNames.INBOUND_PASSTHROUGH_SOURCE, IstioNames.INBOUND_PASSTHROUGH_SOURCE_IPV6);
  }

  /** Whether an address or block of addresses is of one of the families. */
  public boolean includes(String address) {
    return this == BOTH || (this == V6) == isV6(address);
  }

  private List<String> pick(String v4, String v6) {
    return switch (this) {
      case V4 -> List.of(v4);
      case V6 -> List.of(v6);
      case BOTH -> List.of(v4, v6);
    };
  }

  private static boolean isV6(String address) {
    return address.indexOf(':') >= 0;
  }
}
