// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import io.lateen.base.time.NanoClock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./dev bench authz}: rounds of the differential, with all Envoys at once, until there are
 * enough pairs or the time is over. Differences are shown as they are found, as small as they can
 * be; the figures come last, one JSON line each. Each Envoy has a thread of its own.
 */
public final class LongRun {

  /** Rounds that may break off in a row before the run does; a busy machine breaks one at most. */
  private static final int MOST_BROKEN = 5;

  private static final int SHOWN = 3;
  private static final Duration PROGRESS = Duration.ofMinutes(1);
  private static final int USAGE = 64;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What is asked for.
   *
   * @param envoys programs, at least one
   * @param pairs how many are enough, all Envoys together
   * @param time after which no further round begins
   * @param seed of the first round of each; the next ones count on
   */
  record Wish(List<Path> envoys, long pairs, Duration time, long seed) {

    static Wish of(List<String> words, long seed) {
      var envoys = new ArrayList<Path>();
      var wish = new Wish(envoys, 10_000_000, Duration.ofHours(8), seed);
      for (int i = 0; i + 1 < words.size(); i += 2) {
        var value = words.get(i + 1);
        wish =
            switch (words.get(i)) {
              case "--envoy" -> {
                envoys.add(Path.of(value));
                yield wish;
              }
              case "--pairs" -> new Wish(envoys, Long.parseLong(value), wish.time, wish.seed);
              case "--minutes" ->
                  new Wish(
                      envoys, wish.pairs, Duration.ofMinutes(Long.parseLong(value)), wish.seed);
              case "--seed" -> new Wish(envoys, wish.pairs, wish.time, Long.parseLong(value));
              default -> throw new IllegalArgumentException(words.get(i) + " is not known");
            };
      }
      if (words.size() % 2 == 1 || envoys.isEmpty()) {
        throw new IllegalArgumentException("each option has a value, and an Envoy is needed");
      }
      return wish;
    }
  }

  /** One Envoy and what came of it. */
  private static final class Lane {

    private final String name;
    private final Differential differential;
    private Round all = Round.NOTHING;
    private long nanos;
    private int rounds;
    private int broken;
    private int brokenInARow;
    private int once;

    Lane(Path envoy, Path folder) throws IOException {
      var version = envoy.toAbsolutePath().getParent();
      this.name = version == null ? "envoy" : String.valueOf(version.getFileName());
      this.differential = new Differential(envoy, Files.createDirectories(folder.resolve(name)));
    }
  }

  private final Wish wish;
  private final NanoClock clock;
  private final PrintStream out;
  private final PrintStream progress;
  private final List<Lane> lanes = new ArrayList<>();
  private final long begin;
  private final AtomicLong told;
  private final AtomicLong pairs = new AtomicLong();

  LongRun(Wish wish, NanoClock clock, PrintStream out, PrintStream progress, Path folder)
      throws IOException {
    this.wish = wish;
    this.clock = clock;
    this.out = out;
    this.progress = progress;
    this.begin = clock.nanos();
    this.told = new AtomicLong(begin);
    for (var envoy : wish.envoys()) {
      lanes.add(new Lane(envoy, folder));
    }
  }

  /** How many pairs were judged differently. */
  long run() throws IOException, InterruptedException {
    try (var threads = Executors.newFixedThreadPool(lanes.size())) {
      var ends = lanes.stream().map(lane -> threads.submit(() -> rounds(lane))).toList();
      for (var end : ends) {
        end.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a round broke off too often", e.getCause());
    }
    lanes.forEach(this::figures);
    return lanes.stream().mapToLong(lane -> lane.all.differences().size()).sum();
  }

  private Lane rounds(Lane lane) throws IOException, InterruptedException {
    for (long seed = wish.seed(); !isEnough(); seed++) {
      round(lane, seed);
    }
    return lane;
  }

  private boolean isEnough() {
    return pairs.get() >= wish.pairs() || clock.nanos() - begin >= wish.time().toNanos();
  }

  private void round(Lane lane, long seed) throws IOException, InterruptedException {
    var start = clock.nanos();
    try {
      var round = lane.differential.round(seed);
      lane.rounds++;
      lane.brokenInARow = 0;
      var found = repeated(lane, seed, round);
      for (var difference : lane.differential.shrunk(found, SHOWN)) {
        out.println("Envoy " + lane.name + ": " + difference.text());
      }
      lane.all = lane.all.and(found);
      pairs.addAndGet(found.pairs());
    } catch (IOException e) {
      progress.printf(
          "Envoy %s, seed %d: the round broke off: %s%n", lane.name, seed, e.getCause());
      lane.broken++;
      if (++lane.brokenInARow == MOST_BROKEN) {
        throw e;
      }
    }
    var now = clock.nanos();
    lane.nanos += now - start;
    var last = told.get();
    if (now - last >= PROGRESS.toNanos() && told.compareAndSet(last, now)) {
      long made = pairs.get();
      progress.printf("seed %d, %d pairs, %d per second%n", seed, made, rate(made, now - begin));
    }
  }

  /**
   * The round with those differences alone of which the subject shows one again when it is asked
   * anew: a connection that a busy machine has cut says nothing about rules.
   */
  private Round repeated(Lane lane, long seed, Round round)
      throws IOException, InterruptedException {
    var lasting = new ArrayList<Difference>();
    var subjects = new TreeMap<Integer, Boolean>();
    for (var difference : round.differences()) {
      var number = difference.number();
      if (!subjects.containsKey(number)) {
        subjects.put(number, !lane.differential.subject(seed, number).differences().isEmpty());
      }
      if (Boolean.TRUE.equals(subjects.get(number))) {
        lasting.add(difference);
      } else {
        lane.once++;
        progress.println("Envoy " + lane.name + ", not again: " + difference.text());
      }
    }
    return new Round(round.pairs(), round.allowed(), round.invalid(), lasting);
  }

  private static long rate(long pairs, long nanos) {
    return pairs * Duration.ofSeconds(1).toNanos() / Math.max(1, nanos);
  }

  private void figures(Lane lane) {
    figure(lane, "pairs", lane.all.pairs(), "pairs");
    figure(lane, "differences", lane.all.differences().size(), "pairs");
    figure(lane, "not_repeated", lane.once, "pairs");
    figure(lane, "allowed", lane.all.allowed(), "pairs");
    figure(lane, "not_understood", lane.all.invalid(), "requests");
    figure(lane, "pairs_per_s", rate(lane.all.pairs(), lane.nanos), "pairs/s");
    figure(lane, "rounds", lane.rounds, "rounds");
    figure(lane, "broken_rounds", lane.broken, "rounds");
    figure(lane, "first_seed", wish.seed(), "seed");
  }

  private void figure(Lane lane, String metric, long value, String unit) {
    var line = JSON.createObjectNode();
    line.put("suite", "authz").put("case", lane.name).put("metric", metric);
    line.put("value", value).put("unit", unit);
    out.println(line.toString());
  }

  /**
   * {@code --envoy PROGRAM [--envoy PROGRAM] [--pairs N] [--minutes N] [--seed N]}: ten million
   * pairs and eight hours unless told otherwise. Ends with 1 when there was a difference.
   */
  public static void main(String[] arguments) throws Exception {
    Wish wish;
    try {
      wish = Wish.of(List.of(arguments), System.currentTimeMillis());
    } catch (IllegalArgumentException e) {
      System.err.println("bench authz: " + String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
      System.err.println("usage: ./dev bench authz [--pairs N] [--minutes N] [--seed N]");
      System.exit(USAGE);
      return;
    }
    Differential.startNativeCryptography();
    var folder = Files.createTempDirectory("differential");
    var run = new LongRun(wish, NanoClock.system(), System.out, System.err, folder);
    System.exit(run.run() == 0 ? 0 : 1);
  }
}
