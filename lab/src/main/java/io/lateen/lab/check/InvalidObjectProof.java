// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import io.lateen.base.problem.Problem;
import io.lateen.client.DocumentSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An object with an error, once through the API and once as a file in the watched folder. */
final class InvalidObjectProof implements Proof {

  private static final String FILE = "reviews-broken.yaml";

  /** Line of the pattern in {@link #BROKEN}. */
  private static final int LINE = 12;

  private static final String BROKEN =
      """
      # All to v3, if it were valid.
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata:
        name: reviews
      spec:
        hosts:
        - reviews
        http:
        - match:
          - uri:
              regex: "^/rev(iews"
          route:
          - destination:
              host: reviews
              subset: v3
      """;

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofMillis(50);

  @Override
  public String name() {
    return "an invalid object changes nothing";
  }

  @Override
  public String expectation() {
    return "it is reported with "
        + FILE
        + ":"
        + LINE
        + " and the reason, and 100 of 100 calls"
        + " still go to v1";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("destination-rule-all.yaml", "virtual-service-all-v1.yaml");
    var report = stage.configuration().tryPut(List.of(new DocumentSource(FILE, BROKEN)));
    var told = report.problems().stream().filter(InvalidObjectProof::isRight).findFirst();
    var file = stage.watched().resolve(FILE);
    try {
      Files.writeString(file, BROKEN);
      boolean listed = awaitListed(stage, file);
      var calls =
          stage.calls(stage.pod("productpage", "v1"), "reviews", Stage.book("reviews"), 100);
      boolean kept =
          !report.accepted() && told.isPresent() && listed && calls.labelled("v1") == 100;
      return Outcome.of(
          kept,
          "apply: %s; watched folder: %s; calls by %s",
          told.map(Problem::render).map(text -> text.replaceAll("\\s+", " ")).orElse("not told"),
          listed ? "reported" : "not reported",
          calls.labels());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static boolean isRight(Problem problem) {
    return problem.location().source().endsWith(FILE)
        && problem.location().line() == LINE
        && !problem.message().isBlank();
  }

  private static boolean awaitListed(Stage stage, Path file)
      throws IOException, InterruptedException {
    long start = stage.waiting().ticks().nanos();
    while (!isListed(stage, file)) {
      if (stage.waiting().since(start).compareTo(LIMIT) > 0) {
        return false;
      }
      stage.waiting().pause(LOOK);
    }
    return true;
  }

  private static boolean isListed(Stage stage, Path file) throws IOException, InterruptedException {
    var problems = stage.configuration().read("/lateen/v1/problems").path("items");
    for (var problem : problems) {
      if (problem.path("source").asString("").endsWith(String.valueOf(file.getFileName()))
          && problem.path("line").asInt(0) == LINE
          && !problem.path("message").asString("").isBlank()) {
        return true;
      }
    }
    return false;
  }
}
