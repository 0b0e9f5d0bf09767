// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.base.Copies;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What proxies get in all: the shared part with the own one. Proxies whose own parts are made of
 * the same objects, as those of replicas are, get the same maps, so that later stages compare them
 * with {@code ==}. Safe for several threads.
 */
final class Compositions {

  /** Most own parts remembered for one shared state (docs/limits.md); then it starts anew. */
  static final int MAX_OWN_PARTS = 4_096;

  /** Every proxy has these, with or without resources. */
  private static final List<String> TYPES =
      List.of(
          ResourceTypes.CLUSTER,
          ResourceTypes.ENDPOINT,
          ResourceTypes.LISTENER,
          ResourceTypes.ROUTE,
          ResourceTypes.NAME_TABLE);

  private final SharedResources shared;
  private final Problems problems;
  private final Map<OwnPart, ProxyResources> known = new ConcurrentHashMap<>();
  private volatile Difference asked = Difference.NONE;

  Compositions(SharedResources shared, List<Problem> problems) {
    this.shared = shared;
    this.problems = new Problems(problems);
  }

  /**
   * The types of which what is shared is not what it was.
   *
   * @param past what it was; not kept for this
   * @param types empty when there are other types now
   */
  private record Difference(WeakReference<SharedResources> past, Optional<List<String>> types) {

    static final Difference NONE = new Difference(new WeakReference<>(null), Optional.empty());
  }

  /**
   * The shared part with {@code own}.
   *
   * @param past the same of a proxy with this own part at another state; what is shared of a type
   *     at both stays the same map
   */
  ProxyResources with(OwnPart own, Past past) {
    @Nullable ProxyResources found = known.get(own);
    if (found != null) {
      return found;
    }
    if (known.size() >= MAX_OWN_PARTS) {
      known.clear();
    }
    var composed = compose(own.part(), past);
    var first = known.putIfAbsent(own, composed);
    return first == null ? composed : first;
  }

  /** What was put together at another state of what is shared. */
  record Past(SharedResources shared, ProxyResources composed) {

    static final Past NONE =
        new Past(SharedResources.EMPTY, new ProxyResources(Map.of(), Problems.NONE));
  }

  private ProxyResources compose(ResourcePart own, Past past) {
    var types = since(own, past).orElseGet(() -> all(own));
    return new ProxyResources(types, own.problems().isEmpty() ? problems : problems(own));
  }

  /** Those of the past with what is shared otherwise now; empty when there are other types. */
  private Optional<Map<String, Map<String, EncodedResource>>> since(ResourcePart own, Past past) {
    var types = past.composed().byType();
    var differing = types.isEmpty() ? Optional.<List<String>>empty() : differing(past.shared());
    if (differing.isEmpty()) {
      return Optional.empty();
    }
    for (var type : differing.get()) {
      types = Copies.with(types, type, shared.ofType(type, own));
    }
    return Optional.of(types);
  }

  /** Proxies that shared the same then ask the same. */
  private Optional<List<String>> differing(SharedResources past) {
    var known = asked;
    if (!known.past().refersTo(past)) {
      known = new Difference(new WeakReference<>(past), differingTypes(past));
      asked = known;
    }
    return known.types();
  }

  private Optional<List<String>> differingTypes(SharedResources past) {
    var known = past.byType();
    if (known.size() != shared.byType().size()) {
      return Optional.empty();
    }
    var differing = new ArrayList<String>();
    for (var typed : shared.byType().entrySet()) {
      @Nullable Object before = known.get(typed.getKey());
      if (before == null) {
        return Optional.empty();
      }
      if (before != typed.getValue()) {
        differing.add(typed.getKey());
      }
    }
    return Optional.of(differing);
  }

  private Map<String, Map<String, EncodedResource>> all(ResourcePart own) {
    var named = new TreeSet<>(TYPES);
    named.addAll(shared.byType().keySet());
    own.resources().forEach(typed -> named.add(typed.type()));
    var types = new TreeMap<String, Map<String, EncodedResource>>();
    named.forEach(type -> types.put(type, shared.ofType(type, own)));
    return types;
  }

  private Problems problems(ResourcePart own) {
    var found = new ArrayList<>(problems.list());
    found.addAll(own.problems());
    return new Problems(found);
  }
}
