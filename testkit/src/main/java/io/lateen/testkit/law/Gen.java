// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes values from decisions. The first possibility of each decision should be the simplest one,
 * because failing cases shrink towards it.
 *
 * @param <T> type of the values
 */
@FunctionalInterface
public interface Gen<T> {

  /** Makes a value. */
  T draw(Choices choices);

  /** Always the same value. */
  static <T> Gen<T> constant(T value) {
    return choices -> value;
  }

  /** Integers from {@code min} to {@code max}, both inclusive; {@code min} is the simplest. */
  static Gen<Integer> integer(int min, int max) {
    return choices -> (int) (min + choices.next((long) max - min + 1));
  }

  /** False, the simpler one, or true. */
  static Gen<Boolean> bool() {
    return choices -> choices.next(2) == 1;
  }

  /** One of some values; the first is the simplest. */
  @SafeVarargs
  static <T> Gen<T> of(T... values) {
    return of(List.of(values));
  }

  /** One of some values; the first is the simplest. */
  static <T> Gen<T> of(List<T> values) {
    var copy = List.copyOf(values);
    return choices -> copy.get((int) choices.next(copy.size()));
  }

  /** The values of one of some generators; the first is the simplest. */
  @SafeVarargs
  static <T> Gen<T> oneOf(Gen<? extends T>... generators) {
    var copy = List.of(generators);
    return choices -> copy.get((int) choices.next(copy.size())).draw(choices);
  }

  /** Lists of {@code min} to {@code max} values; the shortest is the simplest. */
  default Gen<List<T>> list(int min, int max) {
    return choices -> {
      var values = new ArrayList<T>();
      while (values.size() < min || (values.size() < max && choices.next(4) != 0)) {
        values.add(draw(choices));
      }
      return List.copyOf(values);
    };
  }

  /** No value, the simplest, or one of these. */
  default Gen<Optional<T>> optional() {
    return choices -> choices.next(2) == 0 ? Optional.empty() : Optional.of(draw(choices));
  }

  /** Values made of these. */
  default <U> Gen<U> map(Function<? super T, ? extends U> change) {
    return choices -> change.apply(draw(choices));
  }

  /** Values of a generator that depends on one of these. */
  default <U> Gen<U> then(Function<? super T, Gen<U>> next) {
    return choices -> next.apply(draw(choices)).draw(choices);
  }
}
