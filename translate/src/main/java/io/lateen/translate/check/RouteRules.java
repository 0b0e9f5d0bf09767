// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.lateen.base.Regex;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What Envoy checks between the parts of a route configuration (source/common/router). */
final class RouteRules {

  private RouteRules() {}

  static void check(RouteConfiguration routes, String path, List<Finding> findings) {
    var names = new HashSet<String>();
    var domains = new HashSet<String>();
    for (int index = 0; index < routes.getVirtualHostsCount(); index++) {
      var host = routes.getVirtualHosts(index);
      var at = path + "virtual_hosts[" + index + "]";
      if (!names.add(host.getName())) {
        findings.add(nameTwice(at, host.getName()));
      }
      check(host, at, domains, findings);
    }
  }

  static Finding nameTwice(String at, String name) {
    return new Finding(at + ".name", "is taken twice: " + name);
  }

  static Finding domainTwice(String at, String domain) {
    return new Finding(at + ".domains", "names a domain twice: " + domain);
  }

  private static void check(
      VirtualHost host, String at, Set<String> domains, List<Finding> findings) {
    for (var domain : host.getDomainsList()) {
      if (!domains.add(domain.toLowerCase(Locale.ROOT))) {
        findings.add(domainTwice(at, domain));
      }
    }
    for (int index = 0; index < host.getRoutesCount(); index++) {
      check(host.getRoutes(index), at + ".routes[" + index + "]", findings);
    }
  }

  private static void check(Route route, String at, List<Finding> findings) {
    regex(route.getMatch(), at, findings);
    if (route.hasRoute() && route.getRoute().hasWeightedClusters()) {
      var weights = route.getRoute().getWeightedClusters();
      long sum =
          weights.getClustersList().stream().mapToLong(one -> one.getWeight().getValue()).sum();
      if (sum == 0) {
        findings.add(new Finding(at + ".route.weighted_clusters", "has weights that add up to 0"));
      } else if (sum > 0xFFFF_FFFFL) {
        findings.add(new Finding(at + ".route.weighted_clusters", "has weights above 2^32"));
      }
    }
  }

  private static void regex(RouteMatch match, String at, List<Finding> findings) {
    if (match.hasSafeRegex()) {
      Regex.fault(match.getSafeRegex().getRegex())
          .ifPresent(
              reason ->
                  findings.add(new Finding(at + ".match.safe_regex", "is not a regex: " + reason)));
    }
  }
}
