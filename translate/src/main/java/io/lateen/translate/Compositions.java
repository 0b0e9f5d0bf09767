// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private final List<Problem> problems;
  private final Map<Objects, ProxyResources> known = new ConcurrentHashMap<>();

  Compositions(SharedResources shared, List<Problem> problems) {
    this.shared = shared;
    this.problems = problems;
  }

  /**
   * The shared part with {@code own}.
   *
   * @param past the same of a proxy with this own part at another state; what is shared of a type
   *     at both stays the same map
   */
  ProxyResources with(ResourcePart own, Past past) {
    var key = new Objects(own);
    @Nullable ProxyResources found = known.get(key);
    if (found != null) {
      return found;
    }
    if (known.size() >= MAX_OWN_PARTS) {
      known.clear();
    }
    var composed = compose(own, past);
    var first = known.putIfAbsent(key, composed);
    return first == null ? composed : first;
  }

  /** What was put together at another state of what is shared. */
  record Past(SharedResources shared, ProxyResources composed) {

    static final Past NONE =
        new Past(SharedResources.EMPTY, new ProxyResources(Map.of(), Problems.NONE));
  }

  private ProxyResources compose(ResourcePart own, Past past) {
    var named = new TreeSet<>(TYPES);
    named.addAll(shared.byType().keySet());
    own.resources().forEach(typed -> named.add(typed.type()));
    var types = new TreeMap<String, Map<String, EncodedResource>>();
    for (var type : named) {
      var known = past.composed().byType().get(type);
      boolean stays = known != null && past.shared().ofType(type) == shared.ofType(type);
      types.put(type, stays ? known : shared.ofType(type, own));
    }
    var found = new ArrayList<>(problems);
    found.addAll(own.problems());
    return new ProxyResources(types, new Problems(found));
  }

  /** The objects of a part, compared by identity. */
  private static final class Objects {

    private final ResourcePart part;
    private final int hash;

    Objects(ResourcePart part) {
      this.part = part;
      int sum = part.problems().hashCode();
      for (var typed : part.resources()) {
        sum = 31 * sum + System.identityHashCode(typed.resource());
      }
      this.hash = sum;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Objects objects
          && hash == objects.hash
          && isSame(part.resources(), objects.part.resources())
          && part.problems().equals(objects.part.problems());
    }

    private static boolean isSame(List<ResourcePart.Typed> some, List<ResourcePart.Typed> others) {
      if (some.size() != others.size()) {
        return false;
      }
      for (int i = 0; i < some.size(); i++) {
        if (some.get(i).resource() != others.get(i).resource()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
