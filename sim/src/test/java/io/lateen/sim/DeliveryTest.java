// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who gets how much when all control planes are replaced, and when one proxy does not read. */
class DeliveryTest {

  private static final int EDITS = 12;

  private final World world = new World(1, Doubles.NONE);

  @Test
  void afterARestartOfAllControlPlanesEqualVersionsCostNoByteOfResources() {
    world.connectAll();
    world.edit(EDITS);
    world.heal();
    var before = world.proxies().stream().mapToLong(EnvoyProxy::bytes).toArray();
    assertThat(before).doesNotContain(0);
    world.replacePlanes();
    world.connectAll();
    for (int i = 0; i < before.length; i++) {
      var proxy = world.proxies().get(i);
      world.converged(proxy);
      // Without the relay, names are answered again: the client may have forgotten them.
      assertThat(proxy.bytes() - before[i] == 0).as(proxy.name()).isEqualTo(proxy.hasRelay());
    }
  }

  @Test
  void aProxyThatDoesNotReadDelaysNobodyAndGetsTheNewestOnly() {
    world.connectAll();
    var slow = world.proxies().getFirst();
    slow.slow(true);
    world.edit(EDITS);
    world.heal();
    world.proxies().stream().skip(1).forEach(world::converged);
    var others = world.proxies().get(2).bytes();
    var before = slow.bytes();
    var wire = slow.wire().orElseThrow();
    assertThat(wire.mostUnread()).isLessThanOrEqualTo(wire.allowedUnread());

    slow.slow(false);
    world.drain();
    world.converged(slow);
    assertThat(slow.bytes() - before).as("less than who followed every change").isLessThan(others);
  }
}
