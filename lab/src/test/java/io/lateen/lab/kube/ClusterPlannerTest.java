// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.lab.LabException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterPlannerTest {

  @Test
  void spreadsReplicasOverHosts() throws LabException {
    var pods = Documents.plan(Documents.SHOP, 2).pods();

    assertThat(pods)
        .extracting(PodPlan::hostName)
        .containsExactly("host1", "host2", "host1", "host2");
    assertThat(pods)
        .extracting(PodPlan::address)
        .containsExactly("10.77.1.10", "10.77.2.10", "10.77.1.11", "10.77.2.11");
    assertThat(pods).extracting(PodPlan::name).doesNotHaveDuplicates();
  }

  @Test
  void namesPodsAsADeploymentDoes() throws LabException {
    var pod = Documents.plan(Documents.SHOP, 1).pods().getFirst();

    assertThat(pod.name()).matches("reviews-v2-[b-z2-9]{10}-[b-z2-9]{5}");
    assertThat(pod.cable().namespace()).isEqualTo("lateen-" + pod.name());
    assertThat(pod.labels().get("pod-template-hash")).isEqualTo(pod.name().split("-", -1)[2]);
  }

  @Test
  void stampsWhatTheInjectorStamps() throws LabException {
    var pods = Documents.plan(Documents.SHOP, 1).pods();

    assertThat(pods.getFirst().meshed()).isTrue();
    assertThat(pods.getFirst().labels())
        .containsEntry("security.istio.io/tlsMode", "istio")
        .containsEntry("service.istio.io/canonical-name", "reviews")
        .containsEntry("service.istio.io/canonical-revision", "v2");
    assertThat(pods.getLast().meshed()).isFalse();
    assertThat(pods.getLast().labels()).doesNotContainKey("security.istio.io/tlsMode");
  }

  @Test
  void takesTheIdentitiesThatTheApiGave() throws LabException {
    var plan = Documents.plan(Documents.SHOP, 1);
    var first = plan.pods().getFirst();
    assertThat(first.uid()).isEmpty();

    var known = plan.identified(Map.of(first.key(), "u1")).pods();

    assertThat(known.getFirst().uid()).isEqualTo("u1");
    assertThat(known.get(1)).isEqualTo(plan.pods().get(1));
  }

  @Test
  void givesAddressesToServicesButNotToHeadlessOnes() throws LabException {
    var plan = Documents.plan(Documents.SHOP, 1);

    assertThat(plan.service("reviews").orElseThrow().clusterIp()).isEqualTo("10.78.0.11");
    assertThat(plan.service("quiet").orElseThrow().clusterIp()).isEmpty();
  }

  @Test
  void saysWhichImageItHasNoProgramFor() {
    var yaml = Documents.SHOP.replace("examples-bookinfo-details-v1", "nginx:1.29");

    assertThatThrownBy(() -> Documents.plan(yaml, 1))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.exitCode()).isEqualTo(LabException.BAD_INPUT))
        .hasMessageContaining("nginx:1.29")
        .hasMessageContaining("test.yaml:")
        .hasMessageContaining("default/plain");
  }

  @Test
  void knowsIstiosImageNames() {
    assertThat(Program.of("docker.io/istio/examples-bookinfo-ratings-v2:1.20.3"))
        .contains(new Program("ratings", "v2"));
    assertThat(Program.of("examples-bookinfo-productpage-v1@sha256:abc"))
        .contains(new Program("productpage", "v1"));
    assertThat(Program.of("examples-bookinfo-mongodb:1")).isEmpty();
    assertThat(Program.of("examples-bookinfo-reviews-v1x")).isEmpty();
  }
}
