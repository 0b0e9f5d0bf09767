// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import static io.lateen.controlplane.pipeline.Objects.pod;
import static io.lateen.controlplane.pipeline.Objects.service;
import static io.lateen.controlplane.pipeline.Objects.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.base.problem.Problems;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.testkit.time.VirtualClock;
import io.lateen.testkit.time.VirtualExecutor;
import io.lateen.testkit.time.VirtualScheduler;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.translate.ProxyResources;
import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.TypeUrls;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom an epoch is told to. */
class NewsTest {

  private final VirtualClock clock = new VirtualClock();
  private final VirtualScheduler scheduler = new VirtualScheduler(clock);
  private final VirtualExecutor writer = new VirtualExecutor();
  private final Map<String, ProxyResources> made = new HashMap<>();
  private final Map<String, List<ResourceView>> views = new HashMap<>();
  private final Map<Long, List<String>> concerned = new TreeMap<>();
  private boolean sealed;
  private Pipeline pipeline;

  /** A service is a cluster of the one proxy whose name it begins with. */
  private ProxyResources translate(MeshSnapshot mesh, Workload proxy) {
    var name = proxy.key().name();
    var clusters = new TreeMap<String, EncodedResource>();
    for (var service : mesh.services().all()) {
      var host = service.key().hostname();
      if (host.startsWith(name)) {
        var content = ByteString.copyFromUtf8(host + service.ports());
        clusters.put(host, EncodedResource.of(host, content, Provenance.BUILT_IN));
      }
    }
    var fresh = new ProxyResources(Map.of(TypeUrls.CLUSTER, clusters), Problems.NONE);
    return made.merge(name, fresh, (old, now) -> old.equals(now) ? old : now);
  }

  /** What is sealed cannot be sent. */
  private Optional<ByteString> open(String type, EncodedResource resource) {
    return sealed ? Optional.empty() : Optional.of(resource.bytes());
  }

  @BeforeEach
  void begin() {
    pipeline =
        new Pipeline(
            this::translate,
            new ProblemBoard(),
            (mesh, node) -> mesh.workloads().byUid(node.id()),
            new Pipeline.Seams(writer, scheduler, clock, clock, this::open),
            new PipelineObserver() {
              @Override
              public void epochPublished(long number, long costNanos, int proxies) {
                assertThat(proxies)
                    .isGreaterThanOrEqualTo(concerned.getOrDefault(number, List.of()).size());
              }

              @Override
              public void epochFailed() {
                throw new AssertionError("an epoch failed");
              }
            },
            EnumSet.of(Layer.STORE));
    pipeline.onNews(
        (epoch, proxies) -> {
          assertThat(epoch).isGreaterThanOrEqualTo(pipeline.epoch().number());
          concerned.put(epoch, List.copyOf(proxies));
        });
    submit(1, pod("a", "host1"), pod("b", "host1"));
    register("uid-a", 0);
    register("uid-b", 0);
  }

  private void submit(long revision, ConfigObject<?>... objects) {
    for (var object : objects) {
      pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(object), revision));
    }
    writer.runAll();
  }

  private void register(String uid, long seenRevision) {
    var seen = Value.newBuilder().setStringValue(Long.toString(seenRevision)).build();
    var metadata = Struct.newBuilder().putFields(ProxyNode.SEEN_REVISION, seen).build();
    var peer = new PeerIdentity("spiffe://x/y");
    var own = views.computeIfAbsent(uid, _ -> new ArrayList<>());
    pipeline.register(new ProxyNode(uid, "", "", metadata, Set.of(), peer), own::add);
    writer.runAll();
  }

  private List<ResourceView> heard(String uid) {
    return views.getOrDefault(uid, List.of());
  }

  private List<Long> epochs(String uid) {
    return heard(uid).stream().map(ResourceView::epoch).toList();
  }

  @Test
  void onlyThoseHearOfAnEpochToWhomItSaysSomethingNew() {
    submit(2, service("a-1"));
    submit(3, service("b-1"));
    submit(4, service("c-1"));
    assertThat(epochs("uid-a")).containsExactly(1L, 2L);
    assertThat(epochs("uid-b")).containsExactly(1L, 3L);
    assertThat(concerned)
        .containsEntry(2L, List.of("uid-a"))
        .containsEntry(3L, List.of("uid-b"))
        .containsEntry(4L, List.of());
    assertThat(pipeline.epoch().number()).isEqualTo(4);
  }

  @Test
  void whatOneHasOthersFindWhoComeAfterEpochsThatDidNotConcernIt() {
    submit(2, service("a-1"));
    submit(3, service("c-1"));
    register("uid-a", 0);
    var had = heard("uid-a").get(1).resources(TypeUrls.CLUSTER);
    assertThat(heard("uid-a").getLast().resources(TypeUrls.CLUSTER)).isSameAs(had);
    assertThat(epochs("uid-a")).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aProxyWithoutTranslationIsWaitedForUntilItIsTold() {
    register("uid-c", 0);
    submit(2, service("a-1"));
    assertThat(concerned.get(2L)).containsExactlyInAnyOrder("uid-a", "uid-c");
    submit(3, pod("c", "host1"));
    assertThat(concerned.get(3L)).containsExactly("uid-c");
    assertThat(epochs("uid-c")).containsExactly(3L);
  }

  @Test
  void aProxyThatFailedAndComesToWhatItHasIsTold() {
    var registered = pod("b", "host1");
    pipeline.submit(update(Layer.STORE, Objects.removal(registered.key()), 2));
    writer.runAll();
    assertThat(concerned.get(2L)).containsExactly("uid-b");
    submit(3, registered);
    assertThat(epochs("uid-b")).containsExactly(1L, 3L);
  }

  @Test
  void whatCouldNotBeOpenedIsTriedAgainWithEachEpoch() {
    sealed = true;
    submit(2, service("a-1"));
    assertThat(heard("uid-a").getLast().resources(TypeUrls.CLUSTER)).isEmpty();
    sealed = false;
    submit(3, service("c-1"));
    assertThat(heard("uid-a").getLast().resources(TypeUrls.CLUSTER)).hasSize(1);
  }

  @Test
  void aProxyThatHasSeenMoreHearsThatThisControlPlaneHasCaughtUp() {
    register("uid-a", 3);
    submit(2, service("c-1"));
    submit(3, service("c-1"));
    submit(4, service("c-2"));
    assertThat(heard("uid-a").stream().map(ResourceView::revision))
        .containsExactly(1L, 1L, 2L, 2L, 3L);
  }

  /** Whoever waits for a proxy waits for all of its streams. */
  @Test
  void allStreamsOfAProxyHearOfWhatConcernsOne() {
    submit(2, service("c-1"));
    register("uid-a", 0);
    assertThat(epochs("uid-a")).containsExactly(1L, 2L);
    assertThat(concerned.get(2L)).isEmpty();
    submit(3, service("a-1"));
    submit(4, service("c-2"));
    assertThat(epochs("uid-a")).containsExactly(1L, 2L, 3L, 3L);
    assertThat(concerned.get(3L)).containsExactly("uid-a");
  }

  @Test
  void aStreamThatThrowsHearsOfItAgain() {
    var heard = new ArrayList<Long>();
    var peer = new PeerIdentity("spiffe://x/y");
    var node = new ProxyNode("uid-a", "", "", Struct.getDefaultInstance(), Set.of(), peer);
    pipeline.register(
        node,
        view -> {
          heard.add(view.epoch());
          if (heard.size() == 1) {
            throw new StackOverflowError();
          }
        });
    writer.runAll();
    submit(2, service("c-1"));
    submit(3, service("c-2"));
    assertThat(heard).containsExactly(1L, 2L);
  }
}
