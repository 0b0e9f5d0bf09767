// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.lab.LabException;
import io.lateen.lab.topology.AddressPlan;
import io.lateen.testkit.time.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubeletTest {

  /** Runs everything at once on the caller's thread. */
  private static final class Inline extends AbstractExecutorService {
    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final Set<String> healthy = new HashSet<>();
  private final List<List<String>> published = new ArrayList<>();
  private boolean reachable = true;
  private ClusterPlan plan = new ClusterPlan(List.of(), List.of(), List.of(), List.of());
  private Kubelet kubelet = kubelet();

  @BeforeEach
  void start() throws LabException {
    plan = Documents.plan(Documents.SHOP, 2);
    kubelet = kubelet();
    kubelet.start();
    scheduler.advance(Duration.ofMillis(10));
  }

  @Test
  void whatIsToldFirstHasNoReadyPod() {
    var documents = String.join("\n", plan.documents(new AddressPlan(10, 77)::host));

    assertThat(documents).contains("\"Namespace\"", "\"Pod\"", "\"Service\"", "10.78.0.11");
    assertThat(documents).doesNotContain("\"ready\":true", "\"status\":\"True\"");
  }

  @Test
  void publishesAPodAndItsServicesWhenItBecomesReady() {
    assertThat(published).hasSize(1);
    assertThat(published.getFirst()).hasSize(2).allMatch(text -> text.contains("EndpointSlice"));
    var pod = plan.pods().getFirst();
    healthy.add(pod.name());

    scheduler.advance(Duration.ofSeconds(1));

    assertThat(published).hasSize(2);
    assertThat(published.getLast())
        .satisfiesExactly(
            document -> assertThat(document).contains("\"Pod\"", pod.name(), "\"True\""),
            document -> assertThat(document).contains("\"EndpointSlice\"", "\"reviews\""));
    assertThat(kubelet.missing()).hasSize(3).doesNotContain("default/" + pod.name());
  }

  @Test
  void isDoneWhenAllAreReady() {
    plan.pods().forEach(pod -> healthy.add(pod.name()));

    scheduler.advance(Duration.ofSeconds(1));

    assertThat(kubelet.allPublished()).isTrue();
    assertThat(published).hasSize(2);
  }

  @Test
  void oneFailedProbeIsNotTheEnd() {
    plan.pods().forEach(pod -> healthy.add(pod.name()));
    scheduler.advance(Duration.ofSeconds(1));
    healthy.remove(plan.pods().getFirst().name());

    scheduler.advance(Duration.ofSeconds(2));
    assertThat(kubelet.allPublished()).isTrue();

    scheduler.advance(Duration.ofSeconds(2));
    assertThat(kubelet.missing()).containsExactly("default/" + plan.pods().getFirst().name());
    assertThat(published).hasSize(3);
  }

  @Test
  void triesAgainWhenTheControlPlaneIsAway() {
    reachable = false;
    plan.pods().forEach(pod -> healthy.add(pod.name()));
    scheduler.advance(Duration.ofSeconds(1));
    assertThat(kubelet.allPublished()).isFalse();

    reachable = true;
    scheduler.advance(Duration.ofSeconds(1));

    assertThat(kubelet.allPublished()).isTrue();
  }

  @Test
  void looksNoMoreWhenClosed() {
    kubelet.close();
    scheduler.advance(Duration.ofSeconds(1));
    plan.pods().forEach(pod -> healthy.add(pod.name()));

    scheduler.advance(Duration.ofSeconds(10));

    assertThat(published).hasSize(1);
  }

  private Kubelet kubelet() {
    return new Kubelet(
        plan,
        new AddressPlan(10, 77),
        pod -> healthy.contains(pod.name()),
        documents -> {
          if (reachable) {
            published.add(documents);
          }
          return reachable;
        },
        scheduler,
        new Inline());
  }
}
