// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import io.lateen.lab.traffic.HttpCall;
import io.lateen.lab.traffic.HttpConnection;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A call from a pod to the server that no mesh knows.
 *
 * @param answer status, or why there was none
 * @param arrived requests that reached the server
 */
record Egress(String answer, long arrived) {

  static final String HOST = "outside.lateen.test";

  static Egress call(Stage stage) throws IOException, InterruptedException {
    var target = new InetSocketAddress(stage.network().addresses().outside(), 80);
    var call = HttpCall.get(HOST, "/hello");
    long before = stage.arrivedOutside("hello");
    String answer;
    try {
      var reply =
          stage
              .in(stage.pod("productpage", "v1"))
              .call(() -> HttpConnection.once(target, call, Stage.TIMEOUT));
      answer = String.valueOf(reply.status());
    } catch (IOException e) {
      answer = String.valueOf(e.getMessage());
    }
    return new Egress(answer, stage.arrivedOutside("hello") - before);
  }

  boolean succeeded() {
    return answer.equals("200") && arrived == 1;
  }

  /** Envoy answers 502 itself where it speaks HTTP, and closes the connection elsewhere. */
  boolean refused() {
    return arrived == 0 && (answer.equals("502") || !answer.matches("[0-9]+"));
  }

  @Override
  public String toString() {
    return answer + ", " + arrived + " arrived";
  }
}
