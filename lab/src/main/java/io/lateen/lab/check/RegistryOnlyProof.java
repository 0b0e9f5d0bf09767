// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;

/** Only what is registered may be called. */
final class RegistryOnlyProof implements Proof {

  @Override
  public String name() {
    return "REGISTRY_ONLY keeps calls in";
  }

  @Override
  public String expectation() {
    return "the unregistered host is refused (502 or closed) and nothing arrives, services still"
        + " answer; registered by a ServiceEntry it gives 200";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("sidecar-registry-only.yaml");
    var refused = Egress.call(stage);
    var inside = stage.calls(stage.pod("productpage", "v1"), "reviews", Stage.book("reviews"), 20);
    stage.apply("service-entry-outside.yaml");
    var registered = Egress.call(stage);
    boolean kept = refused.refused() && inside.failed() == 0 && registered.succeeded();
    return Outcome.of(
        kept,
        "unregistered: %s; services: %d failed; registered: %s",
        refused,
        inside.failed(),
        registered);
  }
}
