// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The laws that every immutable snapshot obeys, as tests with random changes: a test class
 * implements this interface and gets them. A change is seen as a function from state to state with
 * a composition.
 *
 * @param <S> type of the snapshot; its {@code equals} compares content
 * @param <D> type of its changes
 */
public interface SnapshotLaws<S, D> {

  /** The snapshot of nothing. */
  S empty();

  /** The change that changes nothing. */
  D none();

  /** The state after a change. */
  S apply(S snapshot, D delta);

  /** Two changes as one, {@code first} before {@code second}. */
  D then(D first, D second);

  /** The snapshot of a whole state, given as one change of nothing, built from scratch. */
  S rebuild(D all);

  /** Random changes; few keys, so that they meet. */
  Gen<D> deltas();

  /**
   * The parts of a snapshot that stay the same object when a change does not touch them, by name;
   * compared with {@code ==}.
   */
  Map<String, ?> parts(S snapshot);

  /** The names of the parts that a change touches. */
  Set<String> touched(D delta);

  /** Applying changes one by one ends where building the final state from scratch ends. */
  @Test
  default void incrementalEqualsRebuild() {
    Property.forAll(
        deltas().list(0, 8),
        deltas -> {
          var incremental = applyAll(deltas);
          var all = deltas.stream().reduce(none(), this::then);
          assertThat(incremental).isEqualTo(rebuild(all));
        });
  }

  /** Two changes in a row are the same as their composition. */
  @Test
  default void compositionEqualsSequence() {
    Property.forAll(
        deltas().list(2, 6),
        deltas -> {
          var start = applyAll(deltas.subList(2, deltas.size()));
          var first = deltas.get(0);
          var second = deltas.get(1);
          assertThat(apply(apply(start, first), second))
              .isEqualTo(apply(start, then(first, second)));
        });
  }

  /** What a change does not touch stays the same object. */
  @Test
  default void untouchedPartsStayIdentical() {
    Property.forAll(
        deltas().list(1, 6),
        deltas -> {
          var before = applyAll(deltas.subList(1, deltas.size()));
          var delta = deltas.getFirst();
          var partsAfter = parts(apply(before, delta));
          var touched = touched(delta);
          parts(before)
              .forEach(
                  (name, part) -> {
                    if (!touched.contains(name)) {
                      assertThat((Object) partsAfter.get(name)).as(name).isSameAs(part);
                    }
                  });
        });
  }

  /** A change that changes nothing returns the same snapshot. */
  @Test
  default void noChangeIsIdentity() {
    Property.forAll(
        deltas().list(0, 6),
        deltas -> {
          var snapshot = applyAll(deltas);
          assertThat(apply(snapshot, none())).isSameAs(snapshot);
        });
  }

  /** A change that has been applied already changes nothing more. */
  @Test
  default void applyingTwiceChangesNothing() {
    Property.forAll(
        deltas().list(1, 6),
        deltas -> {
          var once = applyAll(deltas);
          assertThat(apply(once, deltas.getLast())).isEqualTo(once);
        });
  }

  private S applyAll(List<D> deltas) {
    var snapshot = empty();
    for (var delta : deltas) {
      snapshot = apply(snapshot, delta);
    }
    return snapshot;
  }
}
