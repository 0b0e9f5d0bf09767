// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Feeds the pipeline from the store: all objects first, then each commit as one delta. Runs on the
 * store's writer thread; a stored document that no longer decodes (written by another version) is
 * reported and left out, so that one object cannot stop the rest.
 */
public final class StoreSource {

  private final ConfigStore store;
  private final Decoder decoder;
  private final Sink sink;

  /** A source that is quiet until {@link #start}. */
  public StoreSource(ConfigStore store, Decoder decoder, Sink sink) {
    this.store = store;
    this.decoder = decoder;
    this.sink = sink;
  }

  /** Starts the feed; completes when the first delta, which holds all objects, was handed over. */
  public CompletableFuture<Void> start() {
    return store.listen(this::emit);
  }

  private void emit(List<StoreEvent> events, long revision) {
    var upserts = new TreeMap<ObjectKey, ConfigObject<?>>();
    Set<ObjectKey> removals = new TreeSet<>();
    Map<ObjectKey, Problems> problems = new TreeMap<>();
    for (var event : events) {
      var key = event.object().key();
      upserts.remove(key);
      removals.remove(key);
      problems.put(key, Problems.NONE);
      if (event.type() == StoreEvent.Type.DELETED) {
        removals.add(key);
        continue;
      }
      var decoded = decoder.decode(event.object());
      problems.put(key, decoded.problems());
      decoded.object().ifPresentOrElse(o -> upserts.put(key, o), () -> removals.add(key));
    }
    sink.accept(new ConfigDelta(upserts, removals), problems, revision);
  }

  /** Turns a stored document into an object. */
  public interface Decoder {

    /** Never throws for a bad document. */
    Decoded decode(StoredObject stored);
  }

  /**
   * What a document holds.
   *
   * @param object absent when the problems refuse it
   */
  public record Decoded(Optional<ConfigObject<?>> object, Problems problems) {}

  /** Where deltas go; must not block. */
  public interface Sink {

    /**
     * One commit.
     *
     * @param problems of each object that the commit touched; none for those that are fine
     * @param revision of the store after the commit
     */
    void accept(ConfigDelta delta, Map<ObjectKey, Problems> problems, long revision);
  }
}
