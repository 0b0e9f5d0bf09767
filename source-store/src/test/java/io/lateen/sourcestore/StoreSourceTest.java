// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import static io.lateen.sourcestore.Stores.committed;
import static io.lateen.sourcestore.Stores.delete;
import static io.lateen.sourcestore.Stores.key;
import static io.lateen.sourcestore.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectMeta;
import io.lateen.api.Origin;
import io.lateen.api.Spec;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSourceTest {

  @TempDir Path folder;
  private final List<ConfigDelta> deltas = new ArrayList<>();
  private final List<Long> revisions = new ArrayList<>();
  private Problems lastProblems = Problems.NONE;

  /** A specification that is just the stored text. */
  private record Text(String json) implements Spec {}

  private static StoreSource.Decoded decode(StoredObject stored) {
    if (stored.json().contains("broken")) {
      return new StoreSource.Decoded(
          Optional.empty(),
          Problems.of(Problem.error(Location.UNKNOWN, stored.key().display(), "", "broken")));
    }
    return new StoreSource.Decoded(
        Optional.of(
            new ConfigObject<>(
                stored.key(),
                ObjectMeta.of("default", stored.key().name()),
                new Text(stored.json()),
                Origin.UNKNOWN)),
        Problems.NONE);
  }

  private void start(ConfigStore store) {
    new StoreSource(
            store,
            StoreSourceTest::decode,
            (delta, problems, revision) -> {
              deltas.add(delta);
              revisions.add(revision);
              lastProblems = problems.values().stream().reduce(Problems.NONE, Problems::and);
            })
        .start()
        .join();
  }

  @Test
  void tellsAllObjectsFirstAndThenEachCommit() throws StoreException {
    try (var store = Stores.open(folder.resolve("store.db"))) {
      committed(store, put("a", "x"), put("b", "x"));
      start(store);
      committed(store, delete("a"), put("c", "x"));
      assertThat(deltas.getFirst().upserts()).containsOnlyKeys(key("a"), key("b"));
      assertThat(deltas.getLast().upserts()).containsOnlyKeys(key("c"));
      assertThat(deltas.getLast().removals()).containsExactly(key("a"));
      assertThat(revisions).containsExactly(2L, 4L);
    }
  }

  @Test
  void ofSeveralChangesInOneCommitTheLastCounts() throws StoreException {
    try (var store = Stores.open(folder.resolve("store.db"))) {
      start(store);
      committed(store, put("a", "x"), delete("a"), put("b", "x"), delete("b"), put("b", "y"));
      assertThat(deltas.getLast().removals()).containsExactly(key("a"));
      assertThat(deltas.getLast().upserts()).containsOnlyKeys(key("b"));
    }
  }

  @Test
  void anObjectThatDoesNotDecodeIsReportedAndTheOthersPass() throws StoreException {
    try (var store = Stores.open(folder.resolve("store.db"))) {
      start(store);
      committed(store, put("a", "broken"), put("b", "x"));
      assertThat(deltas.getLast().upserts()).containsOnlyKeys(key("b"));
      assertThat(lastProblems.hasErrors()).isTrue();
    }
  }
}
