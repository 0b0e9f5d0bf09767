// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.api.ObjectKey;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores on temporary files whose writer is the calling thread. */
final class Stores {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private Stores() {}

  static ConfigStore open(Path file) throws StoreException {
    var numbers = new AtomicInteger();
    return ConfigStore.open(
        file, Runnable::run, InstantSource.fixed(NOW), () -> "uid-" + numbers.incrementAndGet());
  }

  static ObjectKey key(String name) {
    return new ObjectKey("networking.istio.io", "VirtualService", "default", name);
  }

  static String document(String name, String host) {
    return """
    {"apiVersion":"networking.istio.io/v1","kind":"VirtualService",\
    "metadata":{"name":"%s","namespace":"default"},"spec":{"hosts":["%s"]}}\
    """
        .formatted(name, host);
  }

  static Change put(String name, String host) {
    return new Change.Put(key(name), document(name, host), Change.Expectation.ANY);
  }

  static Change delete(String name) {
    return new Change.Delete(key(name), Change.Expectation.PRESENT);
  }

  static WriteResult write(ConfigStore store, Change... changes) {
    return store.write("tester", List.of(changes)).join();
  }

  static WriteResult.Committed committed(ConfigStore store, Change... changes) {
    return switch (write(store, changes)) {
      case WriteResult.Committed committed -> committed;
      case WriteResult other -> throw new AssertionError(other.toString());
    };
  }
}
