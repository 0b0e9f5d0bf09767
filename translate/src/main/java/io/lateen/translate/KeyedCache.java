// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Resources by their keys, least recently used first out. Equal keys yield the same object, which
 * is how unchanged resources are recognized without comparing bytes. Safe for several threads; a
 * resource that two threads want at once may be generated twice, but only one of them is kept.
 */
final class KeyedCache {

  /**
   * Most resources kept: as many as Istio's PILOT_XDS_CACHE_SIZE (docs/limits.md). A full cache
   * only costs time.
   */
  static final int MAX_RESOURCES = 60_000;

  private final Map<ResourceKey, EncodedResource> resources;

  KeyedCache() {
    this(MAX_RESOURCES);
  }

  KeyedCache(int maximum) {
    this.resources =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<ResourceKey, EncodedResource> eldest) {
            return size() > maximum;
          }
        };
  }

  /** The resource of the key, generated when it is not known. */
  <K extends ResourceKey> EncodedResource get(K key, Generator<? super K> generator) {
    synchronized (resources) {
      var known = resources.get(key);
      if (known != null) {
        return known;
      }
    }
    var generated = generator.generate(key);
    synchronized (resources) {
      var first = resources.putIfAbsent(key, generated);
      return first == null ? generated : first;
    }
  }

  /** How many resources are kept now, 0 to the maximum. */
  int size() {
    synchronized (resources) {
      return resources.size();
    }
  }
}
