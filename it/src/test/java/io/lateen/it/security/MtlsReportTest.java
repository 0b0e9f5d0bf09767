// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import static io.lateen.it.security.TaskMesh.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.Eventually;
import io.lateen.it.machine.Outcome;
import io.lateen.lab.traffic.HttpCall;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lateen security mtls-report} on the way to STRICT. */
@ExtendWith(SharedTaskMesh.class)
class MtlsReportTest {

  private static final Duration REPORTED = Duration.ofSeconds(30);

  private final TaskMesh mesh;
  private final Instant begin = Instant.now();

  MtlsReportTest(TaskMesh mesh) {
    this.mesh = mesh;
  }

  @Test
  void whoSendsPlaintextIsNamedUntilNobodyCan() throws IOException, InterruptedException {
    var plan = mesh.plan();
    var call = HttpCall.get(plan.bar.host(), "/").with("X-Forwarded-For", "203.0.113.1");
    mesh.expect(
        status(200, plan.legacy, plan.bar.directly(TaskPlan.HTTP), call),
        status(200, plan.curl, plan.bar.at(TaskPlan.HTTP), call));
    var past = status(200, plan.legacy, plan.bar.directly(TaskPlan.HTTP), call);
    Eventually.within(
        REPORTED,
        () -> report().toString(),
        () -> past.call().call().equals("200") && !item(plan.legacy).isMissingNode());
    var seen = item(plan.legacy);
    assertThat(seen.path("kind").asString()).isEqualTo("NO_SIDECAR");
    assertThat(seen.path("advice").asString()).contains("has no sidecar");
    assertThat(item(plan.curl).isMissingNode()).as("who has a sidecar").isTrue();
    var words = run();
    assertThat(words.out())
        .contains("legacy/curl (" + plan.legacy.address() + ")", "PERMISSIVE", "8000");
    assertThat(run("--strict").exitCode()).isEqualTo(2);

    mesh.in(
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: bar}
        spec: {mtls: {mode: STRICT}}
        """);
    mesh.expect(
        status(TaskPod.NOTHING, plan.legacy, plan.bar.directly(TaskPlan.HTTP), call),
        status(200, plan.curl, plan.bar.at(TaskPlan.HTTP), call));
    assertThat(report().path("items")).isEmpty();
    var after = run("--strict");
    assertThat(after.exitCode()).as(after.toString()).isZero();
    assertThat(after.err()).contains("nobody has sent plaintext");
  }

  /** The entry of a caller at the server in {@code bar}, if it called since this test began. */
  private JsonNode item(TaskPod caller) throws IOException, InterruptedException {
    for (var item : report().path("items")) {
      for (var one : item.path("callers")) {
        if (one.path("address").asString("").equals(caller.address())
            && !Instant.parse(one.path("lastSeen").asString()).isBefore(begin)) {
          return one;
        }
      }
    }
    return JsonMapper.shared().missingNode();
  }

  private JsonNode report() throws IOException, InterruptedException {
    var outcome = run("-o", "json");
    TaskNode.ok(outcome);
    return JsonMapper.shared().readTree(outcome.out());
  }

  private Outcome run(String... more) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("security", "mtls-report", "-n", "bar"));
    words.addAll(List.of(more));
    return mesh.node().lateen().run(words.toArray(String[]::new));
  }
}
