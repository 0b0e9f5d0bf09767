// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.lateen.translate.Provenance;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the object behind the part of a resource that a finding is about. */
final class Culprits {

  private static final Pattern ROUTE =
      Pattern.compile("^virtual_hosts\\[(\\d+)](?:\\.routes\\[(\\d+)])?.*");

  private static final Pattern CHAIN = Pattern.compile("^filter_chains\\[(\\d+)].*");

  private Culprits() {}

  /** The object that decided the part, else the one that decided the whole. */
  static Optional<Provenance.Cause> of(Message resource, Finding finding, Provenance provenance) {
    for (var part : parts(resource, finding.path())) {
      var causes = provenance.parts().getOrDefault(part, List.of());
      if (!causes.isEmpty()) {
        return Optional.of(causes.getFirst());
      }
    }
    return provenance.causes().stream()
        .findFirst()
        .or(() -> provenance.parts().values().stream().flatMap(List::stream).findFirst());
  }

  /** The names of the part in provenance, the narrowest first. */
  private static List<String> parts(Message resource, String path) {
    var route = ROUTE.matcher(path);
    var chain = CHAIN.matcher(path);
    return switch (resource) {
      case RouteConfiguration routes when route.matches() -> routeParts(routes, route);
      case Listener listener when chain.matches() ->
          List.of(listener.getFilterChains(Integer.parseInt(chain.group(1))).getName());
      default -> List.of();
    };
  }

  private static List<String> routeParts(RouteConfiguration routes, Matcher place) {
    var host = routes.getVirtualHosts(Integer.parseInt(place.group(1))).getName();
    return place.group(2) == null ? List.of(host) : List.of(host + "#" + place.group(2), host);
  }
}
