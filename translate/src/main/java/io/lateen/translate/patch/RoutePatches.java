// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.lateen.api.envoyfilter.ApplyTo;
import io.lateen.api.envoyfilter.ConfigPatch.Context;
import io.lateen.api.envoyfilter.ConfigPatch.Operation;
import io.lateen.translate.message.MessageMerge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Patches of route configurations, their virtual hosts and routes (Istio:
 * core/envoyfilter/rc_patch.go). Additions are not patched again.
 */
final class RoutePatches {

  private final PatchSet patches;
  private final Context side;
  private final RouteMatches matches;
  private final SecurityGuard guard;
  private final PatchLog log;

  RoutePatches(
      PatchSet patches, Context side, GatewayPorts ports, SecurityGuard guard, PatchLog log) {
    this.patches = patches;
    this.side = side;
    this.matches = new RouteMatches(side == Context.GATEWAY, ports);
    this.guard = guard;
    this.log = log;
  }

  RouteConfiguration apply(RouteConfiguration original) {
    var routes = original;
    for (var patch : matching(ApplyTo.ROUTE_CONFIGURATION, original)) {
      if (patch.merges()) {
        var changed = routes.toBuilder();
        MessageMerge.into(
            changed, patch.value(RouteConfiguration.class), ListenerPatches.lists(patch));
        routes = checked(routes, changed.build(), patch);
      }
    }
    return hosts(routes);
  }

  private List<Patch> matching(ApplyTo kind, RouteConfiguration routes) {
    return patches.of(kind, side).stream()
        .filter(patch -> matches.configuration(routes, patch))
        .toList();
  }

  private <T extends com.google.protobuf.Message> T checked(T before, T after, Patch patch) {
    var violation =
        guard.permits(patch) ? Optional.<String>empty() : guard.overrides(before, after);
    violation.ifPresent(reason -> log.add(guard.refusal(patch, reason)));
    return violation.isEmpty() ? log.changed(before, after, patch) : before;
  }

  private RouteConfiguration hosts(RouteConfiguration routes) {
    var forHosts = matching(ApplyTo.VIRTUAL_HOST, routes);
    var forRoutes = matching(ApplyTo.HTTP_ROUTE, routes);
    var changed = routes.toBuilder().clearVirtualHosts();
    for (var host : routes.getVirtualHostsList()) {
      host(host, forHosts)
          .map(patched -> routes(patched, forRoutes))
          .ifPresent(changed::addVirtualHosts);
    }
    for (var patch : forHosts) {
      if (patch.operation() == Operation.ADD) {
        var value = patch.value(VirtualHost.class);
        if (checked(VirtualHost.getDefaultInstance(), value, patch) == value) {
          changed.addVirtualHosts(value);
        }
      }
    }
    return changed.build();
  }

  private Optional<VirtualHost> host(VirtualHost original, List<Patch> forHosts) {
    var host = original;
    for (var patch : forHosts) {
      if (!RouteMatches.host(host, patch)) {
        continue;
      }
      switch (patch.operation()) {
        case REMOVE -> {
          log.removed(patch);
          return Optional.empty();
        }
        case REPLACE -> host = checked(host, patch.value(VirtualHost.class), patch);
        case MERGE, MERGE_AND_REPLACE_LIST -> {
          var changed = host.toBuilder();
          MessageMerge.into(changed, patch.value(VirtualHost.class), ListenerPatches.lists(patch));
          host = checked(host, changed.build(), patch);
        }
        default -> {}
      }
    }
    return Optional.of(host);
  }

  private VirtualHost routes(VirtualHost host, List<Patch> forRoutes) {
    var meant = forRoutes.stream().filter(patch -> RouteMatches.host(host, patch)).toList();
    if (meant.isEmpty()) {
      return host;
    }
    var routes = new ArrayList<Route>();
    for (var route : host.getRoutesList()) {
      route(route, meant).ifPresent(routes::add);
    }
    List<Route> all = routes;
    for (var patch : meant) {
      all = added(all, patch);
    }
    return host.toBuilder().clearRoutes().addAllRoutes(all).build();
  }

  private Optional<Route> route(Route original, List<Patch> meant) {
    var route = original;
    for (var patch : meant) {
      if (!RouteMatches.route(route, patch)) {
        continue;
      }
      if (patch.operation() == Operation.REMOVE) {
        log.removed(patch);
        return Optional.empty();
      }
      if (patch.merges()) {
        var changed = route.toBuilder();
        MessageMerge.into(changed, patch.value(Route.class), ListenerPatches.lists(patch));
        route = checked(route, changed.build(), patch);
      }
    }
    return Optional.of(route);
  }

  /** A named route that is not there is no place: then nothing is inserted, not even as first. */
  private List<Route> added(List<Route> routes, Patch patch) {
    boolean named = RouteMatches.namesRoute(patch);
    boolean insertion =
        switch (patch.operation()) {
          case ADD, INSERT_AFTER, INSERT_BEFORE -> true;
          case INSERT_FIRST ->
              !named || routes.stream().anyMatch(route -> RouteMatches.route(route, patch));
          default -> false;
        };
    if (!insertion
        || checked(Route.getDefaultInstance(), patch.value(Route.class), patch)
            != patch.value(Route.class)) {
      return routes;
    }
    return Lists.after(
        routes, patch, Route.class, named, route -> RouteMatches.route(route, patch));
  }
}
