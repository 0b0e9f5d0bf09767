// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.base.problem.Problem;
import io.lateen.translate.memo.Kept;
import io.lateen.translate.view.Source;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What proxies that do not differ share at one state of the mesh, with the plans behind it.
 * Immutable; the next state takes over every plan that would come out the same.
 */
final class SharedState {

  static final SharedState EMPTY = new SharedState(Map.of(), Map.of(), SharedResources.EMPTY);

  private final Map<Source, Object> sources;
  private final Map<String, Kept<ResourcePart>> plans;
  private final SharedResources resources;
  private final Compositions compositions;
  private final Kept.ProxyFacts facts;

  private SharedState(
      Map<Source, Object> sources,
      Map<String, Kept<ResourcePart>> plans,
      SharedResources resources) {
    this.sources = sources;
    this.plans = plans;
    this.resources = resources;
    this.compositions = new Compositions(resources, problems(plans));
    this.facts = Kept.facts(plans.values());
  }

  private static List<Problem> problems(Map<String, Kept<ResourcePart>> plans) {
    var all = new ArrayList<Problem>();
    plans.values().forEach(kept -> all.addAll(kept.result().problems()));
    return List.copyOf(all);
  }

  /** Everything that a proxy gets whose own resources are {@code own}. */
  ProxyResources with(ResourcePart own) {
    return compositions.with(own);
  }

  /** Whether the proxy of a view differs in nothing that counts here. */
  boolean isFor(WorkloadView view) {
    return sources.get(Source.PROXY) == view.source(Source.PROXY) || facts.hold(view);
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
    var names = all.names(view);
    var next = LinkedHashMap.<String, Kept<ResourcePart>>newLinkedHashMap(names.size());
    var fresh = new ArrayList<ResourcePart>();
    var gone = new HashMap<>(plans);
    for (var name : names) {
      @Nullable Kept<ResourcePart> known = plans.get(name);
      if (known == null || !known.holds(view, changed)) {
        known = Kept.of(view, seen -> all.run(name, seen));
        fresh.add(known.result());
      } else {
        gone.remove(name);
      }
      next.put(name, known);
    }
    if (fresh.isEmpty() && gone.isEmpty() && resources.shadowed() == 0) {
      return new SharedState(sources(view), next, resources);
    }
    return new SharedState(sources(view), next, resources(next, fresh, gone));
  }

  private SharedResources resources(
      Map<String, Kept<ResourcePart>> next,
      List<ResourcePart> fresh,
      Map<String, Kept<ResourcePart>> gone) {
    var patched = resources;
    if (patched.shadowed() == 0) {
      for (var kept : gone.values()) {
        patched = patched.minus(kept.result());
      }
      for (var part : fresh) {
        patched = patched.plus(part);
      }
      if (patched.shadowed() == 0) {
        return patched;
      }
    }
    var rebuilt = SharedResources.EMPTY;
    for (var kept : next.values()) {
      rebuilt = rebuilt.plus(kept.result());
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
