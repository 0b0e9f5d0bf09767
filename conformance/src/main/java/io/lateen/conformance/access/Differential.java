// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import io.lateen.mesh.access.AccessDecision;
import io.lateen.mesh.access.AccessRequest;
import io.lateen.translate.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Rounds of random policies and requests, judged by Envoy and by the interpreter. */
public final class Differential {

  private static final int SUBJECTS = 80;
  private static final int CONNECTIONS = 5;
  private static final int REQUESTS = 60;
  private static final int PLAIN_CONNECTIONS = 14;
  private static final int CALLERS = 4;

  /** Envoy's answer to requests that it does not even understand; no rule is asked. */
  private static final int BAD_REQUEST = 400;

  private static final List<String> NORMALIZATIONS =
      List.of("DEFAULT", "BASE", "MERGE_SLASHES", "DECODE_AND_MERGE_SLASHES", "NONE");

  private final Path envoy;
  private final Path folder;
  private final Identities identities = Identities.of(Words.CALLERS);
  private final Tokens tokens = new Tokens();
  private final Translator translator = new Translator();

  /**
   * Ready to run rounds.
   *
   * @param envoy the program
   * @param folder for its files
   */
  public Differential(Path envoy, Path folder) {
    this.envoy = envoy;
    this.folder = folder;
  }

  /**
   * What a round has found.
   *
   * @param pairs how many pairs of policies and request were judged by both
   * @param allowed how many of them passed
   * @param invalid requests that Envoy did not understand, beside the pairs
   * @param differences in words, for people
   */
  public record Round(long pairs, long allowed, long invalid, List<String> differences) {

    public Round {
      differences = List.copyOf(differences);
    }

    /** Both together. */
    public Round and(Round other) {
      var all = new ArrayList<>(differences);
      all.addAll(other.differences);
      return new Round(pairs + other.pairs, allowed + other.allowed, invalid + other.invalid, all);
    }
  }

  /** Nothing yet. */
  public static final Round NOTHING = new Round(0, 0, 0, List.of());

  /** One Envoy with many subjects. The same seed makes the same policies and requests. */
  public Round round(long seed) throws IOException, InterruptedException {
    var subjects = new ArrayList<Subject>();
    for (int i = 0; i < SUBJECTS; i++) {
      var random = new Random(seed * SUBJECTS + i);
      var documents = new RandomPolicies(random, tokens.keySets()).documents();
      var normalization = NORMALIZATIONS.get(random.nextInt(NORMALIZATIONS.size()));
      subjects.add(Subject.of(documents, normalization, translator));
    }
    int port = JudgingEnvoy.freePort();
    var bootstrap = new Stage(identities, port).bootstrap(subjects);
    var caller = new Caller(identities, port);
    try (var running =
            JudgingEnvoy.start(envoy, folder, bootstrap, port, Stage.address(SUBJECTS - 1));
        var pool = Executors.newFixedThreadPool(CALLERS)) {
      var results = new ArrayList<Future<Round>>();
      for (int i = 0; i < SUBJECTS; i++) {
        int number = i;
        results.add(pool.submit(() -> subject(seed, number, subjects.get(number), caller)));
      }
      var all = NOTHING;
      for (var result : results) {
        all = all.and(result.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IOException("seed " + seed, e.getCause());
    }
  }

  private Round subject(long seed, int number, Subject subject, Caller caller) {
    var requests = new RandomRequests(new Random(~(seed * SUBJECTS + number)), tokens.all());
    var sequences = new ArrayList<RandomRequests.Sequence>();
    for (int i = 0; i < CONNECTIONS; i++) {
      sequences.add(requests.http(REQUESTS));
    }
    for (int i = 0; i < PLAIN_CONNECTIONS; i++) {
      sequences.add(requests.tcp());
    }
    var all = NOTHING;
    for (var sequence : sequences) {
      var answers = caller.answers(Stage.address(number), sequence);
      var asked = sequence.asked();
      for (int i = 0; i < asked.size(); i++) {
        var where = "seed " + seed + ", subject " + number;
        all = all.and(compare(where, subject, asked.get(i), answers.get(i)));
      }
    }
    return all;
  }

  private static Round compare(String where, Subject subject, AccessRequest asked, int answer) {
    var decision = subject.rules().decide(asked);
    if (answer == BAD_REQUEST) {
      return new Round(0, 0, 1, List.of());
    }
    int expected = status(decision, asked.http().isPresent());
    return new Round(
        1,
        answer == Caller.ECHOED ? 1 : 0,
        0,
        answer == expected
            ? List.of()
            : List.of(
                "%s: Envoy says %d, the interpreter %d (%s)%n  %s%n  %s%n  %s"
                    .formatted(
                        where,
                        answer,
                        expected,
                        decision.why(),
                        asked,
                        String.join("\n  ", subject.documents()),
                        subject.rules().paths())));
  }

  /** The provider that may be asked cannot be reached, and refuses. */
  private static int status(AccessDecision decision, boolean http) {
    var outcome = decision.asks().isPresent() ? AccessDecision.Outcome.DENIED : decision.outcome();
    return switch (outcome) {
      case ALLOWED -> Caller.ECHOED;
      case DENIED -> http ? 403 : Caller.NONE;
      case UNAUTHENTICATED -> 401;
      case DISCONNECTED -> Caller.NONE;
    };
  }

  /** Runs rounds: {@code ENVOY FOLDER FIRST_SEED ROUNDS}; prints what they found. */
  public static void main(String[] arguments) throws Exception {
    var differential = new Differential(Path.of(arguments[0]), Path.of(arguments[1]));
    long first = Long.parseLong(arguments[2]);
    var all = NOTHING;
    for (long seed = first; seed < first + Long.parseLong(arguments[3]); seed++) {
      var round = differential.round(seed);
      round.differences().forEach(System.out::println);
      all = all.and(round);
      System.out.printf(
          "seed %d: %d pairs, %d allowed, %d invalid, %d differences%n",
          seed, all.pairs(), all.allowed(), all.invalid(), all.differences().size());
    }
  }
}
