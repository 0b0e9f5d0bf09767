// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import static io.lateen.controlplane.pipeline.Objects.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.base.problem.Problems;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.testkit.time.VirtualExecutor;
import io.lateen.translate.ProxyResources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class PrewarmingTest {

  private final VirtualExecutor writer = new VirtualExecutor();
  private final List<String> translated = new ArrayList<>();
  private int settled;
  private Epoch epoch = new Epoch(0, MeshSnapshot.EMPTY, 0, Instant.EPOCH, 0, false);

  private final Prewarming prewarming =
      new Prewarming(
          (mesh, proxy) -> {
            translated.add(proxy.key().namespace());
            if (proxy.key().namespace().equals("broken")) {
              throw new IllegalStateException("a defect");
            }
            return new ProxyResources(Map.of(), Problems.NONE);
          },
          () -> epoch,
          writer,
          () -> settled++);

  private void publish(ConfigDelta delta) {
    var mesh = epoch.mesh().apply(delta);
    epoch = new Epoch(epoch.number() + 1, mesh, 0, Instant.EPOCH, 0, true);
    prewarming.epochPublished();
  }

  @Test
  void translatesOnceForEachNamespaceTheLargestFirst() {
    publish(
        ConfigDelta.upsert(pod("small", "a", "host1"))
            .then(ConfigDelta.upsert(pod("large", "b", "host1")))
            .then(ConfigDelta.upsert(pod("large", "c", "host1"))));
    writer.runAll();

    assertThat(translated).containsExactly("large", "small");
    assertThat(settled).isEqualTo(1);
  }

  @Test
  void translatesOnceForEachSidecarOfANamespace() {
    var sidecar =
        Objects.decode(
            "store",
            """
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: few, namespace: shop}
            spec:
              workloadSelector: {labels: {app: a}}
              egress: [{hosts: ["./*"]}]
            """);
    publish(
        ConfigDelta.upsert(sidecar)
            .then(ConfigDelta.upsert(pod("shop", "a", "host1")))
            .then(ConfigDelta.upsert(pod("shop", "b", "host1")))
            .then(ConfigDelta.upsert(pod("shop", "c", "host1"))));
    writer.runAll();

    assertThat(translated).containsExactly("shop", "shop");
  }

  @Test
  void aMeshWithoutWorkloadsIsSettledAtOnce() {
    publish(ConfigDelta.EMPTY);
    writer.runAll();

    assertThat(settled).isEqualTo(1);
  }

  @Test
  void whatElseWaitsIsDoneInBetween() {
    publish(
        ConfigDelta.upsert(pod("a", "a", "host1"))
            .then(ConfigDelta.upsert(pod("b", "b", "host1"))));
    writer.execute(() -> translated.add("an epoch"));
    writer.runAll();

    assertThat(translated).containsExactly("a", "an epoch", "b");
  }

  @Test
  void doesNotBeginBeforeAllSourcesHaveTold() {
    prewarming.epochPublished();
    writer.runAll();

    assertThat(translated).isEmpty();
    assertThat(settled).isZero();
  }

  @Test
  void beginsOnce() {
    publish(ConfigDelta.upsert(pod("a", "a", "host1")));
    publish(ConfigDelta.upsert(pod("b", "b", "host1")));
    writer.runAll();

    assertThat(translated).containsExactly("a");
  }

  @Test
  void aFailureIsNothingToTheOthers() {
    publish(
        ConfigDelta.upsert(pod("broken", "a", "host1"))
            .then(ConfigDelta.upsert(pod("fine", "b", "host1"))));
    writer.runAll();

    assertThat(translated).containsExactly("broken", "fine");
  }

  @Test
  void aWorkloadThatIsGoneIsLeftOut() {
    publish(
        ConfigDelta.upsert(pod("a", "a", "host1"))
            .then(ConfigDelta.upsert(pod("b", "b", "host1"))));
    publish(ConfigDelta.remove(pod("b", "b", "host1").key()));
    writer.runAll();

    assertThat(translated).containsExactly("a");
  }

  @Test
  void theNumberOfNamespacesIsBounded() {
    var all = ConfigDelta.EMPTY;
    for (int i = 0; i <= Prewarming.MAX_KINDS; i++) {
      all = all.then(ConfigDelta.upsert(pod("ns" + i, "a", "host1")));
    }
    publish(all);
    writer.runAll();

    assertThat(translated).hasSize(Prewarming.MAX_KINDS);
  }

  @Test
  void endsWithTheWriter() {
    var closed =
        new Prewarming(
            (mesh, proxy) -> new ProxyResources(Map.of(), Problems.NONE),
            () -> epoch,
            task -> {
              throw new RejectedExecutionException();
            },
            () -> {});
    publish(ConfigDelta.upsert(pod("a", "a", "host1")));

    closed.epochPublished();
  }
}
