// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import io.lateen.testkit.time.VirtualClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The accounts of connections: limits hold, and whoever is greedy waits for itself. */
class AdmissionsTest {

  private static final DoorLimits SMALL =
      new DoorLimits(400, 60, 3, 2, Duration.ofSeconds(5), Duration.ZERO, 1_000, 1_000, 1_000);

  private final VirtualClock clock = new VirtualClock();
  private final Admissions admissions = new Admissions(SMALL, DoorEvents.NONE, clock);

  private static Visit from(String address) {
    try {
      return new Visit(InetAddress.getByName(address), new EmbeddedChannel());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Visit arrived(String address) {
    var visit = from(address);
    assertThat(admissions.arrive(visit)).isEmpty();
    return visit;
  }

  private Visit proven(String address, String identity) {
    var visit = arrived(address);
    assertThat(visit.stage).isEqualTo(Visit.Stage.SHAKING);
    assertThat(admissions.proven(visit, identity)).isEmpty();
    return visit;
  }

  @Test
  void connectionsInAll() {
    for (int i = 0; i < SMALL.connections(); i++) {
      proven("10.0.0." + i % 10, "node" + i);
    }
    assertThat(admissions.arrive(from("10.0.1.9"))).contains(Limit.CONNECTIONS);
  }

  @Test
  void connectionsOfAnAddressLeaveRoomForOthers() {
    var first = proven("10.0.0.1", "node0");
    for (int i = 1; i < SMALL.connectionsPerAddress(); i++) {
      proven("10.0.0.1", "node" + i);
    }
    assertThat(admissions.arrive(from("10.0.0.1"))).contains(Limit.CONNECTIONS_PER_ADDRESS);
    proven("10.0.0.2", "other");
    admissions.left(first);
    proven("10.0.0.1", "again");
  }

  @Test
  void aNetworkOfIpv6IsOneAddress() {
    assertThat(from("2001:db8::1").address()).isEqualTo(from("2001:db8::ffff:2").address());
    assertThat(from("2001:db8:0:1::1").address()).isNotEqualTo(from("2001:db8::1").address());
  }

  @Test
  void connectionsOfAnIdentityLeaveRoomForOthers() {
    var first = proven("10.0.0.1", "greedy");
    proven("10.0.0.2", "greedy");
    proven("10.0.0.3", "greedy");
    var more = arrived("10.0.0.1");
    assertThat(admissions.proven(more, "greedy")).contains(Limit.CONNECTIONS_PER_IDENTITY);
    proven("10.0.0.1", "other");
    admissions.left(more);
    admissions.left(first);
    proven("10.0.0.1", "greedy");
  }

  @Test
  void strangersOfAnAddressLeaveRoomForNodes() {
    for (int i = 0; i < SMALL.strangersPerAddress(); i++) {
      assertThat(admissions.stranger(arrived("10.0.0.1"))).isEmpty();
    }
    assertThat(admissions.stranger(arrived("10.0.0.1"))).contains(Limit.STRANGERS_PER_ADDRESS);
    assertThat(admissions.stranger(arrived("10.0.0.2"))).isEmpty();
    proven("10.0.0.1", "node");
  }

  @Test
  void handshakesOfAnAddressWaitForEachOther() {
    var shaking = new ArrayList<Visit>();
    for (int i = 0; i < DoorLimits.HANDSHAKES_PER_ADDRESS; i++) {
      shaking.add(arrived("10.0.0.1"));
    }
    var waiting = arrived("10.0.0.1");
    assertThat(waiting.stage).isEqualTo(Visit.Stage.WAITING);
    proven("10.0.0.2", "other");
    assertThat(admissions.next()).isEmpty();
    admissions.left(shaking.getFirst());
    assertThat(admissions.next()).containsExactly(waiting);
    assertThat(waiting.stage).isEqualTo(Visit.Stage.SHAKING);
    assertThat(admissions.isAnyWaiting()).isFalse();
  }

  @Test
  void addressesTakeTurns() {
    var shaking = new ArrayList<Visit>();
    for (int i = 0; i < DoorLimits.HANDSHAKES; i++) {
      shaking.add(arrived("10.0.1." + i % 8));
    }
    var greedy = List.of(arrived("10.0.0.3"), arrived("10.0.0.3"), arrived("10.0.0.3"));
    var modest = arrived("10.0.0.4");
    admissions.left(shaking.get(0));
    admissions.left(shaking.get(1));
    assertThat(admissions.next()).containsExactly(greedy.get(0), modest);
  }

  @Test
  void whoWaitsTooLongIsLetGo() {
    for (int i = 0; i < DoorLimits.HANDSHAKES_PER_ADDRESS; i++) {
      arrived("10.0.0.1");
    }
    var early = arrived("10.0.0.1");
    clock.advance(Duration.ofSeconds(3));
    var late = arrived("10.0.0.1");
    clock.advance(Duration.ofSeconds(2));
    assertThat(admissions.overdue()).containsExactly(early);
    assertThat(admissions.isAnyWaiting()).isTrue();
    clock.advance(Duration.ofSeconds(3));
    assertThat(admissions.overdue()).containsExactly(late);
    assertThat(admissions.isAnyWaiting()).isFalse();
  }

  @Test
  void handshakesThatProveNothingHaveARate() {
    for (int i = 0; i < DoorLimits.UNPROVEN_BURST; i++) {
      admissions.left(arrived("10.0.0.1"));
    }
    assertThat(admissions.arrive(from("10.0.0.1"))).contains(Limit.HANDSHAKE_RATE);
    proven("10.0.0.2", "other");
    clock.advance(Duration.ofSeconds(1));
    for (int i = 0; i < DoorLimits.UNPROVEN_PER_SECOND; i++) {
      admissions.left(arrived("10.0.0.1"));
    }
    assertThat(admissions.arrive(from("10.0.0.1"))).contains(Limit.HANDSHAKE_RATE);
  }

  @Test
  void handshakesOfNodesAreFreeUntilOneConnectsTooOften() {
    int rounds = DoorLimits.PROVEN_BURST + DoorLimits.UNPROVEN_BURST;
    for (int i = 0; i < rounds; i++) {
      admissions.left(proven("10.0.0.1", "node"));
    }
    assertThat(admissions.arrive(from("10.0.0.1"))).contains(Limit.HANDSHAKE_RATE);
  }

  @Test
  void accountsAreEvenWhateverHappens() {
    var random = new Random(7);
    var open = new ArrayList<Visit>();
    for (int i = 0; i < 20_000; i++) {
      clock.advance(Duration.ofMillis(random.nextInt(40)));
      step(random, open);
    }
    open.forEach(admissions::left);
    for (int i = 0; i < SMALL.connectionsPerAddress(); i++) {
      proven("10.0.0.0", "last" + i);
    }
  }

  private void step(Random random, List<Visit> open) {
    var visit = open.isEmpty() ? from("10.0.0.0") : open.get(random.nextInt(open.size()));
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        var next = from("10.0.0." + random.nextInt(4));
        if (admissions.arrive(next).isEmpty()) {
          open.add(next);
        }
      }
      case 2 -> {
        var unused = admissions.proven(visit, "node" + random.nextInt(9));
      }
      case 3 -> {
        var unused = admissions.stranger(visit);
      }
      default -> {
        admissions.left(visit);
        open.remove(visit);
        admissions.next();
        open.removeAll(admissions.overdue());
      }
    }
    assertThat(open.stream().filter(each -> each.stage == Visit.Stage.SHAKING).count())
        .isLessThanOrEqualTo(DoorLimits.HANDSHAKES);
  }
}
