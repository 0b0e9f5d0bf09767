// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.gateway;

import io.lateen.mesh.host.Hosts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** Hosts of a gateway's server, written {@code namespace/host} or {@code host}. */
final class GatewayHosts {

  private static final String ANY = "*";
  private static final String OWN = ".";

  /** Names before patterns, longer ones first, then by spelling (pkg/config/host/names.go). */
  static final Comparator<String> MOST_SPECIFIC_FIRST =
      Comparator.<String, Boolean>comparing(Hosts::isWildcard)
          .thenComparing(Comparator.comparingInt(String::length).reversed())
          .thenComparing(Comparator.naturalOrder());

  private GatewayHosts() {}

  /**
   * The hosts as {@code namespace/host}, or {@code host} where any namespace may claim it.
   *
   * @param gateway namespace of the Gateway
   */
  static List<String> spelledOut(List<String> written, String gateway) {
    var hosts = new LinkedHashSet<String>();
    for (var host : written) {
      int slash = host.indexOf('/');
      var owner = slash < 0 ? ANY : host.substring(0, slash);
      var name = host.substring(slash + 1);
      hosts.add(owner.equals(ANY) ? name : (owner.equals(OWN) ? gateway : owner) + "/" + name);
    }
    return List.copyOf(hosts);
  }

  /** The hosts that rules of a namespace may claim, without the namespace part. */
  static List<String> forNamespace(List<String> spelledOut, String namespace) {
    var hosts = new ArrayList<String>();
    for (var host : spelledOut) {
      int slash = host.indexOf('/');
      if (slash < 0 || host.substring(0, slash).equals(namespace)) {
        hosts.add(host.substring(slash + 1));
      }
    }
    return hosts;
  }

  /** All hosts without the namespace part, each once. */
  static List<String> names(List<String> spelledOut) {
    return spelledOut.stream()
        .map(host -> host.substring(host.indexOf('/') + 1))
        .distinct()
        .toList();
  }

  /** Whether the two lists have a name in common. */
  static boolean overlap(List<String> server, List<String> rules) {
    return server.stream()
        .anyMatch(offered -> rules.stream().anyMatch(wanted -> Hosts.overlap(offered, wanted)));
  }

  /** What both lists cover: of two that overlap the narrower one. */
  static List<String> intersection(List<String> server, List<String> rules) {
    var common = new LinkedHashSet<String>();
    for (var offered : server) {
      for (var wanted : rules) {
        if (Hosts.covers(wanted, offered)) {
          common.add(offered);
        } else if (Hosts.covers(offered, wanted)) {
          common.add(wanted);
        }
      }
    }
    return List.copyOf(common);
  }
}
