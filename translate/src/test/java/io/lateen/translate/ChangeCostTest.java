// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.translate.view.NameAnswers;
import io.lateen.translate.view.ScopedView;
import io.lateen.translate.view.Source;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one change costs follows what it changes, not the size of the mesh. */
class ChangeCostTest {

  private static final int SMALL = 100;
  private static final int LARGE = 200;

  /** Objects that are decoded together. */
  private static final int CHUNK = 40;

  private static final int WARM_UP = 5;

  /** A change of service 0, in variants that differ. */
  private enum Edit {
    ROUTE,
    RULE,
    ENDPOINT,
    ANNOTATION;

    private List<ConfigObject<?>> objects(int variant) {
      return TestMesh.objects(
          "edit.yaml",
          switch (this) {
            case ROUTE -> routes(0, 10 + variant);
            case RULE -> rule(0, 100 + variant);
            case ENDPOINT -> slice(0, 1 + variant % 2);
            case ANNOTATION -> service(0, "note: n" + variant);
          });
    }
  }

  /**
   * What was done for one class of proxies.
   *
   * @param plans that ran
   * @param hosts virtual hosts that were made
   * @param resources that were made
   * @param differing resources of which the version differs
   */
  private record Work(int plans, int hosts, int resources, int differing) {}

  /** A class of proxies at one state of the mesh. */
  private record State(SharedPlans all, ScopedView view, Plans plans, Routing routing) {

    static State of(MeshSnapshot mesh) {
      var all = new SharedPlans(new ResourceCatalog(Translator.KEPT_BYTES));
      var view = viewOf(mesh);
      var update = Plans.NONE.next(view, Map.of(), EnumSet.allOf(Source.class), all);
      return new State(all, view, update.plans(), Routing.NONE.next(update.swaps(), all.catalog()));
    }

    Plans.Update update(ScopedView now) {
      return plans.next(now, sources(view), changed(view, now), all);
    }

    State with(ScopedView now, Plans.Update update) {
      return new State(all, now, update.plans(), routing.next(update.swaps(), all.catalog()));
    }
  }

  private static ScopedView viewOf(MeshSnapshot mesh) {
    var workload = mesh.workloads().byUid("uid-0").orElseThrow();
    return new ScopedView(mesh, mesh.scopeOf(workload), NameAnswers.CLUSTER);
  }

  @ParameterizedTest
  @EnumSource(Edit.class)
  void theWorkDoesNotDependOnTheSizeOfTheMesh(Edit edit) {
    var small = work(SMALL, edit);
    assertThat(work(LARGE, edit)).isEqualTo(small);
    assertThat(small.resources()).isEqualTo(small.differing());
    assertThat(small.hosts()).isEqualTo(edit == Edit.ROUTE ? 1 : 0);
  }

  @Test
  void aRouteIsPlannedOnceAndNothingElse() {
    assertThat(work(SMALL, Edit.ROUTE)).isEqualTo(new Work(1, 1, 1, 1));
  }

  @ParameterizedTest
  @EnumSource(Edit.class)
  void theMemoryThatPlanningTakesDoesNotDependOnTheSizeOfTheMesh(Edit edit) {
    var ratio = (double) planned(LARGE, edit) / planned(SMALL, edit);
    assertThat(ratio).as("bytes at %d and %d services", LARGE, SMALL).isLessThan(1.4);
  }

  private static Work work(int services, Edit edit) {
    var mesh = mesh(services).apply(ConfigDelta.upsert(edit.objects(0)));
    var before = State.of(mesh);
    var now = viewOf(mesh.apply(ConfigDelta.upsert(edit.objects(1))));
    var after = before.with(now, before.update(now));
    int plans = 0;
    for (var entry : after.plans().kept().entrySet()) {
      plans += before.plans().kept().get(entry.getKey()) == entry.getValue() ? 0 : 1;
    }
    int hosts = 0;
    for (var entry : after.routing().tables().entrySet()) {
      var old = Objects.requireNonNull(before.routing().tables().get(entry.getKey()));
      for (var host : entry.getValue().hosts().entrySet()) {
        hosts += old.hosts().get(host.getKey()) == host.getValue() ? 0 : 1;
      }
    }
    var old = resources(before);
    var fresh = resources(after);
    int made = 0;
    int differing = 0;
    for (var entry : fresh.entrySet()) {
      var known = old.get(entry.getKey());
      made += known == entry.getValue() ? 0 : 1;
      boolean same = known != null && known.version().equals(entry.getValue().version());
      differing += same ? 0 : 1;
    }
    return new Work(plans, hosts, made, differing);
  }

  private static Map<String, EncodedResource> resources(State state) {
    var all = new TreeMap<String, EncodedResource>(state.routing().listeners());
    state.routing().configs().forEach((name, resource) -> all.put("route " + name, resource));
    for (var kept : state.plans().kept().values()) {
      for (var typed : kept.result().resources().resources()) {
        all.put(typed.type() + " " + typed.resource().name(), typed.resource());
      }
    }
    return all;
  }

  private static Map<Source, Object> sources(ScopedView view) {
    var sources = new EnumMap<Source, Object>(Source.class);
    for (var source : Source.values()) {
      sources.put(source, view.source(source));
    }
    return sources;
  }

  private static Set<Source> changed(ScopedView before, ScopedView now) {
    var changed = EnumSet.noneOf(Source.class);
    for (var source : Source.values()) {
      if (before.source(source) != now.source(source)) {
        changed.add(source);
      }
    }
    return changed;
  }

  /** Bytes that this thread allocates for snapshot, scope and plans, once all paths are known. */
  private static long planned(int services, Edit edit) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var mesh = mesh(services);
    var state = State.of(mesh);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 2 * WARM_UP; i++) {
      var delta = ConfigDelta.upsert(edit.objects(i));
      long start = threads.getCurrentThreadAllocatedBytes();
      mesh = mesh.apply(delta);
      var now = viewOf(mesh);
      var update = state.update(now);
      long bytes = threads.getCurrentThreadAllocatedBytes() - start;
      state = state.with(now, update);
      least = i < WARM_UP ? least : Math.min(least, bytes);
    }
    return least;
  }

  private static MeshSnapshot mesh(int services) {
    var objects = new ArrayList<ConfigObject<?>>();
    for (int first = 0; first < services; first += CHUNK) {
      var text = new StringBuilder();
      for (int i = first; i < first + CHUNK; i++) {
        text.append(service(i, "")).append(routes(i, 90)).append(rule(i, 50)).append(slice(i, 3));
        for (int pod = 0; pod < 3; pod++) {
          text.append(pod(i, pod));
        }
      }
      objects.addAll(TestMesh.objects("mesh-" + first + ".yaml", text.toString()));
    }
    return MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(objects));
  }

  private static String service(int i, String annotation) {
    return """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: svc-%1$d, namespace: default, annotations: {%4$s}}
        spec:
          clusterIP: 10.%2$d.%3$d.1
          selector: {app: svc-%1$d}
          ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp-db, port: 5432}]
        """
        .formatted(i, i / 256, i % 256, annotation);
  }

  private static String routes(int i, int weight) {
    return """
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: svc-%1$d, namespace: default}
        spec:
          hosts: [svc-%1$d]
          http:
          - route:
            - {destination: {host: svc-%1$d, subset: v1}, weight: %2$d}
            - {destination: {host: svc-%1$d, subset: v2}, weight: %3$d}
        """
        .formatted(i, weight, 100 - weight);
  }

  private static String rule(int i, int connections) {
    return """
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: svc-%1$d, namespace: default}
        spec:
          host: svc-%1$d
          trafficPolicy: {connectionPool: {tcp: {maxConnections: %2$d}}}
          subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
        """
        .formatted(i, connections);
  }

  private static String slice(int i, int pods) {
    var text =
        new StringBuilder(
            """
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              name: svc-%1$d
              namespace: default
              labels: {kubernetes.io/service-name: svc-%1$d}
            addressType: IPv4
            ports: [{name: http, port: 8080}, {name: tcp-db, port: 5432}]
            endpoints:
            """
                .formatted(i));
    for (int pod = 0; pod < pods; pod++) {
      text.append(
          "- {addresses: [%s], targetRef: {kind: Pod, name: svc-%d-%d, namespace: default}}%n"
              .formatted(address(i, pod), i, pod));
    }
    return text.toString();
  }

  private static String pod(int i, int pod) {
    var uid = i == 0 && pod == 0 ? "uid-0" : "uid-" + i + "-" + pod;
    return """
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: svc-%1$d-%2$d
          namespace: default
          uid: %3$s
          labels: {app: svc-%1$d, version: v%4$d}
        spec: {serviceAccountName: default, nodeName: node-%2$d}
        status: {podIP: %5$s}
        """
        .formatted(i, pod, uid, 1 + pod % 2, address(i, pod));
  }

  private static String address(int i, int pod) {
    return "11.%d.%d.%d".formatted(i / 256, i % 256, pod + 1);
  }
}
