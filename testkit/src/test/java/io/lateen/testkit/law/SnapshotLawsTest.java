// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.law;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The laws hold for a lawful snapshot and fail for unlawful ones. */
class SnapshotLawsTest implements SnapshotLaws<Map<String, Object>, Map<String, Optional<Object>>> {

  @Override
  public Map<String, Object> empty() {
    return Map.of();
  }

  @Override
  public Map<String, Optional<Object>> none() {
    return Map.of();
  }

  @Override
  public Map<String, Object> apply(
      Map<String, Object> snapshot, Map<String, Optional<Object>> delta) {
    if (delta.isEmpty()) {
      return snapshot;
    }
    var next = new TreeMap<>(snapshot);
    delta.forEach(
        (key, change) ->
            change.ifPresentOrElse(value -> next.put(key, value), () -> next.remove(key)));
    return next;
  }

  @Override
  public Map<String, Optional<Object>> then(
      Map<String, Optional<Object>> first, Map<String, Optional<Object>> second) {
    var both = new TreeMap<>(first);
    both.putAll(second);
    return both;
  }

  @Override
  public Map<String, Object> rebuild(Map<String, Optional<Object>> all) {
    var state = new TreeMap<String, Object>();
    all.forEach((key, change) -> change.ifPresent(value -> state.put(key, value)));
    return state;
  }

  @Override
  public Gen<Map<String, Optional<Object>>> deltas() {
    return Gen.of("a", "b", "c")
        .then(
            key ->
                Gen.integer(0, 3)
                    .map(Object.class::cast)
                    .optional()
                    .map(change -> Map.of(key, change)));
  }

  @Override
  public Map<String, ?> parts(Map<String, Object> snapshot) {
    return snapshot;
  }

  @Override
  public Set<String> touched(Map<String, Optional<Object>> delta) {
    return delta.keySet();
  }

  @Test
  void forgettingRemovalsIsFound() {
    var unlawful =
        new SnapshotLawsTest() {
          @Override
          public Map<String, Object> apply(
              Map<String, Object> snapshot, Map<String, Optional<Object>> delta) {
            var next = new TreeMap<>(snapshot);
            delta.forEach((key, change) -> change.ifPresent(value -> next.put(key, value)));
            return next;
          }
        };
    assertThatThrownBy(unlawful::incrementalEqualsRebuild).isInstanceOf(AssertionError.class);
    assertThatThrownBy(unlawful::noChangeIsIdentity).isInstanceOf(AssertionError.class);
  }

  @Test
  void copyingUntouchedPartsIsFound() {
    var unlawful =
        new SnapshotLawsTest() {
          @Override
          public Map<String, ?> parts(Map<String, Object> snapshot) {
            var copies = new TreeMap<String, Object>();
            snapshot.forEach((key, value) -> copies.put(key, new StringBuilder(value.toString())));
            return copies;
          }
        };
    assertThatThrownBy(unlawful::untouchedPartsStayIdentical).isInstanceOf(AssertionError.class);
  }
}
