// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;

/** Istio's default for hosts that nobody registered. */
final class AllowAnyProof implements Proof {

  @Override
  public String name() {
    return "ALLOW_ANY lets calls out";
  }

  @Override
  public String expectation() {
    return "an unregistered external host gives 200 and the request arrived there";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    var call = Egress.call(stage);
    return Outcome.of(call.succeeded(), "%s", call);
  }
}
