// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.gateway;

import io.lateen.mesh.host.Hosts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Hosts of a gateway's server, written {@code namespace/host} or {@code host}. */
final class GatewayHosts {

  private static final String ANY = "*";
  private static final String OWN = ".";

  private GatewayHosts() {}

  /** The hosts that rules of a namespace may claim, without the namespace part. */
  static List<String> forNamespace(List<String> written, String gateway, String namespace) {
    var hosts = new ArrayList<String>();
    for (var host : written) {
      int slash = host.indexOf('/');
      var owner = slash < 0 ? ANY : host.substring(0, slash);
      boolean open =
          owner.equals(ANY)
              || owner.equals(namespace)
              || (owner.equals(OWN) && gateway.equals(namespace));
      if (open) {
        hosts.add(host.substring(slash + 1));
      }
    }
    return hosts;
  }

  /** All hosts without the namespace part. */
  static List<String> all(List<String> written) {
    return written.stream().map(host -> host.substring(host.indexOf('/') + 1)).toList();
  }

  /** What both lists cover: of two that overlap the narrower one. */
  static List<String> intersection(List<String> server, List<String> rules) {
    var common = new LinkedHashSet<String>();
    for (var offered : server) {
      for (var wanted : rules) {
        if (Hosts.covers(offered, wanted)) {
          common.add(wanted);
        } else if (Hosts.covers(wanted, offered)) {
          common.add(offered);
        }
      }
    }
    return List.copyOf(common);
  }
}
