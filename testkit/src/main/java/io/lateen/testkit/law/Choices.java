// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.law;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The decisions from which a generator builds a value. They come from a random source and are
 * written down, or are replayed from a list; shrinking works on the list, so every generator
 * shrinks without code of its own. Smaller numbers and shorter lists mean simpler values.
 */
public final class Choices {

  private final RandomGenerator random;
  private final List<Long> replay;
  private final boolean replaying;
  private final List<Long> taken = new ArrayList<>();

  private Choices(RandomGenerator random, List<Long> replay, boolean replaying) {
    this.random = random;
    this.replay = replay;
    this.replaying = replaying;
  }

  /** Decisions from a random source. */
  static Choices random(RandomGenerator random) {
    return new Choices(random, List.of(), false);
  }

  /** Decisions from a list; zero after its end. */
  static Choices replay(List<Long> list) {
    return new Choices(() -> 0, list, true);
  }

  /**
   * The next decision.
   *
   * @param bound how many possibilities there are, 1 or more
   * @return 0 inclusive to {@code bound} exclusive
   */
  public long next(long bound) {
    long choice;
    if (!replaying) {
      choice = random.nextLong(bound);
    } else if (taken.size() < replay.size()) {
      choice = Math.min(replay.get(taken.size()), bound - 1);
    } else {
      choice = 0;
    }
    taken.add(choice);
    return choice;
  }

  /** What has been decided so far. */
  List<Long> taken() {
    return List.copyOf(taken);
  }
}
