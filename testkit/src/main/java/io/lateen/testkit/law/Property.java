// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;

/**
 * Checks that something holds for all values of a generator. A failing value is shrunk, and the
 * failure names the seed; {@code -Dlateen.seed=N} repeats the run.
 */
public final class Property {

  /** How many values are tried; {@code -Dlateen.cases=N} changes it. */
  public static final int CASES = Integer.getInteger("lateen.cases", 200);

  /** The most values that are tried while shrinking. */
  private static final int MAX_SHRINKS = 2_000;

  private static final String ALGORITHM = "L64X128MixRandom";

  private Property() {}

  /**
   * What must hold for a value.
   *
   * @param <T> type of the value
   */
  @FunctionalInterface
  public interface Check<T> {

    /** Throws when it does not hold. */
    void accept(T value) throws Exception;
  }

  /** The seed of this run: given by the property {@code lateen.seed}, or new. */
  public static long seed() {
    return Long.getLong("lateen.seed", System.nanoTime());
  }

  /** Checks {@link #CASES} values made from {@link #seed()}. */
  public static <T> void forAll(Gen<T> generator, Check<T> check) {
    forAll(seed(), CASES, generator, check);
  }

  /** Checks {@code cases} values made from {@code seed}. */
  public static <T> void forAll(long seed, int cases, Gen<T> generator, Check<T> check) {
    var random = RandomGeneratorFactory.of(ALGORITHM).create(seed);
    for (var number = 0; number < cases; number++) {
      var choices = Choices.random(random);
      var value = generator.draw(choices);
      var failure = failure(check, value);
      if (failure.isPresent()) {
        throw shrunk(
            seed, number, new Failed<>(choices.taken(), value, failure.get()), generator, check);
      }
    }
  }

  private record Failed<T>(List<Long> choices, T value, Throwable failure) {}

  private static <T> AssertionError shrunk(
      long seed, int number, Failed<T> first, Gen<T> generator, Check<T> check) {
    var best = first;
    var attempts = 0;
    for (var improved = true; improved && attempts < MAX_SHRINKS; ) {
      improved = false;
      for (var candidate : simpler(best.choices())) {
        if (++attempts >= MAX_SHRINKS) {
          break;
        }
        var choices = Choices.replay(candidate);
        var value = generator.draw(choices);
        var failure = failure(check, value);
        if (failure.isPresent() && isSimpler(choices.taken(), best.choices())) {
          best = new Failed<>(choices.taken(), value, failure.get());
          improved = true;
          break;
        }
      }
    }
    var text =
        "case %d of seed %d fails (repeat with -Dlateen.seed=%d)%n  value: %s%n  reason: %s"
            .formatted(number, seed, seed, best.value(), best.failure().getMessage());
    return new AssertionError(text, best.failure());
  }

  private static <T> Optional<Throwable> failure(Check<T> check, T value) {
    try {
      check.accept(value);
      return Optional.empty();
    } catch (Exception | AssertionError e) {
      return Optional.of(e);
    }
  }

  /** Lists that are simpler than {@code choices}: shorter ones first, then with smaller numbers. */
  private static List<List<Long>> simpler(List<Long> choices) {
    var candidates = new ArrayList<List<Long>>();
    for (var length = choices.size(); length >= 1; length /= 2) {
      for (var from = 0; from + length <= choices.size(); from += length) {
        var shorter = new ArrayList<>(choices.subList(0, from));
        shorter.addAll(choices.subList(from + length, choices.size()));
        candidates.add(shorter);
      }
    }
    for (var index = 0; index < choices.size(); index++) {
      var choice = choices.get(index);
      for (var smaller = 0L; smaller < choice; smaller = (smaller + choice + 1) / 2) {
        var changed = new ArrayList<>(choices);
        changed.set(index, smaller);
        candidates.add(changed);
      }
    }
    return candidates;
  }

  private static boolean isSimpler(List<Long> left, List<Long> right) {
    if (left.size() != right.size()) {
      return left.size() < right.size();
    }
    for (var index = 0; index < left.size(); index++) {
      var order = left.get(index).compareTo(right.get(index));
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }
}
