// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import io.lateen.mesh.access.AccessDecision;
import io.lateen.mesh.access.AccessRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A real Envoy and the interpreter, asked the same.
 *
 * @param envoy the program
 * @param folder for its files
 */
record Judges(Path envoy, Path folder, Identities identities) {

  /** A caller waits most of the time: for Envoy's answers, or for it to close a connection. */
  private static final int CALLERS = 6;

  /** Envoy's answer to requests that it does not even understand; no rule is asked. */
  private static final int BAD_REQUEST = 400;

  /**
   * A subject and what is sent to it.
   *
   * @param number of the subject in the round
   */
  record Asked(int number, Subject subject, List<RandomRequests.Sequence> sequences) {

    Asked {
      sequences = List.copyOf(sequences);
    }
  }

  /** Puts all subjects into one Envoy and asks. */
  Round compare(long seed, List<Asked> all) throws IOException, InterruptedException {
    int port = JudgingEnvoy.freePort();
    var subjects = all.stream().map(Asked::subject).toList();
    var bootstrap = new Stage(identities, port, Optional.empty()).bootstrap(subjects);
    var caller = new Caller(identities, port);
    var last = Stage.address(all.size() - 1);
    try (var _ = JudgingEnvoy.start(envoy, folder, bootstrap, port, last);
        var pool = Executors.newFixedThreadPool(CALLERS)) {
      var results = new ArrayList<Future<Round>>();
      for (int i = 0; i < all.size(); i++) {
        var asked = all.get(i);
        var address = Stage.address(i);
        results.add(pool.submit(() -> one(seed, asked, address, caller)));
      }
      var together = Round.NOTHING;
      for (var result : results) {
        together = together.and(result.get());
      }
      return together;
    } catch (ExecutionException e) {
      throw new IOException("seed " + seed, e.getCause());
    }
  }

  private static Round one(long seed, Asked asked, String address, Caller caller) {
    long pairs = 0;
    long allowed = 0;
    long invalid = 0;
    var differences = new ArrayList<Difference>();
    for (var sequence : asked.sequences()) {
      var answers = caller.answers(address, sequence);
      var requests = sequence.asked();
      for (int i = 0; i < answers.size(); i++) {
        int answer = answers.get(i);
        if (answer == BAD_REQUEST) {
          invalid++;
          continue;
        }
        pairs++;
        allowed += answer == Caller.ECHOED ? 1 : 0;
        var decision = asked.subject().rules().decide(requests.get(i));
        int expected = status(decision, requests.get(i));
        if (answer != expected) {
          var question = asked.subject().question(sequence.only(i));
          differences.add(
              new Difference(seed, asked.number(), question, answer, expected, decision.why()));
        }
      }
    }
    return new Round(pairs, allowed, invalid, differences);
  }

  /** The provider that may be asked cannot be reached, and refuses. */
  private static int status(AccessDecision decision, AccessRequest request) {
    var outcome = decision.asks().isPresent() ? AccessDecision.Outcome.DENIED : decision.outcome();
    return switch (outcome) {
      case ALLOWED -> Caller.ECHOED;
      case DENIED -> request.http().isPresent() ? 403 : Caller.NONE;
      case UNAUTHENTICATED -> 401;
      case DISCONNECTED -> Caller.NONE;
    };
  }
}
