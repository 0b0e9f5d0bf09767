// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ObjectKey;
import io.lateen.api.Origin;
import io.lateen.mesh.service.ExportTo;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Preference;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.service.ServiceKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expectations as in Istio's table for GenerateAltVirtualHosts (core/httproute_test.go). */
class DomainsTest {

  private static final String NAMESPACE = "default";

  @Test
  void ownNamespace() {
    assertThat(domains("a.default.svc.cluster.local", Resolution.ENDPOINTS, "10.0.0.1"))
        .containsExactly(
            "a.default.svc.cluster.local",
            "a.default.svc.cluster.local.",
            "a",
            "a.default.svc",
            "a.default",
            "10.0.0.1");
  }

  @Test
  void otherNamespace() {
    assertThat(domains("a.other.svc.cluster.local", Resolution.ENDPOINTS))
        .containsExactly(
            "a.other.svc.cluster.local", "a.other.svc.cluster.local.", "a.other", "a.other.svc");
  }

  @Test
  void outsideTheDomain() {
    assertThat(domains("example.com", Resolution.DNS, "2001:db8::1"))
        .containsExactly("example.com", "example.com.", "[2001:db8::1]");
  }

  @Test
  void podsOfHeadlessServicesHaveNamesBelowIt() {
    assertThat(domains("a.other.svc.cluster.local", Resolution.PASSTHROUGH))
        .contains("*.a.other.svc.cluster.local", "*.a.other");
  }

  private static List<String> domains(String host, Resolution resolution, String... addresses) {
    var service =
        new MeshService(
            new ServiceKey(host, "default"),
            List.of(addresses),
            List.of(),
            resolution,
            false,
            ExportTo.PUBLIC,
            Map.of(),
            Map.of(),
            List.of(),
            "",
            false,
            Preference.ANY,
            false,
            Instant.EPOCH,
            Registry.KUBERNETES,
            new ObjectKey("", "Service", "default", "a"),
            Origin.UNKNOWN);
    return Domains.of(service, service.addresses(), List.of(), NAMESPACE::equals).all();
  }
}
