// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.adorn;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.base.memo.Memo;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.ResourceTypes;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Listeners with what telemetry and extensions add, each made once for equal additions. Safe for
 * several threads.
 */
public final class AdornedListeners {

  /** Most listeners kept (docs/limits.md); a full memo only costs time. */
  static final int MAX_LISTENERS = 20_000;

  private record Key(EncodedResource listener, ProxyRole role, Additions additions) {}

  /** Most bytes of them kept (docs/limits.md). */
  static final long MAX_BYTES = 64L << 20;

  private final Memo<Key, EncodedResource> made =
      new Memo<>(MAX_LISTENERS, MAX_BYTES, listener -> listener.bytes().size());

  /** The resources with additions to the listeners. */
  public ProxyResources apply(ProxyResources resources, ProxyRole role, Additions additions) {
    if (additions.isEmpty()) {
      return resources;
    }
    SortedMap<String, EncodedResource> listeners = new TreeMap<>();
    resources
        .ofType(ResourceTypes.LISTENER)
        .forEach((name, one) -> listeners.put(name, adorned(one, role, additions)));
    var types = new TreeMap<String, Map<String, EncodedResource>>(resources.byType());
    types.put(ResourceTypes.LISTENER, Collections.unmodifiableSortedMap(listeners));
    return new ProxyResources(types, resources.problems());
  }

  private EncodedResource adorned(EncodedResource listener, ProxyRole role, Additions additions) {
    return made.get(new Key(listener, role, additions), AdornedListeners::adorned);
  }

  /** How many listeners are kept. */
  public int size() {
    return made.size();
  }

  private static EncodedResource adorned(Key key) {
    try {
      var listener = Listener.parseFrom(key.listener().bytes());
      var adorner = new ListenerAdorner(key.additions(), Side.of(listener, key.role()));
      var result = adorner.adorn(listener);
      return result.equals(listener)
          ? key.listener()
          : EncodedResource.of(
              key.listener().name(), result, key.listener().provenance().with(adorner.causes()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(key.listener().name(), e);
    }
  }
}
