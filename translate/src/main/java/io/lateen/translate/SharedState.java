// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.base.map.DiffMap;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.scope.OutboundScope;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.nametable.NameTableKey;
import io.lateen.translate.view.Source;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What proxies that do not differ share at one state of the mesh, with the plans behind it.
 * Immutable; the next state takes over every plan that would come out the same, and whatever is put
 * together of pieces that are the same.
 */
final class SharedState {

  static final SharedState EMPTY =
      new SharedState(
          Map.of(),
          Plans.NONE,
          Routing.NONE,
          DiffMap.empty(),
          DiffMap.empty(),
          SharedResources.EMPTY);

  private final Map<Source, Object> sources;
  private final Plans plans;
  private final Routing routing;
  private final DiffMap<NameTableKey.Slot, NameTableKey.Entry> names;
  private final DiffMap<String, List<Problem>> problems;
  private final SharedResources resources;
  private final Compositions compositions;

  private SharedState(
      Map<Source, Object> sources,
      Plans plans,
      Routing routing,
      DiffMap<NameTableKey.Slot, NameTableKey.Entry> names,
      DiffMap<String, List<Problem>> problems,
      SharedResources resources) {
    this.sources = sources;
    this.plans = plans;
    this.routing = routing;
    this.names = names;
    this.problems = problems;
    this.resources = resources;
    var all = new ArrayList<Problem>();
    problems.values().forEach(all::addAll);
    all.addAll(routing.problems());
    this.compositions = new Compositions(resources, List.copyOf(all));
  }

  /** The state of a mesh that says nothing new to these proxies. */
  private SharedState(SharedState same, Map<Source, Object> sources, Plans plans) {
    this.sources = sources;
    this.plans = plans;
    this.routing = same.routing;
    this.names = same.names;
    this.problems = same.problems;
    this.resources = same.resources;
    this.compositions = same.compositions;
  }

  /** Everything that a proxy gets whose own resources are {@code own}. */
  ProxyResources with(OwnPart own) {
    return compositions.with(own, Compositions.Past.NONE);
  }

  /**
   * The same for a proxy that had {@code composed} with this own part at the state {@code past};
   * what both share of a type stays the same map.
   */
  ProxyResources with(OwnPart own, SharedState past, ProxyResources composed) {
    return compositions.with(own, new Compositions.Past(past.resources, composed));
  }

  /** Whether what proxies get with this and with {@code past} are the same objects. */
  boolean isComposedLike(SharedState past) {
    return compositions == past.compositions;
  }

  /** Whether proxies of {@code past} are told apart by the same questions. */
  boolean distinguishesLike(SharedState past) {
    return plans.general() == past.plans.general();
  }

  /** Whether the proxy of a view differs in nothing that counts here. */
  boolean isFor(WorkloadView view) {
    return sources.get(Source.PROXY) == view.source(Source.PROXY) || plans.areFor(view);
  }

  /** Whether at least half of the services that one of the two sees are seen by both. */
  boolean seesMuchOf(WorkloadView view) {
    if (!(sources.get(Source.SCOPE) instanceof OutboundScope own
        && view.source(Source.SCOPE) instanceof OutboundScope other)) {
      return false;
    }
    boolean smaller = own.byHost().size() < other.byHost().size();
    var few = smaller ? own.byHost() : other.byHost();
    var many = smaller ? other.byHost() : own.byHost();
    return 2 * few.size() >= many.size()
        && 2 * few.keySet().stream().filter(many::containsKey).count() >= many.size();
  }

  /** The state for the same kind of proxy at another state of the mesh; this one when it holds. */
  SharedState next(WorkloadView view, SharedPlans all) {
    var changed = changed(view);
    changed.remove(Source.PROXY);
    return changed.isEmpty() ? this : with(view, changed, all);
  }

  /** The state for a proxy that differs. */
  SharedState fork(WorkloadView view, SharedPlans all) {
    var changed = changed(view);
    changed.add(Source.PROXY);
    return with(view, changed, all);
  }

  private Set<Source> changed(WorkloadView view) {
    var changed = EnumSet.noneOf(Source.class);
    for (var source : Source.values()) {
      if (sources.get(source) != view.source(source)) {
        changed.add(source);
      }
    }
    return changed;
  }

  private SharedState with(WorkloadView view, Set<Source> changed, SharedPlans all) {
    var update = plans.next(view, sources, changed, all);
    var swaps = update.swaps();
    if (swaps.isEmpty() && !sources.isEmpty() && resources.shadowed() == 0) {
      return new SharedState(this, sources(view), update.plans());
    }
    var routed = routing.next(swaps, all.catalog());
    var named = names;
    var found = problems;
    var next = resources;
    for (var swap : swaps) {
      next = next.with(swap.before().resources(), swap.after().resources());
      var reported = swap.after().resources().problems();
      found = found.with(swap.name().toString(), reported.isEmpty() ? null : reported);
      named = named(named, swap);
    }
    if (next.shadowed() > 0) {
      next = rebuilt(view, update.plans());
    }
    if (named != names || sources.isEmpty()) {
      var table = all.catalog().get(new NameTableKey(named));
      next = next.with(ResourceTypes.NAME_TABLE, DiffMap.copyOf(Map.of(table.name(), table)));
    } else {
      next = next.with(ResourceTypes.NAME_TABLE, resources.ofType(ResourceTypes.NAME_TABLE));
    }
    if (view.role() != ProxyRole.PROXYLESS) {
      next = next.with(ResourceTypes.LISTENER, routed.listeners());
      next = next.with(ResourceTypes.ROUTE, routed.configs());
    }
    return new SharedState(sources(view), update.plans(), routed, named, found, next);
  }

  private static DiffMap<NameTableKey.Slot, NameTableKey.Entry> named(
      DiffMap<NameTableKey.Slot, NameTableKey.Entry> names, Piece.Swap swap) {
    if (!(swap.name() instanceof PlanName.Clusters(var host))
        || swap.before().names().equals(swap.after().names())) {
      return names;
    }
    var next = names;
    for (var entry : swap.before().names()) {
      next = next.minus(NameTableKey.Slot.of(entry, host));
    }
    for (var entry : swap.after().names()) {
      next = next.plus(NameTableKey.Slot.of(entry, host), entry);
    }
    return next;
  }

  /** All resources of plans, where some are hidden by others of their names. */
  private static SharedResources rebuilt(WorkloadView view, Plans plans) {
    var rebuilt = SharedResources.EMPTY;
    var scope = (OutboundScope) view.source(Source.SCOPE);
    for (var name : SharedPlans.names(view, scope)) {
      rebuilt = rebuilt.plus(plans.of(name).resources());
    }
    return rebuilt;
  }

  private static Map<Source, Object> sources(WorkloadView view) {
    var sources = new EnumMap<Source, Object>(Source.class);
    for (var source : Source.values()) {
      sources.put(source, view.source(source));
    }
    return sources;
  }
}
