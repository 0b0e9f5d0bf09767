// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.api.ObjectKey;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shared part of translations, class by class. Classes are found coarsely, by namespace and
 * role; within one, proxies that differ in something that counts have states of their own. Safe for
 * several threads, one at a time.
 */
final class SharedTranslation {

  /**
   * Most states kept for one class (docs/limits.md); one more costs the oldest. Pods of a headless
   * service have one each, since none redirects calls to itself.
   */
  static final int MAX_STATES = 64;

  /**
   * Most states that are looked at for one that a new class can begin with (docs/limits.md): each
   * look is at all hosts that the smaller of two scopes has.
   */
  static final int MAX_SEEDS = 16;

  /** Most classes kept, least recently used first out (docs/limits.md). */
  static final int MAX_CLASSES = 4_096;

  /**
   * @param passesOn whether services also have the clusters that receive the mesh's TLS unopened
   */
  private record ClassKey(
      String namespace, ProxyRole role, Optional<ObjectKey> sidecar, boolean passesOn) {

    boolean isOfTheKindOf(ClassKey other) {
      return role == other.role && passesOn == other.passesOn;
    }
  }

  private final SharedPlans plans;
  private final SequencedMap<ClassKey, List<SharedState>> classes =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ClassKey, List<SharedState>> eldest) {
          return size() > MAX_CLASSES;
        }
      };

  /** The states from which others began at this state of the mesh. */
  private final List<Seed> seeds = new ArrayList<>();

  private record Seed(ClassKey of, SharedState state) {}

  /** What became of states at this state of the mesh; as many as there are states. */
  private final Map<SharedState, SharedState> successors = new IdentityHashMap<>();

  SharedTranslation(ResourceCatalog catalog) {
    this.plans = new SharedPlans(catalog);
  }

  /** How many plans of the newest state are remembered for other classes. */
  int successors() {
    return plans.successors();
  }

  /** Hears that views are of another state of the mesh from now on. */
  synchronized void meshChanged() {
    plans.meshChanged();
    successors.clear();
    seeds.clear();
  }

  /**
   * The same for a proxy that is what it was at {@code past}, its state before. Proxies that shared
   * that one share the next, unless the plans ask something new about proxies.
   */
  synchronized SharedState after(SharedState past, WorkloadView view) {
    @Nullable SharedState known = successors.get(past);
    if (known != null && known.distinguishesLike(past)) {
      return known;
    }
    var next = of(view, Optional.of(past));
    successors.put(past, next);
    return next;
  }

  /** What the proxy of {@code view} shares with others. */
  synchronized SharedState of(WorkloadView view) {
    return of(view, Optional.empty());
  }

  /**
   * @param past what a proxy had that is of the class
   */
  private SharedState of(WorkloadView view, Optional<SharedState> past) {
    var states = classes.computeIfAbsent(key(view), _ -> new ArrayList<>());
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i).isFor(view)) {
        var state = states.remove(i).next(view, plans);
        states.addFirst(state);
        return state;
      }
    }
    states.addFirst(
        states.isEmpty()
            ? past.filter(state -> state.seesMuchOf(view))
                .map(state -> state.fork(view, plans))
                .orElseGet(() -> first(view))
            : states.getFirst().fork(view, plans));
    if (states.size() > MAX_STATES) {
      states.removeLast();
    }
    return states.getFirst();
  }

  /**
   * Forgets all states but those; a proxy that had another one gets an equal one.
   *
   * @return whether a class has gone
   */
  synchronized boolean retain(Set<SharedState> wanted) {
    classes.values().forEach(states -> states.removeIf(state -> !wanted.contains(state)));
    seeds.removeIf(seed -> !wanted.contains(seed.state));
    successors.values().removeIf(state -> !wanted.contains(state));
    return classes.values().removeIf(List::isEmpty);
  }

  /** How many states are kept. */
  synchronized int size() {
    return classes.values().stream().mapToInt(List::size).sum();
  }

  /**
   * The first state of a class. Another class of the same kind that sees much of the same has plans
   * that come out the same, as far as they ask nothing that differs; so classes share what is made
   * of them. All that see much of the same begin with one class, so that what was its alone is made
   * for the others once.
   */
  private SharedState first(WorkloadView view) {
    var like = key(view);
    for (var seed : seeds) {
      if (seed.of.isOfTheKindOf(like) && seed.state.seesMuchOf(view)) {
        return seed.state.fork(view, plans);
      }
    }
    var state = neighbour(like, view).fork(view, plans);
    if (seeds.size() < MAX_SEEDS) {
      seeds.add(new Seed(like, state));
    }
    return state;
  }

  /** The state of a class that was used not long ago and sees much of the same. */
  private SharedState neighbour(ClassKey like, WorkloadView view) {
    return classes.sequencedEntrySet().reversed().stream()
        .filter(other -> other.getKey().isOfTheKindOf(like) && !other.getValue().isEmpty())
        .limit(MAX_SEEDS)
        .map(other -> other.getValue().getFirst())
        .filter(state -> state.seesMuchOf(view))
        .findFirst()
        .orElse(SharedState.EMPTY);
  }

  private static ClassKey key(WorkloadView view) {
    return new ClassKey(
        view.proxy().namespace(), view.role(), view.sidecar(), view.passesMeshTlsOn());
  }
}
