// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.base.map.DiffMap;
import io.lateen.xds.resource.XdsResource;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The names that differ between two maps of resources, computed once for all streams that go from
 * the one to the other. Without it a change would cost (streams × resources). Safe from all
 * threads; does not keep the maps alive.
 */
public final class ViewDiffs {

  /** Remembered pairs; a publication needs one per class of proxies and type. */
  static final int MAX_PAIRS = 1_024;

  private final Map<Pair, List<String>> known = new ConcurrentHashMap<>();

  /** Names that were added, changed their version, or are gone. */
  List<String> changed(Map<String, XdsResource> from, Map<String, XdsResource> to) {
    var pair = new Pair(from, to);
    var names = known.get(pair);
    if (names == null) {
      names = compute(from, to);
      if (known.size() >= MAX_PAIRS) {
        known.clear();
      }
      known.put(pair, names);
    }
    return names;
  }

  private static List<String> compute(Map<String, XdsResource> from, Map<String, XdsResource> to) {
    if (from instanceof DiffMap<String, XdsResource> then
        && to instanceof DiffMap<String, XdsResource> now) {
      return then.changed(now).stream()
          .filter(name -> differs(then.get(name), now.get(name)))
          .toList();
    }
    var names = new ArrayList<String>();
    for (var resource : to.values()) {
      if (differs(from.get(resource.name()), resource)) {
        names.add(resource.name());
      }
    }
    for (var name : from.keySet()) {
      if (!to.containsKey(name)) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  private static boolean differs(@Nullable XdsResource before, @Nullable XdsResource now) {
    return before != now
        && (before == null || now == null || !before.version().equals(now.version()));
  }

  /** Two maps by identity. */
  private static final class Pair {
    private final WeakReference<Map<String, XdsResource>> from;
    private final WeakReference<Map<String, XdsResource>> to;
    private final int hash;

    Pair(Map<String, XdsResource> from, Map<String, XdsResource> to) {
      this.from = new WeakReference<>(from);
      this.to = new WeakReference<>(to);
      this.hash = 31 * System.identityHashCode(from) + System.identityHashCode(to);
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Pair pair)) {
        return false;
      }
      var left = from.get();
      var right = to.get();
      return left != null && right != null && left == pair.from.get() && right == pair.to.get();
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
