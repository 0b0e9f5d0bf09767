// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.translate.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Rounds of random policies and requests, judged by Envoy and by the interpreter. */
public final class Differential {

  /** How many workloads there are in a round. */
  public static final int SUBJECTS = 80;

  /** Each with a caller of its own. */
  private static final int CONNECTIONS = 4;

  private static final int REQUESTS = 200;
  private static final int PLAIN_CONNECTIONS = 4;

  /** A run by hand shows so many differences of a round. */
  private static final int SHOWN = 3;

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private static final List<String> NORMALIZATIONS =
      List.of("DEFAULT", "BASE", "MERGE_SLASHES", "DECODE_AND_MERGE_SLASHES", "NONE");

  private final Judges judges;
  private final Tokens tokens;
  private final Subject.Maker maker;

  /**
   * Ready to run rounds.
   *
   * @param envoy the program
   * @param folder for its files
   */
  public Differential(Path envoy, Path folder) {
    this(
        new Judges(envoy, folder, Identities.of(Words.CALLERS)),
        new Tokens(),
        new Subject.Maker(new Translator(), UnaryOperator.identity()));
  }

  private Differential(Judges judges, Tokens tokens, Subject.Maker maker) {
    this.judges = judges;
    this.tokens = tokens;
    this.maker = maker;
  }

  /**
   * The same with a translation that makes mistakes.
   *
   * @param mistake what becomes of each listener that is translated
   */
  public Differential with(UnaryOperator<Listener> mistake) {
    return new Differential(judges, tokens, new Subject.Maker(new Translator(), mistake));
  }

  /**
   * Handshakes are what a round costs, and native code makes them several times cheaper. Counts for
   * the whole process until {@link #stopNativeCryptography}.
   */
  public static void startNativeCryptography() {
    Security.insertProviderAt(AmazonCorrettoCryptoProvider.INSTANCE, 1);
  }

  /** Leaves the process as it was. */
  public static void stopNativeCryptography() {
    Security.removeProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
  }

  /** One Envoy with many subjects. The same seed makes the same policies and requests. */
  public Round round(long seed) throws IOException, InterruptedException {
    return round(seed, SUBJECTS);
  }

  /** The first subjects of a round. */
  public Round round(long seed, int subjects) throws IOException, InterruptedException {
    var all = new ArrayList<Judges.Asked>();
    for (int i = 0; i < subjects; i++) {
      all.add(asked(seed, i));
    }
    return judges.compare(seed, all);
  }

  /** The pairs of one subject of a round. */
  public Round subject(long seed, int number) throws IOException, InterruptedException {
    return judges.compare(seed, List.of(asked(seed, number)));
  }

  /**
   * The first differences of the round, of other subjects each, with as little as they need.
   *
   * @param most how many
   */
  public List<Difference> shrunk(Round round, int most) throws IOException, InterruptedException {
    var firsts = new TreeMap<Integer, Difference>();
    round.differences().forEach(found -> firsts.putIfAbsent(found.number(), found));
    var all = new ArrayList<Difference>();
    for (var first : firsts.values()) {
      if (all.size() < most) {
        all.add(new Shrinking(judges, maker).of(first));
      }
    }
    return all;
  }

  private Judges.Asked asked(long seed, int number) {
    var random = random(seed * SUBJECTS + number);
    var documents = new RandomPolicies(random, tokens.keySets()).documents();
    var normalization = NORMALIZATIONS.get(random.nextInt(NORMALIZATIONS.size()));
    var requests = new RandomRequests(random, tokens.all());
    var sequences = new ArrayList<RandomRequests.Sequence>();
    for (int i = 0; i < CONNECTIONS; i++) {
      sequences.add(requests.http(REQUESTS));
    }
    for (int i = 0; i < PLAIN_CONNECTIONS; i++) {
      sequences.add(requests.tcp());
    }
    return new Judges.Asked(number, maker.make(documents, normalization), sequences);
  }

  /** Seeds that lie side by side begin alike in {@link Random}, so they are scattered first. */
  private static Random random(long seed) {
    long mixed = (seed ^ (seed >>> 32)) * GOLDEN_GAMMA;
    return new Random(mixed ^ (mixed >>> 29));
  }

  /**
   * Runs rounds: {@code ENVOY FIRST_SEED ROUNDS [SUBJECT]}; prints what they found, each difference
   * as small as it can be.
   */
  public static void main(String[] arguments) throws Exception {
    startNativeCryptography();
    var differential =
        new Differential(Path.of(arguments[0]), Files.createTempDirectory("differential"));
    long first = Long.parseLong(arguments[1]);
    var all = Round.NOTHING;
    for (long seed = first; seed < first + Long.parseLong(arguments[2]); seed++) {
      var round =
          arguments.length > 3
              ? differential.subject(seed, Integer.parseInt(arguments[3]))
              : differential.round(seed);
      for (var difference : differential.shrunk(round, SHOWN)) {
        System.out.println(difference.text());
      }
      all = all.and(round);
      System.out.printf(
          "seed %d: %d pairs, %d allowed, %d invalid, %d differences%n",
          seed, all.pairs(), all.allowed(), all.invalid(), all.differences().size());
    }
  }
}
