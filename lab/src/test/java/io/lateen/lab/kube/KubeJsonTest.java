// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lateen.api.kubernetes.EndpointSlice;
import io.lateen.api.kubernetes.Pod;
import io.lateen.api.kubernetes.Service;
import io.lateen.api.kubernetes.SlicePort;
import io.lateen.lab.LabException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the lab writes must read, without a problem, as what it means. */
class KubeJsonTest {

  @Test
  void aPodReadsBack() throws LabException {
    var plan = Documents.plan(Documents.SHOP, 1).pods().getFirst();

    var object = Documents.decode(KubeJson.pod(plan, "10.77.1.1", true)).getFirst().object();

    assertThat(object.name()).isEqualTo(plan.name());
    assertThat(object.meta().uid()).as("the API gives it").isEmpty();
    assertThat(object.meta().labels()).isEqualTo(plan.labels());
    var pod = object.as(Pod.class).orElseThrow().spec();
    assertThat(pod.ready()).isTrue();
    assertThat(pod.podIps()).containsExactly("10.77.1.10");
    assertThat(pod.spec().nodeName()).isEqualTo("host1");
    assertThat(pod.spec().serviceAccountName()).isEqualTo("bookinfo-reviews");
    assertThat(pod.spec().containers()).isEqualTo(plan.containers());
  }

  @Test
  void aServiceGetsItsAddress() throws LabException {
    var plan = Documents.plan(Documents.SHOP, 1).service("reviews").orElseThrow();

    var service =
        Documents.decode(KubeJson.service(plan))
            .getFirst()
            .object()
            .as(Service.class)
            .orElseThrow();

    assertThat(service.spec().clusterIps()).containsExactly("10.78.0.11");
    assertThat(service.spec().ports()).isEqualTo(plan.service().ports());
  }

  @Test
  void aNamespaceReadsBack() {
    var object = Documents.decode(KubeJson.namespace("default")).getFirst().object();

    assertThat(object.key().kind()).isEqualTo("Namespace");
    assertThat(object.name()).isEqualTo("default");
  }

  @Test
  void slicesListEveryPodWithItsReadiness() throws LabException {
    var plan = Documents.plan(Documents.SHOP, 1);
    var ready = plan.pods().get(1);

    var slice = slice(plan, "reviews", Set.of("default/" + ready.name()));

    assertThat(slice.serviceName()).isEqualTo("reviews");
    assertThat(slice.endpoints()).hasSize(3);
    assertThat(slice.endpoints())
        .filteredOn(endpoint -> endpoint.ready())
        .singleElement()
        .satisfies(
            endpoint -> {
              assertThat(endpoint.addresses()).containsExactly(ready.address());
              assertThat(endpoint.targetRef().orElseThrow().name()).isEqualTo(ready.name());
            });
    assertThat(slice.ports())
        .extracting(SlicePort::name, SlicePort::port)
        .containsExactly(tuple("http", 9080), tuple("http-same", 9080));
  }

  @Test
  void aServiceThatPicksNothingHasAnEmptySlice() throws LabException {
    assertThat(slice(Documents.plan(Documents.SHOP, 1), "quiet", Set.of()).endpoints()).isEmpty();
  }

  private static EndpointSlice slice(ClusterPlan plan, String service, Set<String> ready) {
    var slices = EndpointSlices.of(plan.service(service).orElseThrow(), plan.pods(), ready);
    assertThat(slices).hasSize(1);
    return Documents.decode(slices.getFirst())
        .getFirst()
        .object()
        .as(EndpointSlice.class)
        .orElseThrow()
        .spec();
  }
}
