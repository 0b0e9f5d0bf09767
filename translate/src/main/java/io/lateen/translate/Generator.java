// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import com.google.protobuf.Message;

/**
 * A pure producer of one kind of resource; it sees nothing but the key. Safe on any thread.
 *
 * @param <K> what the resource depends on
 */
@FunctionalInterface
public interface Generator<K extends ResourceKey> {

  /** The message that proxies get. */
  Message message(K key);

  /** The message with its name, version and origin. */
  default EncodedResource generate(K key) {
    return EncodedResource.of(key.resourceName(), message(key), key.provenance());
  }
}
