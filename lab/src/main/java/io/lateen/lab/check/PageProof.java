// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import io.lateen.lab.traffic.HttpCall;
import io.lateen.lab.traffic.Load;
import java.io.IOException;

/** The application knows nothing of the mesh, and the mesh carries it. */
final class PageProof implements Proof {

  private static final long VIEWS = 100;

  @Override
  public String name() {
    return "the application works through the mesh";
  }

  @Override
  public String expectation() {
    return "100 of 100 pages are whole, with all three versions of reviews";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    var plan =
        new Load.Plan(
            Stage.address(stage.pod("productpage", "v1")),
            HttpCall.get("productpage:9080", "/productpage"),
            reply -> look(reply.body()),
            4,
            0,
            VIEWS,
            Stage.TIMEOUT);
    var report = Load.run(stage.machine(), plan, stage.waiting().ticks());
    boolean kept =
        report.failed() == 0
            && report.labelled("broken") == 0
            && report.labels().size() == 3
            && report.calls() == VIEWS;
    return Outcome.of(
        kept,
        "%d pages, %s, p50 %d ms, %d failed %s",
        report.calls(),
        report.labels(),
        report.latencies().percentile(0.5).toMillis(),
        report.failed(),
        report.failures());
  }

  private static String look(String page) {
    if (!page.contains("Book Details") || page.contains("unavailable")) {
      return "broken";
    }
    if (page.contains("class=\"red\"")) {
      return "red";
    }
    return page.contains("class=\"black\"") ? "black" : "none";
  }
}
