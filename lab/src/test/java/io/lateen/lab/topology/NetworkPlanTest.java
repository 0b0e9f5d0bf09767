// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NetworkPlanTest {

  private static final NetworkPlan PLAN =
      new NetworkPlan(
          LabNames.DEMO,
          new AddressPlan(10, 77),
          2,
          List.of(
              new Cable("lateen-a", "10.77.1.10", 1),
              new Cable("lateen-b", "10.77.2.10", 2),
              new Cable("lateen-c", "10.77.1.11", 1)));

  @Test
  void allNamespacesCarryThePrefixAndAreMadeOnce() {
    assertThat(PLAN.namespaces())
        .containsExactly(
            "lateen-switch",
            "lateen-host1",
            "lateen-host2",
            "lateen-a",
            "lateen-b",
            "lateen-c",
            "lateen-outside")
        .allMatch(LabNames.DEMO::owns);
    assertThat(PLAN.namespaceCommands().keySet()).containsExactlyElementsOf(PLAN.namespaces());
  }

  @Test
  void cablesAreMadeAfterTheirNamespaces() {
    var commands = PLAN.rootCommands();

    assertThat(commands.subList(0, 7)).allMatch(line -> line.startsWith("netns add "));
    assertThat(commands)
        .contains(
            "link add lateen0 type veth peer name root netns lateen-switch",
            "link add h2 netns lateen-switch type veth peer name uplink netns lateen-host2",
            "link add pod2 netns lateen-host1 type veth peer name eth0 netns lateen-c");
  }

  @Test
  void everyPodHangsOnTheBridgeOfItsHost() {
    assertThat(PLAN.namespaceCommands().get("lateen-host1"))
        .contains("link set pod0 master br0", "link set pod2 master br0")
        .doesNotContain("link set pod1 master br0");
    assertThat(PLAN.podPort(PLAN.pods().get(1))).isEqualTo("pod1");
  }

  @Test
  void podsHaveARouteForAddressesThatNobodyHas() {
    assertThat(PLAN.namespaceCommands().get("lateen-b"))
        .contains("addr add 10.77.2.10/16 dev eth0", "route add default via 10.77.0.1");
  }

  @Test
  void interfaceNamesFitTheKernel() {
    var names =
        Stream.concat(
                PLAN.rootCommands().stream(),
                PLAN.namespaceCommands().values().stream().flatMap(List::stream))
            .filter(line -> line.startsWith("link set "))
            .map(line -> line.split(" ", -1)[2]);

    assertThat(names).allMatch(name -> name.length() <= 15);
  }
}
