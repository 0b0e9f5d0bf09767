// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigObject;
import io.lateen.api.gatewayapi.RequestRoute;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * HTTPRoutes and GRPCRoutes as VirtualServices, one for each listener and host, or for each
 * namespace, port and host of the mesh: the rules of all routes for it in one order (Istio:
 * HTTPRouteCollection, mergeHTTPRoutes).
 */
final class RequestRoutes {

  /** The rules of one route for one key. */
  private record Part(ConfigObject<RequestRoute> route, List<HttpRoute> rules) {}

  /** Everything for one key; parts are oldest first. */
  private record Merged(String gateway, String host, List<Part> parts) {}

  private final Attachments attachments;
  private final Backends backends;
  private final Map<String, Merged> byKey = new TreeMap<>();

  RequestRoutes(Attachments attachments, Backends backends) {
    this.attachments = attachments;
    this.backends = backends;
  }

  /** Adds a route; the oldest must come first. */
  void add(ConfigObject<RequestRoute> route) {
    var forMesh = new RequestRules(route, backends, true);
    var forGateways = new RequestRules(route, backends, false);
    for (var parent : attachments.of(route)) {
      var rules = (parent.isMesh() ? forMesh : forGateways).on(parent);
      if (rules.isEmpty()) {
        continue;
      }
      for (var host : hosts(route, parent)) {
        if (parent.takes(host)) {
          byKey
              .computeIfAbsent(
                  key(route, parent) + "/" + host,
                  _ -> new Merged(parent.gateway(), host, new ArrayList<>()))
              .parts()
              .add(new Part(route, rules));
        }
      }
    }
  }

  private static List<String> hosts(ConfigObject<RequestRoute> route, Attachment parent) {
    if (parent.isMesh()) {
      return parent.hosts();
    }
    var written = route.spec().hostnames();
    return written.isEmpty() ? List.of("*") : written;
  }

  private static String key(ConfigObject<RequestRoute> route, Attachment parent) {
    if (!parent.isMesh()) {
      return parent.gateway();
    }
    var port = parent.ref().port();
    return route.namespace() + (port.isPresent() ? "/" + port.getAsInt() : "");
  }

  List<ConfigObject<VirtualService>> virtualServices() {
    var made = new ArrayList<ConfigObject<VirtualService>>();
    byKey.forEach((key, merged) -> made.add(virtualService(key.replace('/', '~'), merged)));
    return made;
  }

  private static ConfigObject<VirtualService> virtualService(String name, Merged merged) {
    var rules =
        merged.parts().stream()
            .flatMap(part -> part.rules().stream())
            .sorted(RuleOrder.MOST_SPECIFIC_FIRST)
            .toList();
    var spec =
        new VirtualService(
            List.of(merged.host()),
            List.of(merged.gateway()),
            rules,
            List.of(),
            List.of(),
            List.of());
    return MadeObject.routes(name, spec, merged.parts().stream().map(Part::route).toList());
  }
}
