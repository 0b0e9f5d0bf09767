// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The connections that the filter chains of one listener claim. Envoy refuses a listener in which
 * two chains claim the same combination of address and server name, so the first one keeps it and
 * later ones get what is left.
 */
public final class ChainSpace {

  private record Claim(String cidr, String name, List<String> alpn, String transport) {}

  private static final String ANY = "";

  private final Set<Claim> claimed = new HashSet<>();

  /** What of {@code wanted} is still free, now claimed; empty when nothing is. */
  public Optional<ChainMatch> claim(ChainMatch wanted) {
    var names = free(wanted, orAny(wanted.serverNames()), orAny(wanted.cidrs()));
    if (names.isEmpty()) {
      return Optional.empty();
    }
    for (var name : names) {
      for (var cidr : orAny(wanted.cidrs())) {
        claimed.add(claim(wanted, cidr, name));
      }
    }
    return Optional.of(
        wanted.serverNames().isEmpty()
            ? wanted
            : new ChainMatch(
                names, wanted.cidrs(), wanted.applicationProtocols(), wanted.transportProtocol()));
  }

  private List<String> free(ChainMatch wanted, List<String> names, List<String> cidrs) {
    var free = new ArrayList<String>();
    for (var name : names) {
      if (cidrs.stream().noneMatch(cidr -> claimed.contains(claim(wanted, cidr, name)))) {
        free.add(name);
      }
    }
    return free;
  }

  private static Claim claim(ChainMatch match, String cidr, String name) {
    return new Claim(cidr, name, match.applicationProtocols(), match.transportProtocol());
  }

  private static List<String> orAny(List<String> values) {
    return values.isEmpty() ? List.of(ANY) : values;
  }
}
