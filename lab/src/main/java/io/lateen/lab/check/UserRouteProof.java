// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import io.lateen.lab.traffic.HttpCall;
import io.lateen.lab.traffic.HttpConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.TreeMap;

/** Routing by a header that the application sets for a user who has logged in. */
final class UserRouteProof implements Proof {

  private static final int VIEWS = 30;

  @Override
  public String name() {
    return "route by end-user: jason";
  }

  @Override
  public String expectation() {
    return "30 of 30 pages of jason show black stars (v2), 30 of 30 of anyone else none (v1)";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("virtual-service-all-v1.yaml", "destination-rule-all.yaml");
    stage.apply("virtual-service-reviews-test-v2.yaml");
    var page = HttpCall.get("productpage:9080", "/productpage");
    var target = Stage.address(stage.pod("productpage", "v1"));
    var login = HttpCall.get("productpage:9080", "/login?username=jason");
    var reply = stage.machine().call(() -> HttpConnection.once(target, login, Stage.TIMEOUT));
    var cookie = reply.header("set-cookie").orElse("").split(";", 2)[0];
    var seen = new TreeMap<String, Integer>();
    for (int i = 0; i < VIEWS; i++) {
      seen.merge("jason: " + view(stage, target, page.with("Cookie", cookie)), 1, Integer::sum);
      seen.merge("others: " + view(stage, target, page), 1, Integer::sum);
    }
    boolean kept =
        seen.size() == 2
            && seen.getOrDefault("jason: v2", 0) == VIEWS
            && seen.getOrDefault("others: v1", 0) == VIEWS;
    return Outcome.of(kept, "%s", seen);
  }

  /** The version of reviews that a page shows. */
  private static String view(Stage stage, InetSocketAddress target, HttpCall call)
      throws IOException, InterruptedException {
    var page = stage.machine().call(() -> HttpConnection.once(target, call, Stage.TIMEOUT)).body();
    if (page.contains("unavailable") || !page.contains("Book Reviews")) {
      return "broken";
    }
    if (page.contains("class=\"red\"")) {
      return "v3";
    }
    return page.contains("class=\"black\"") ? "v2" : "v1";
  }
}
