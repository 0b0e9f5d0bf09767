// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.agent.relay.Judge.Refused;
import io.lateen.agent.telemetry.Counters;
import io.lateen.agent.workload.AssignedWorkload;
import io.lateen.agent.workload.ProxyStart;
import io.lateen.proto.node.v1.Finding;
import io.lateen.proto.node.v1.Verdict;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrialsTest {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final Counters counters = new Counters();
  private final List<Verdict> verdicts = new ArrayList<>();
  private boolean broken;
  private int held;

  private final Trials trials =
      new Trials(
          (course, workload) -> {
            held++;
            if (broken) {
              throw new IOException("no twin");
            }
            new FakeTwin(course, name -> name.startsWith("bad")).talk();
          },
          tasks::add,
          counters);

  private static AssignedWorkload workload(String name, Map<String, String> runtime) {
    var none = ProxyStart.DEFAULT;
    var start =
        new ProxyStart(
            none.concurrency(),
            0,
            List.of(),
            List.of(),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(runtime),
            "",
            none.limits());
    return new AssignedWorkload(
        name,
        "default",
        name,
        "sa",
        List.of("10.0.0.1"),
        new TreeMap<>(),
        new TreeMap<>(),
        AssignedWorkload.Role.SIDECAR,
        start);
  }

  private static Refused refused(String typeUrl, String... names) {
    return new Refused(
        typeUrl,
        Stream.of(names)
            .map(
                name ->
                    Resource.newBuilder()
                        .setName(name)
                        .setVersion("v-" + name)
                        .setResource(Any.newBuilder().setValue(ByteString.copyFromUtf8("bytes")))
                        .build())
            .toList(),
        Set.of());
  }

  private void ask(AssignedWorkload workload, String... names) {
    trials.of(workload).judge(refused(Trialable.ROUTE.typeUrl(), names), verdicts::add);
  }

  private void work() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private List<String> guilty(int verdict) {
    return verdicts.get(verdict).getFindingsList().stream()
        .filter(Finding::getRefused)
        .map(Finding::getName)
        .toList();
  }

  /** Whatever a thousand Envoys refuse for one reason, it is tried once. */
  @Test
  void theSameRefusalByManyCostsOneTrial() {
    for (int i = 0; i < 30; i++) {
      ask(workload("w" + i, Map.of()), "a", "bad", "c");
    }
    work();
    assertEquals(1, held);
    assertEquals(30, verdicts.size());
    for (int i = 0; i < 30; i++) {
      assertEquals(List.of("bad"), guilty(i));
      assertEquals(3, verdicts.get(i).getFindingsCount());
    }
  }

  @Test
  void onlyWhatIsNewIsTried() {
    ask(workload("w", Map.of()), "a", "bad");
    work();
    ask(workload("w", Map.of()), "a", "worse", "bad2");
    work();
    assertEquals(2, held);
    assertEquals(List.of("bad2"), guilty(1));
    assertEquals(3, verdicts.get(1).getFindingsCount());
  }

  /** What Envoy takes depends on how it was started. */
  @Test
  void otherRuntimeSettingsAreTriedForThemselves() {
    ask(workload("w", Map.of()), "a", "bad");
    ask(workload("x", Map.of("k", "v")), "a", "bad");
    work();
    assertEquals(2, held);
  }

  @Test
  void secretsAreNeverTried() {
    var secrets = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";
    trials.of(workload("w", Map.of())).judge(refused(secrets, "a", "b"), verdicts::add);
    work();
    assertEquals(0, held);
    assertEquals(List.of(), verdicts);
  }

  @Test
  void whatWaitsIsBounded() {
    for (int i = 0; i < TrialLimits.MAX_WAITING + 5; i++) {
      ask(workload("w", Map.of()), "a" + i, "bad" + i);
    }
    work();
    assertEquals(TrialLimits.MAX_WAITING, verdicts.size());
    assertEquals(5, counters.value(Counters.TRIALS_FAILED));
  }

  @Test
  void bytesThatWaitAreBounded() {
    var large = ByteString.copyFrom(new byte[(int) TrialLimits.MAX_WAITING_BYTES / 2]);
    for (int i = 0; i < 3; i++) {
      var resources =
          Stream.of("a" + i, "bad" + i)
              .map(
                  name ->
                      Resource.newBuilder()
                          .setName(name)
                          .setVersion(name)
                          .setResource(
                              Any.newBuilder()
                                  .setValue(name.startsWith("a") ? large : ByteString.EMPTY))
                          .build())
              .toList();
      trials
          .of(workload("w", Map.of()))
          .judge(new Refused(Trialable.ROUTE.typeUrl(), resources, Set.of()), verdicts::add);
    }
    work();
    assertEquals(1, held);
    assertEquals(2, counters.value(Counters.TRIALS_FAILED));
  }

  @Test
  void withoutATwinNobodyIsJudged() {
    broken = true;
    ask(workload("w", Map.of()), "a", "bad");
    work();
    assertEquals(List.of(), verdicts);
    broken = false;
    ask(workload("w", Map.of()), "a", "bad");
    work();
    assertEquals(List.of("bad"), guilty(0));
  }

  @Test
  void nothingIsTriedAfterTheEnd() {
    ask(workload("w", Map.of()), "a", "bad");
    trials.close();
    work();
    ask(workload("w", Map.of()), "a", "bad");
    work();
    assertEquals(0, held);
  }
}
