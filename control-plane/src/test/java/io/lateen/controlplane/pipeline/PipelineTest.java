// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import static io.lateen.controlplane.pipeline.Objects.pod;
import static io.lateen.controlplane.pipeline.Objects.service;
import static io.lateen.controlplane.pipeline.Objects.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.base.problem.Problems;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PipelineTest {

  private final VirtualClock clock = new VirtualClock();
  private final VirtualScheduler scheduler = new VirtualScheduler(clock);
  private final VirtualExecutor writer = new VirtualExecutor();
  private final ProblemBoard board = new ProblemBoard();
  private final List<ResourceView> views = new ArrayList<>();
  private final List<Long> published = new ArrayList<>();
  private Duration cost = Duration.ZERO;
  private Runnable during = () -> {};
  private int translations;

  private final PipelineObserver observer =
      new PipelineObserver() {
        @Override
        public void epochPublished(long number, long costNanos, int proxies) {
          published.add(number);
        }

        @Override
        public void epochFailed() {
          throw new AssertionError("an epoch failed");
        }
      };

  /** One cluster per service; throws for a service called broken. */
  private ProxyResources translate(MeshSnapshot mesh, Workload proxy) {
    clock.advance(cost);
    var meanwhile = during;
    during = () -> {};
    meanwhile.run();
    translations++;
    var clusters = new TreeMap<String, EncodedResource>();
    for (var service : mesh.services().all()) {
      if (service.key().hostname().startsWith("broken")) {
        throw new IllegalStateException("a defect");
      }
      if (service.key().hostname().startsWith("deep")) {
        overflow(0);
      }
      if (service.key().hostname().startsWith("only-b") && proxy.uid().equals("uid-b")) {
        overflow(0);
      }
      var content = service.key() + " " + service.ports();
      clusters.put(
          service.key().hostname(),
          EncodedResource.of(
              service.key().hostname(), ByteString.copyFromUtf8(content), Provenance.BUILT_IN));
    }
    return new ProxyResources(Map.of(TypeUrls.CLUSTER, clusters), Problems.NONE);
  }

  private static int overflow(int depth) {
    return depth < 0 ? 0 : overflow(depth + 1) + 1;
  }

  private Pipeline pipeline(Set<Layer> required) {
    return new Pipeline(
        this::translate,
        board,
        (mesh, node) -> mesh.workloads().byUid(node.id()),
        new Pipeline.Seams(writer, scheduler, clock, clock),
        observer,
        required);
  }

  private Pipeline ready() {
    var pipeline = pipeline(EnumSet.of(Layer.STORE));
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(pod("a", "host1")), 1));
    writer.runAll();
    return pipeline;
  }

  private static ProxyNode node(String uid) {
    return new ProxyNode(
        uid, "", "", Struct.getDefaultInstance(), Set.of(), new PeerIdentity("spiffe://x/y"));
  }

  private ResourceView last() {
    return views.getLast();
  }

  @Test
  void publishesNothingBeforeEverySourceHasSpoken() {
    var pipeline = pipeline(EnumSet.of(Layer.FILES, Layer.STORE));
    pipeline.register(node("uid-a"), views::add);
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(pod("a", "host1")), 1));
    writer.runAll();
    assertThat(views).isEmpty();
    assertThat(pipeline.epoch().ready()).isFalse();
    pipeline.submit(update(Layer.FILES, ConfigDelta.EMPTY, 0));
    writer.runAll();
    assertThat(pipeline.epoch().ready()).isTrue();
    assertThat(views).hasSize(1);
  }

  @Test
  void aNewProxyGetsTheCurrentView() {
    var pipeline = ready();
    pipeline.register(node("uid-a"), views::add);
    writer.runAll();
    assertThat(last().epoch()).isEqualTo(1);
    assertThat(last().resources(TypeUrls.CLUSTER)).isEmpty();
  }

  @Test
  void aChangeReachesTheProxiesAndUntouchedResourcesStayTheSame() {
    var pipeline = ready();
    pipeline.register(node("uid-a"), views::add);
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("x")), 2));
    writer.runAll();
    var before = last().resources(TypeUrls.CLUSTER);
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("y")), 3));
    writer.runAll();
    var after = last().resources(TypeUrls.CLUSTER);
    assertThat(after).hasSize(2);
    before.forEach((name, resource) -> assertThat(after.get(name)).isSameAs(resource));
    assertThat(pipeline.epoch().storeRevision()).isEqualTo(3);
  }

  @Test
  void aTypeThatDidNotChangeStaysTheSameMap() {
    var pipeline = ready();
    pipeline.register(node("uid-a"), views::add);
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("x")), 2));
    writer.runAll();
    var before = last().resources(TypeUrls.CLUSTER);
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(pod("b", "host1")), 3));
    writer.runAll();
    assertThat(last().epoch()).isEqualTo(3);
    assertThat(last().resources(TypeUrls.CLUSTER)).isSameAs(before);
  }

  @Test
  void tellsWhoIsOrWasThereSinceItWasAsked() {
    var pipeline = ready();
    var stays = pipeline.register(node("uid-a"), views::add);
    pipeline.register(node("uid-unknown"), views::add);
    writer.runAll();
    assertThat(pipeline.attendance()).containsExactly(new WorkloadKey("default", "a"));
    stays.close();
    var passes = pipeline.register(node("uid-a"), views::add);
    writer.runAll();
    passes.close();
    assertThat(pipeline.attendance()).hasSize(1);
    assertThat(pipeline.attendance()).isEmpty();
  }

  @Test
  void aProxyWithoutRecordIsServedWhenTheRecordComes() {
    var pipeline = ready();
    pipeline.register(node("uid-late"), views::add);
    writer.runAll();
    assertThat(views).isEmpty();
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(pod("late", "host1")), 2));
    writer.runAll();
    assertThat(views).hasSize(1);
  }

  @Test
  void aProxyWhoseRecordGoesKeepsWhatItHas() {
    var pipeline = ready();
    pipeline.register(node("uid-a"), views::add);
    writer.runAll();
    pipeline.submit(update(Layer.STORE, Objects.removal(pod("a", "host1").key()), 2));
    writer.runAll();
    assertThat(views).hasSize(1);
  }

  @Test
  void whatComesTogetherIsOneEpoch() {
    var pipeline = ready();
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("x")), 2));
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("y")), 3));
    assertThat(writer.runAll()).isEqualTo(1);
    assertThat(published).containsExactly(1L, 2L);
  }

  @Test
  void aChangeWithoutEffectMakesNoEpochButCountsAsPublished() {
    var pipeline = ready();
    pipeline.submit(update(Layer.STORE, ConfigDelta.EMPTY, 9));
    writer.runAll();
    assertThat(pipeline.epoch().number()).isEqualTo(1);
    assertThat(pipeline.epoch().storeRevision()).isEqualTo(9);
  }

  @Test
  void inAStormEpochsPauseForAPartOfTheirCost() {
    var pipeline = ready();
    pipeline.register(node("uid-a"), views::add);
    writer.runAll();
    cost = Duration.ofMillis(40);
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("x")), 2));
    writer.runAll();
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("y")), 3));
    assertThat(writer.runAll()).isZero();
    assertThatTheNextComesAfterAQuarter();
  }

  /** Of the 40 ms that the epoch before it cost. */
  private void assertThatTheNextComesAfterAQuarter() {
    scheduler.advance(Duration.ofMillis(9));
    assertThat(writer.runAll()).isZero();
    scheduler.advance(Duration.ofMillis(1));
    assertThat(writer.runAll()).isEqualTo(1);
    assertThat(last().resources(TypeUrls.CLUSTER)).hasSize(2);
  }

  @Test
  void whatComesWhileAnEpochRunsPausesAfterItToo() {
    var pipeline = ready();
    pipeline.register(node("uid-a"), views::add);
    writer.runAll();
    cost = Duration.ofMillis(40);
    during = () -> pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("y")), 3));
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("x")), 2));
    assertThat(writer.runAll()).isEqualTo(1);
    assertThat(last().resources(TypeUrls.CLUSTER)).hasSize(1);
    assertThatTheNextComesAfterAQuarter();
  }

  @Test
  void anObjectThatCannotBeTranslatedIsHeldBackAndTheOthersGoOn() {
    var pipeline = ready();
    pipeline.register(node("uid-a"), views::add);
    writer.runAll();
    var broken = service("broken");
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(List.of(broken, service("fine"))), 2));
    writer.runAll();
    assertThat(last().resources(TypeUrls.CLUSTER).keySet())
        .containsExactly("fine.default.svc.cluster.local");
    assertThat(board.of(broken.key()).render()).contains("last good version");
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("more")), 3));
    writer.runAll();
    assertThat(last().resources(TypeUrls.CLUSTER)).hasSize(2);
    pipeline.submit(update(Layer.STORE, Objects.removal(broken.key()), 4));
    writer.runAll();
    assertThat(board.of(broken.key()).isEmpty()).isTrue();
  }

  @Test
  void anObjectThatOverflowsTheStackIsHeldBackAmongMany() {
    var pipeline = ready();
    pipeline.register(node("uid-a"), views::add);
    writer.runAll();
    var objects = new ArrayList<ConfigObject<?>>();
    for (int i = 0; i < 40; i++) {
      objects.add(service(i == 17 ? "deep" : "s" + i));
    }
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(objects), 2));
    writer.runAll();
    assertThat(last().resources(TypeUrls.CLUSTER)).hasSize(39);
    assertThat(board.all().keySet()).containsExactly(service("deep").key());
    assertThat(board.of(service("deep").key()).render()).contains("StackOverflowError");
    assertThat(translations).as("far from one per object").isLessThan(25);
  }

  @Test
  void aProxyThatFailsFromTheStartDoesNotHoldTheOthersBack() {
    var pipeline = ready();
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(pod("b", "host2")), 2));
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("only-b")), 3));
    writer.runAll();
    var ofB = new ArrayList<ResourceView>();
    pipeline.register(node("uid-a"), views::add);
    pipeline.register(node("uid-b"), ofB::add);
    writer.runAll();
    assertThat(views).hasSize(1);
    assertThat(ofB).isEmpty();
    assertThat(board.of(pod("b", "host2").key()).render()).contains("keeps what it has");

    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("x")), 4));
    writer.runAll();
    assertThat(last().resources(TypeUrls.CLUSTER)).hasSize(2);
    assertThat(board.all().keySet()).containsExactly(pod("b", "host2").key());

    pipeline.submit(update(Layer.STORE, Objects.removal(service("only-b").key()), 5));
    writer.runAll();
    assertThat(ofB.getLast().resources(TypeUrls.CLUSTER)).hasSize(1);
    assertThat(board.all()).isEmpty();
  }

  @Test
  void aChangeThatOverflowsForOneProxyOnlyIsHeldBackForAll() {
    var pipeline = ready();
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(pod("b", "host2")), 2));
    writer.runAll();
    pipeline.register(node("uid-a"), views::add);
    pipeline.register(node("uid-b"), views::add);
    writer.runAll();
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("only-b")), 3));
    writer.runAll();
    assertThat(last().resources(TypeUrls.CLUSTER)).isEmpty();
    assertThat(board.all().keySet()).containsExactly(service("only-b").key());
  }

  @Test
  void aStreamThatFailsToTakeItsViewIsNothingToTheOthers() {
    var pipeline = ready();
    pipeline.register(
        node("uid-a"),
        view -> {
          throw new StackOverflowError();
        });
    pipeline.register(node("uid-a"), views::add);
    writer.runAll();
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("x")), 2));
    writer.runAll();
    assertThat(views).hasSize(2);
  }

  @Test
  void aClosedRegistrationHearsNothing() {
    var pipeline = ready();
    var registration = pipeline.register(node("uid-a"), views::add);
    registration.close();
    registration.close();
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(service("x")), 2));
    writer.runAll();
    assertThat(views).isEmpty();
    assertThat(pipeline.desired()).isEmpty();
  }

  @Test
  void twoProxiesAreToldIndependently() {
    var pipeline = ready();
    pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(pod("b", "host2")), 2));
    pipeline.register(node("uid-a"), views::add);
    pipeline.register(node("uid-b"), views::add);
    writer.runAll();
    assertThat(views).hasSize(2);
    assertThat(pipeline.desired().keySet()).containsExactlyInAnyOrder("uid-a", "uid-b");
  }
}
