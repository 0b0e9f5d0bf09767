// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import static io.lateen.controlplane.pipeline.Objects.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.sun.management.ThreadMXBean;
import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.testkit.time.VirtualClock;
import io.lateen.testkit.time.VirtualExecutor;
import io.lateen.testkit.time.VirtualScheduler;
import io.lateen.translate.Translator;
import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.resource.XdsResource;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an edit sends, and what the writer allocates for it, follows the edit. */
class PushCostTest {

  private static final List<String> NAMESPACES = List.of("ns-0", "ns-1");
  private static final int PROXIES = 8;
  private static final int WARM_UP = 6;

  /** Views that a change brought, and what differs in each from the one before. */
  private record Push(int views, Map<String, Integer> resources, long bytes, long allocated) {}

  private static final class Mesh {

    private final VirtualClock clock = new VirtualClock();
    private final VirtualExecutor writer = new VirtualExecutor();
    private final Map<String, ResourceView> newest = new TreeMap<>();
    private final List<ResourceView> views = new ArrayList<>();
    private final Pipeline pipeline;
    private int changes;

    Mesh(int services) {
      var translation = new GatedTranslation(new Translator()::translate);
      pipeline =
          new Pipeline(
              translation,
              new ProblemBoard(),
              (mesh, node) -> mesh.workloads().byUid(node.id()),
              new Pipeline.Seams(writer, new VirtualScheduler(clock), clock, clock),
              new Silent(),
              EnumSet.of(Layer.STORE));
      var documents = new ArrayList<String>();
      for (int i = 0; i < services; i++) {
        documents.addAll(List.of(service(i), slice(i, 0), routes(i, 5, "")));
      }
      for (int i = 0; i < PROXIES; i++) {
        documents.add(pod(i));
      }
      submit(documents);
      for (int i = 0; i < PROXIES; i++) {
        var id = "uid-" + i;
        pipeline.register(node(id), view -> take(id, view));
      }
      writer.runAll();
    }

    private void take(String id, ResourceView view) {
      newest.put(id, view);
      views.add(view);
    }

    /** Each document from a file of its own. */
    private void submit(List<String> documents) {
      List<ConfigObject<?>> objects = new ArrayList<>();
      documents.forEach(document -> objects.add(Objects.decode("mesh.yaml", document)));
      pipeline.submit(update(Layer.STORE, ConfigDelta.upsert(objects), ++changes));
    }

    Push push(String yaml) {
      var before = Map.copyOf(newest);
      views.clear();
      submit(List.of(yaml));
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long begin = threads.getCurrentThreadAllocatedBytes();
      writer.runAll();
      long allocated = threads.getCurrentThreadAllocatedBytes() - begin;
      Map<String, Integer> resources = new TreeMap<>();
      long bytes = 0;
      for (var proxy : newest.entrySet()) {
        for (var type :
            List.of(TypeUrls.CLUSTER, TypeUrls.ENDPOINT, TypeUrls.LISTENER, TypeUrls.ROUTE)) {
          var view = before.get(proxy.getKey());
          assertThat(view).isNotNull();
          var old = view.resources(type);
          for (XdsResource resource : proxy.getValue().resources(type).values()) {
            if (old.get(resource.name()) != resource) {
              resources.merge(TypeUrls.shortName(type), 1, Integer::sum);
              bytes += resource.value().size();
            }
          }
        }
      }
      return new Push(views.size(), resources, bytes, allocated);
    }
  }

  private static final class Silent implements PipelineObserver {

    @Override
    public void epochPublished(long number, long costNanos, int proxies) {}

    @Override
    public void epochFailed() {
      throw new AssertionError("an epoch failed");
    }
  }

  private static ProxyNode node(String uid) {
    return new ProxyNode(
        uid, "", "", Struct.getDefaultInstance(), Set.of(), new PeerIdentity("spiffe://x/y"));
  }

  private static String namespace(int i) {
    return NAMESPACES.get(i % NAMESPACES.size());
  }

  private static String service(int i) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: svc-%1$d, namespace: %2$s}
    spec:
      clusterIP: 10.1.%1$d.1
      selector: {app: svc-%1$d}
      ports: [{name: http, port: 80, targetPort: 8080}]
    """
        .formatted(i, namespace(i));
  }

  private static String slice(int i, int variant) {
    return """
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata:
      name: svc-%1$d-a
      namespace: %2$s
      labels: {kubernetes.io/service-name: svc-%1$d}
    addressType: IPv4
    ports: [{name: http, port: 8080}]
    endpoints: [{addresses: [10.9.%1$d.%3$d], conditions: {ready: true}}]
    """
        .formatted(i, namespace(i), 10 + variant);
  }

  private static String routes(int i, int seconds, String note) {
    return """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: svc-%1$d, namespace: %2$s, annotations: {note: "%4$s"}}
    spec:
      hosts: [svc-%1$d.%2$s.svc.cluster.local]
      http: [{timeout: %3$ds, route: [{destination: {host: svc-%1$d.%2$s.svc.cluster.local}}]}]
    """
        .formatted(i, namespace(i), seconds, note);
  }

  private static String pod(int i) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: client-%1$d, namespace: %2$s, uid: uid-%1$d, labels: {app: client}}
    spec: {nodeName: host, serviceAccountName: client, containers: [{name: app}]}
    status: {podIP: 10.8.0.%1$d, podIPs: [{ip: 10.8.0.%1$d}], phase: Running}
    """
        .formatted(i, namespace(i));
  }

  @Test
  void anAnnotationIsToldToNobody() {
    var mesh = new Mesh(20);
    var push = mesh.push(routes(0, 5, "another"));
    assertThat(push.views()).isZero();
    assertThat(push.resources()).isEmpty();
    assertThat(mesh.pipeline.epoch().storeRevision()).isEqualTo(2);
  }

  @Test
  void anEndpointIsOneAssignmentForEachProxy() {
    var push = new Mesh(20).push(slice(0, 1));
    assertThat(push.views()).isEqualTo(PROXIES);
    assertThat(push.resources()).containsExactly(Map.entry("eds", PROXIES));
  }

  @Test
  void aRouteIsOneRouteConfigurationForEachProxy() {
    var push = new Mesh(20).push(routes(0, 6, ""));
    assertThat(push.resources()).containsExactly(Map.entry("rds", PROXIES));
  }

  @Test
  void theBytesAndTheAllocationOfAnEndpointDoNotFollowTheMesh() {
    var small = warm(new Mesh(20));
    var large = warm(new Mesh(80));
    assertThat(large.bytes()).isEqualTo(small.bytes());
    assertThat(large.allocated()).isLessThan(small.allocated() * 3 / 2);
  }

  /** The endpoint of the last of some edits that all differ. */
  private static Push warm(Mesh mesh) {
    Push last = mesh.push(slice(0, 1));
    for (int i = 2; i < WARM_UP; i++) {
      last = mesh.push(slice(0, i));
    }
    return last;
  }
}
