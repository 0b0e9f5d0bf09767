// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.lab.LabException;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressPlanTest {

  @Test
  void refusesWhatIsNotAUsableNetwork() {
    for (var network :
        List.of(
            "",
            "10.77.0.0",
            "10.77.1.0/16",
            "10.77.0.0/24",
            "127.0.0.0/16",
            "10.254.0.0/16",
            "300.1.0.0/16",
            "0.1.0.0/16",
            "224.0.0.0/16",
            "10.77.0.0/16 ")) {
      assertThatThrownBy(() -> AddressPlan.parse(network))
          .as(network)
          .isInstanceOfSatisfying(
              LabException.class,
              e -> {
                assertThat(e.exitCode()).isEqualTo(LabException.USAGE);
                assertThat(e.remedy()).contains("LATEEN_LAB_NETWORK");
              });
    }
  }

  @Test
  void givesNoAddressTwice() throws LabException {
    var plan = AddressPlan.parse("10.77.0.0/16");
    var seen = new HashSet<String>();
    assertThat(seen.add(plan.controlPlane())).isTrue();
    assertThat(seen.add(plan.outside())).isTrue();
    for (int host = 1; host <= AddressPlan.MAX_HOSTS; host++) {
      assertThat(seen.add(plan.host(host))).isTrue();
      for (int pod = 0; pod < AddressPlan.MAX_PODS_PER_HOST; pod++) {
        assertThat(seen.add(plan.pod(host, pod))).isTrue();
      }
    }
    for (int service = 0; service < AddressPlan.MAX_SERVICES; service++) {
      assertThat(seen.add(plan.service(service))).isTrue();
    }
    assertThat(seen).allMatch(address -> octets(address).stream().allMatch(n -> n <= 255));
  }

  @Test
  void servicesLieOutsideOfTheHostNetwork() throws LabException {
    var plan = AddressPlan.parse("10.77.0.0/16");

    assertThat(plan.service(0)).isEqualTo("10.78.0.11");
    assertThat(plan.service(AddressPlan.MAX_SERVICES - 1)).startsWith("10.78.");
    assertThat(plan.hostNetwork()).isEqualTo("10.77.0.0/16");
  }

  private static List<Integer> octets(String address) {
    return List.of(address.split("\\.", -1)).stream().map(Integer::valueOf).toList();
  }
}
