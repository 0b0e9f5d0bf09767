// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.DemoRun;
import io.lateen.it.machine.Eventually;
import io.lateen.it.machine.SharedDemo;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a ServicePolicy promises, met by real calls in a running mesh. */
@ExtendWith(SharedDemo.class)
class ServicePolicyTest {

  private static final Duration NOTICED = Duration.ofSeconds(30);
  private static final int CALLS = 12;
  private static final Pattern POD = Pattern.compile("\"podname\": *\"([^\"]+)\"");
  private static final Pattern COOKIE = Pattern.compile("(?i)set-cookie: (it-session=[^;\\s]+)");

  private final DemoRun demo;

  ServicePolicyTest(DemoRun demo) {
    this.demo = demo;
  }

  @Test
  void moreCallsThanTheLimitAreAnswered429() throws IOException, InterruptedException {
    with(
        """
        apiVersion: lateen.io/v1
        kind: ServicePolicy
        metadata: {name: it-limit}
        spec:
          hosts: [details]
          rateLimit: {requests: 3, per: 1h}
        """,
        () -> {
          var counted = new ArrayList<String>();
          Eventually.within(NOTICED, counted::toString, () -> areRefused(counted));
          assertThat(counted).as("answers that were let in").hasSize(3);
          assertThat(call("ratings", "")).contains("200 OK");
        });
    Eventually.within(
        NOTICED, () -> call("details", ""), () -> call("details", "").contains("200 OK"));
  }

  /**
   * Whether only refusals come. Connections from before the policy are served without it until
   * Envoy has drained them, 5 s: their answers carry no count and say nothing.
   */
  private boolean areRefused(List<String> letIn) throws IOException, InterruptedException {
    for (int i = 0; i < CALLS; i++) {
      var answer = call("details", "");
      if (answer.contains("x-ratelimit-limit: 3") && answer.contains("200 OK")) {
        letIn.add(answer);
      }
      if (!answer.contains(" 429 ")) {
        return false;
      }
    }
    return true;
  }

  @Test
  void aSessionStaysWithItsEndpoint() throws IOException, InterruptedException {
    with(
        """
        apiVersion: lateen.io/v1
        kind: ServicePolicy
        metadata: {name: it-session}
        spec:
          hosts: [reviews]
          sessionPersistence: {cookie: {name: it-session, path: /, ttl: 60s}}
        """,
        () -> {
          Eventually.within(
              NOTICED, () -> call("reviews", ""), () -> COOKIE.matcher(call("reviews", "")).find());
          var cookie = COOKIE.matcher(call("reviews", ""));
          assertThat(cookie.find()).isTrue();
          assertThat(pods("cookie: " + cookie.group(1))).hasSize(1);
          assertThat(pods("")).hasSizeGreaterThan(1);
        });
  }

  @Test
  void routesWithoutATimeoutHaveThatOfTheService() throws IOException, InterruptedException {
    with(
        """
        apiVersion: lateen.io/v1
        kind: ServicePolicy
        metadata: {name: it-timeout}
        spec:
          hosts: [reviews]
          http: {timeout: 0.5s}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: it-timeout}
        spec:
          hosts: [ratings]
          http:
          - fault: {delay: {percentage: {value: 100}, fixedDelay: 2s}}
            route: [{destination: {host: ratings}}]
        """,
        () ->
            Eventually.within(
                NOTICED,
                () -> call("reviews", ""),
                () -> call("reviews", "").contains("504 Gateway Timeout")));
    Eventually.within(
        NOTICED, () -> call("reviews", ""), () -> statuses().equals(Set.of("HTTP/1.1 200 OK")));
  }

  /** Calls while the objects are in force. */
  private interface Calls {
    void make() throws IOException, InterruptedException;
  }

  private void with(String objects, Calls calls) throws IOException, InterruptedException {
    var file = demo.see("config/it-service-policy.yaml");
    try {
      Files.writeString(file, objects);
      calls.make();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Set<String> pods(String header) throws IOException, InterruptedException {
    var pods = new HashSet<String>();
    for (int i = 0; i < CALLS; i++) {
      var answer = call("reviews", header);
      var pod = POD.matcher(answer);
      assertThat(pod.find()).as(answer).isTrue();
      pods.add(pod.group(1));
    }
    return pods;
  }

  private Set<String> statuses() throws IOException, InterruptedException {
    var seen = new HashSet<String>();
    for (int i = 0; i < CALLS; i++) {
      seen.addAll(List.of(call("reviews", "").lines().findFirst().orElse("")));
    }
    return seen;
  }

  private String call(String service, String header) throws IOException, InterruptedException {
    return demo.get(demo.pod("productpage"), service, 9080, "/" + service + "/0", header);
  }
}
