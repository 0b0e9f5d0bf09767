// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.base.map.DiffMap;
import io.lateen.base.problem.Problem;
import io.lateen.translate.PlanName.OfRoutes;
import io.lateen.translate.PlanName.OfService;
import io.lateen.translate.listener.ListenerSet;
import io.lateen.translate.route.PlannedHost;
import io.lateen.translate.route.RouteConfigKey;
import io.lateen.translate.route.RouteRequest;
import io.lateen.translate.route.VirtualHostPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outbound listeners and route configurations of a class of proxies, put together of pieces.
 * Immutable. Listeners are put together anew when a service wants other ones, a route configuration
 * when a piece of its port differs.
 *
 * @param services what services contribute, in the order in which they win
 * @param routes what VirtualServices contribute, in that order
 * @param requests the route configurations that listeners name
 * @param tables virtual hosts by listener and port
 */
record Routing(
    Optional<OutboundFacts> facts,
    DiffMap<OfService, Piece> services,
    DiffMap<OfRoutes, Piece> routes,
    Map<String, RouteRequest> requests,
    Map<Place, RouteTable> tables,
    DiffMap<String, EncodedResource> listeners,
    DiffMap<String, EncodedResource> configs,
    List<Problem> problems) {

  static final Routing NONE =
      new Routing(
          Optional.empty(),
          DiffMap.empty(),
          DiffMap.empty(),
          Map.of(),
          Map.of(),
          DiffMap.empty(),
          DiffMap.empty(),
          List.of());

  /** A port at a listener of the Sidecar. */
  record Place(int egress, int port) {

    static Place of(RouteRequest request) {
      return new Place(request.egress(), request.port());
    }
  }

  /** The state with other pieces. */
  Routing next(List<Piece.Swap> swaps, ResourceCatalog catalog) {
    var factsNow = facts;
    var servicesNow = services;
    var routesNow = routes;
    var ours = new ArrayList<Piece.Swap>();
    boolean reshaped = false;
    for (var swap : swaps) {
      @Nullable Piece after = swap.after() == Piece.NONE ? null : swap.after();
      switch (swap.name()) {
        case PlanName.Outbound() -> factsNow = swap.after().facts();
        case OfService name -> {
          servicesNow = servicesNow.with(name, after);
          reshaped |= !swap.before().wanted().equals(swap.after().wanted());
          ours.add(swap);
        }
        case OfRoutes name -> {
          routesNow = routesNow.with(name, after);
          ours.add(swap);
        }
        default -> {}
      }
    }
    if (factsNow.isEmpty() || (ours.isEmpty() && factsNow.equals(facts))) {
      return factsNow.isEmpty() ? NONE : this;
    }
    var next =
        new Routing(
            factsNow, servicesNow, routesNow, requests, tables, listeners, configs, problems);
    boolean same = factsNow.equals(facts);
    return (reshaped || !same ? next.reshaped(factsNow.get(), catalog) : next)
        .rerouted(factsNow.get(), this, ours, same, catalog);
  }

  /** Listeners and what they name, from all wishes. */
  private Routing reshaped(OutboundFacts known, ResourceCatalog catalog) {
    var set = new ListenerSet();
    var named = new LinkedHashMap<String, RouteRequest>();
    int egress = -1;
    for (var entry : services.entrySet()) {
      for (; egress < entry.getKey().egress(); egress++) {
        if (known.catchAll().get(egress + 1)) {
          set.lock();
        }
      }
      entry.getValue().wanted().wishes().forEach(set::add);
      entry
          .getValue()
          .wanted()
          .routes()
          .forEach(request -> named.putIfAbsent(request.name(), request));
    }
    DiffMap<String, EncodedResource> made = DiffMap.empty();
    for (var key : set.keys(known.egressCluster(), known.detectionTimeout(), known.http())) {
      var resource = catalog.get(key);
      made = made.containsKey(resource.name()) ? made : made.plus(resource.name(), resource);
    }
    if (known.entrance().isPresent()) {
      var entrance = catalog.get(known.entrance().get());
      made = made.containsKey(entrance.name()) ? made : made.plus(entrance.name(), entrance);
    }
    return new Routing(
        facts, services, routes, Map.copyOf(named), tables, made, configs, set.problems());
  }

  /** Route configurations of which a piece differs. */
  private Routing rerouted(
      OutboundFacts known,
      Routing before,
      List<Piece.Swap> swaps,
      boolean sameFacts,
      ResourceCatalog catalog) {
    var tablesNow = new HashMap<Place, RouteTable>();
    DiffMap<String, EncodedResource> made = DiffMap.empty();
    if (requests == before.requests) {
      made = configs;
    }
    for (var request : requests.values()) {
      var place = Place.of(request);
      var table = tablesNow.computeIfAbsent(place, _ -> table(place, known, sameFacts, swaps));
      @Nullable EncodedResource old = configs.get(request.name());
      boolean same =
          sameFacts
              && request.equals(before.requests.get(request.name()))
              && isSame(request, before.tables.get(place), table);
      made =
          made.plus(
              request.name(),
              same && old != null
                  ? old
                  : catalog.get(key(known, request, table), Optional.ofNullable(old)));
    }
    return new Routing(
        facts, services, routes, requests, Map.copyOf(tablesNow), listeners, made, problems);
  }

  /**
   * Whether a table gives the same configuration as before; of one service only its host counts.
   */
  private static boolean isSame(RouteRequest request, @Nullable RouteTable before, RouteTable now) {
    if (before == now || before == null || request.host().isEmpty()) {
      return before == now;
    }
    @Nullable String name = now.byDomain().get(request.host());
    return Objects.equals(name, before.byDomain().get(request.host()))
        && (name == null || now.isSame(name, before));
  }

  private RouteTable table(
      Place place, OutboundFacts known, boolean sameFacts, List<Piece.Swap> swaps) {
    @Nullable RouteTable old = tables.get(place);
    if (old != null && sameFacts) {
      var patched = old.patched(swaps.stream().filter(swap -> isAt(swap, place)).toList());
      if (patched.isPresent()) {
        return patched.get();
      }
    }
    var start = old != null && sameFacts ? old : RouteTable.empty(place.port(), known.headers());
    var ofServices = new LinkedHashMap<OfService, Piece>();
    services.forEach(
        (name, piece) -> {
          if (name.egress() == place.egress()) {
            ofServices.put(name, piece);
          }
        });
    var ofRoutes = new LinkedHashMap<OfRoutes, Piece>();
    routes.forEach(
        (name, piece) -> {
          if (name.egress() == place.egress()) {
            ofRoutes.put(name, piece);
          }
        });
    return start.decided(ofServices, ofRoutes);
  }

  private static boolean isAt(Piece.Swap swap, Place place) {
    boolean concerns =
        swap.before().hosts().containsKey(place.port())
            || swap.after().hosts().containsKey(place.port());
    return concerns
        && switch (swap.name()) {
          case OfService name -> name.egress() == place.egress();
          case OfRoutes name -> name.egress() == place.egress();
          default -> false;
        };
  }

  private static RouteConfigKey key(OutboundFacts known, RouteRequest request, RouteTable table) {
    if (!request.host().isEmpty()) {
      return ofService(known, request, table);
    }
    return new RouteConfigKey(
        request.name(),
        table.hosts(),
        table.byDomain().containsKey("*") ? new RouteConfigKey.Rest.NotFound() : known.rest(),
        known.headers(),
        new Provenance(List.of(), table.parts()));
  }

  /** The configuration of a listener of one service, which takes requests for any host. */
  private static RouteConfigKey ofService(
      OutboundFacts known, RouteRequest request, RouteTable table) {
    DiffMap<String, PlannedHost> own = DiffMap.empty();
    DiffMap<String, List<Provenance.Cause>> parts = DiffMap.empty();
    @Nullable String name = table.byDomain().get(request.host());
    @Nullable PlannedHost host = name == null ? null : table.hosts().get(name);
    if (name != null && host != null) {
      var plan = host.plan();
      var any = new VirtualHostPlan(name, List.of("*"), plan.routes(), plan.requireTls());
      own = own.plus(name, new PlannedHost(any, known.headers()));
      parts = parts.with(name, table.parts().get(name));
      for (int i = 0; i < plan.routes().size(); i++) {
        parts = parts.with(name + "#" + i, table.parts().get(name + "#" + i));
      }
    }
    return new RouteConfigKey(
        request.name(),
        own,
        new RouteConfigKey.Rest.NotFound(),
        known.headers(),
        new Provenance(List.of(), parts));
  }
}
