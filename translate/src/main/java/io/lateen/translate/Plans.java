// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.mesh.scope.OutboundScope;
import io.lateen.translate.memo.Kept;
import io.lateen.translate.view.Source;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The plans behind a shared state with what they asked. Immutable; the next one runs those again of
 * which an answer differs, and looks only at those that asked about what differs.
 *
 * @param general what many plans asked, once
 */
record Plans(PMap<PlanName, Kept<Piece>> kept, Readers readers, Kept.Facts general) {

  static final Plans NONE = new Plans(HashTreePMap.empty(), Readers.NONE, Kept.facts(List.of()));

  /** What came of an update. */
  record Update(Plans plans, List<Piece.Swap> swaps) {}

  /**
   * The plans at another state.
   *
   * @param before the sources of the state of these plans
   * @param changed those of them that are other objects in {@code view}
   */
  Update next(WorkloadView view, Map<Source, Object> before, Set<Source> changed, SharedPlans all) {
    var change = StateChange.of(before, changed, view, all.endpointTopics());
    return change.isEmpty() || before.isEmpty() || !general.hold(view, changed)
        ? everything(view, changed, all)
        : changed(view, changed, change.get(), all);
  }

  private Update everything(WorkloadView view, Set<Source> changed, SharedPlans all) {
    var names = SharedPlans.names(view, (OutboundScope) view.source(Source.SCOPE));
    var gone = new LinkedHashSet<>(kept.keySet());
    gone.removeAll(names);
    return run(view, changed, gone, names, all);
  }

  private Update changed(
      WorkloadView view, Set<Source> changed, StateChange change, SharedPlans all) {
    var names = new LinkedHashSet<>(change.added());
    change.topics().forEach(topic -> names.addAll(readers.of(topic)));
    readers.addOf(change.endpoints(), names);
    change.gone().forEach(names::remove);
    return run(view, changed, change.gone(), names, all);
  }

  private Update run(
      WorkloadView view,
      Set<Source> changed,
      Collection<PlanName> gone,
      Set<PlanName> asked,
      SharedPlans all) {
    var next = kept;
    var asking = readers;
    var swaps = new ArrayList<Piece.Swap>();
    boolean generalNow = false;
    for (var name : gone) {
      @Nullable Kept<Piece> known = next.get(name);
      if (known != null) {
        next = next.minus(name);
        asking = asking.with(name, known.topics(), Set.of());
        swaps.add(new Piece.Swap(name, known.result(), Piece.NONE));
        generalNow = true;
      }
    }
    for (var name : asked) {
      @Nullable Kept<Piece> known = next.get(name);
      if (known == null || !known.holds(view, changed)) {
        var fresh = all.kept(name, known, view);
        next = next.plus(name, fresh);
        asking = asking.with(name, known == null ? Set.of() : known.topics(), fresh.topics());
        generalNow |= known == null || !Kept.Facts.areSame(known, fresh);
        var old = known == null ? Piece.NONE : known.result();
        if (!old.equals(fresh.result())) {
          swaps.add(new Piece.Swap(name, old, fresh.result()));
        }
      }
    }
    var facts = generalNow ? Kept.facts(next.values()) : general;
    return new Update(new Plans(next, asking, facts), swaps);
  }

  /** Whether the proxy of a view differs in nothing that the plans asked. */
  boolean areFor(WorkloadView view) {
    return general.hold(view, EnumSet.of(Source.PROXY));
  }

  /** What a plan came to. */
  Piece of(PlanName name) {
    @Nullable Kept<Piece> known = kept.get(name);
    return known == null ? Piece.NONE : known.result();
  }
}
