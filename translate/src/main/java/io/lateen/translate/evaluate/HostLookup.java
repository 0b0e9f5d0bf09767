// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.util.Locale;
import java.util.Optional;

/**
 * Which virtual host answers for a host: the same name, else the longest {@code *suffix}, else the
 * longest {@code prefix*}, else {@code *} (Envoy: source/common/router/config_impl.cc
 * RouteMatcher::findVirtualHost).
 */
final class HostLookup {

  private static final String ALL = "*";

  /**
   * A virtual host.
   *
   * @param domain the one of its domains that fits
   */
  record Found(VirtualHost host, String domain) {}

  private HostLookup() {}

  static Optional<Found> find(RouteConfiguration routes, String hostHeader) {
    var host =
        (routes.getIgnorePortInHostMatching() ? withoutPort(hostHeader) : hostHeader)
            .toLowerCase(Locale.ROOT);
    Optional<Found> best = Optional.empty();
    int bestRank = 0;
    for (var candidate : routes.getVirtualHostsList()) {
      for (var domain : candidate.getDomainsList()) {
        int rank = rank(domain.toLowerCase(Locale.ROOT), host);
        if (rank > bestRank) {
          bestRank = rank;
          best = Optional.of(new Found(candidate, domain));
        }
      }
    }
    return best;
  }

  /** Longer is better within a kind, and kinds are far apart: no domain has 2^20 characters. */
  private static int rank(String domain, String host) {
    if (domain.equals(ALL)) {
      return 1;
    }
    int length = domain.length();
    if (domain.startsWith(ALL)) {
      return host.length() >= length && host.endsWith(domain.substring(1)) ? (2 << 20) + length : 0;
    }
    if (domain.endsWith(ALL)) {
      boolean fits = host.length() >= length && host.startsWith(domain.substring(0, length - 1));
      return fits ? (1 << 20) + length : 0;
    }
    return domain.equals(host) ? Integer.MAX_VALUE : 0;
  }

  /** The host header without its port; an IPv6 address keeps its brackets. */
  static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    if (colon <= 0 || colon == host.length() - 1 || host.endsWith("]")) {
      return host;
    }
    boolean port = host.substring(colon + 1).chars().allMatch(c -> c >= '0' && c <= '9');
    boolean bare = host.indexOf(':') != colon && !host.startsWith("[");
    return port && !bare ? host.substring(0, colon) : host;
  }
}
