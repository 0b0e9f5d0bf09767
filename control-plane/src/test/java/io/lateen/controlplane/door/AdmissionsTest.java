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
      new DoorLimits(2_000, 600, 3, 2, Duration.ofSeconds(5), Duration.ZERO, 1_000, 1_000, 1_000);

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

  private Visit spoken(String address) {
    var visit = arrived(address);
    assertThat(visit.stage).isEqualTo(Visit.Stage.SILENT);
    assertThat(admissions.spoke(visit)).isEmpty();
    return visit;
  }

  private Visit proven(String address, String identity) {
    var visit = spoken(address);
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
    var more = spoken("10.0.0.1");
    assertThat(admissions.proven(more, "greedy")).contains(Limit.CONNECTIONS_PER_IDENTITY);
    proven("10.0.0.1", "other");
    admissions.left(more);
    admissions.left(first);
    proven("10.0.0.1", "greedy");
  }

  @Test
  void strangersOfAnAddressLeaveRoomForNodes() {
    for (int i = 0; i < SMALL.strangersPerAddress(); i++) {
      assertThat(admissions.stranger(spoken("10.0.0.1"))).isEmpty();
    }
    assertThat(admissions.stranger(spoken("10.0.0.1"))).contains(Limit.STRANGERS_PER_ADDRESS);
    assertThat(admissions.stranger(spoken("10.0.0.2"))).isEmpty();
    proven("10.0.0.1", "node");
  }

  private List<Visit> shaking(String address) {
    var shaking = new ArrayList<Visit>();
    for (int i = 0; i < DoorLimits.HANDSHAKES_PER_ADDRESS; i++) {
      shaking.add(spoken(address));
    }
    return shaking;
  }

  private List<Visit> silent(String address) {
    var silent = new ArrayList<Visit>();
    for (int i = 0; i < DoorLimits.ENTERED_PER_ADDRESS; i++) {
      silent.add(arrivedIn(address));
    }
    return silent;
  }

  private Visit arrivedIn(String address) {
    var visit = arrived(address);
    assertThat(visit.stage).isEqualTo(Visit.Stage.SILENT);
    return visit;
  }

  @Test
  void handshakesOfAnAddressWaitForEachOther() {
    var shaking = shaking("10.0.0.1");
    var held = spoken("10.0.0.1");
    assertThat(held.stage).isEqualTo(Visit.Stage.HELD);
    proven("10.0.0.2", "other");
    assertThat(admissions.next()).isEmpty();
    assertThat(admissions.isAnyWaiting()).isTrue();
    admissions.left(shaking.getFirst());
    assertThat(admissions.next()).containsExactly(held);
    assertThat(held.stage).isEqualTo(Visit.Stage.SHAKING);
    assertThat(admissions.isAnyWaiting()).isFalse();
  }

  @Test
  void addressesTakeTurns() {
    var shaking = new ArrayList<Visit>();
    for (int i = 0; i < DoorLimits.HANDSHAKES / DoorLimits.HANDSHAKES_PER_ADDRESS; i++) {
      shaking.addAll(shaking("10.0.1." + i));
    }
    var greedy = List.of(spoken("10.0.0.3"), spoken("10.0.0.3"), spoken("10.0.0.3"));
    var modest = spoken("10.0.0.4");
    admissions.left(shaking.get(0));
    admissions.left(shaking.get(1));
    assertThat(admissions.next()).containsExactly(greedy.get(0), modest);
  }

  @Test
  void silentOnesTakeNoHandshake() {
    silent("10.0.0.1").removeLast();
    shaking("10.0.0.2");
    assertThat(admissions.arrive(from("10.0.0.1"))).isEmpty();
    proven("10.0.0.3", "other");
  }

  @Test
  void silentOnesGiveWayToThoseBehindThem() {
    var silent = silent("10.0.0.1");
    var honest = arrived("10.0.0.1");
    assertThat(honest.stage).isEqualTo(Visit.Stage.WAITING);
    assertThat(admissions.overdue()).isEmpty();
    clock.advance(DoorLimits.SILENCE);
    assertThat(admissions.overdue()).containsExactlyElementsOf(silent);
    assertThat(silent).allMatch(visit -> visit.saidNothing);
    assertThat(admissions.next()).containsExactly(honest);
    assertThat(admissions.spoke(honest)).isEmpty();
    assertThat(honest.stage).isEqualTo(Visit.Stage.SHAKING);
  }

  @Test
  void silentOnesMayStayWhenNobodyWaits() {
    silent("10.0.0.1");
    clock.advance(Duration.ofSeconds(4));
    assertThat(admissions.overdue()).isEmpty();
  }

  @Test
  void silentOnesCostTheirAddressNoHandshakes() {
    for (int i = 0; i < 2 * DoorLimits.UNPROVEN_BURST; i++) {
      admissions.left(arrivedIn("10.0.0.1"));
    }
    proven("10.0.0.1", "node");
  }

  @Test
  void whoWaitsTooLongIsLetGo() {
    shaking("10.0.0.1");
    var early = spoken("10.0.0.1");
    clock.advance(Duration.ofSeconds(3));
    var late = spoken("10.0.0.1");
    clock.advance(Duration.ofSeconds(2));
    assertThat(admissions.overdue()).containsExactly(early);
    assertThat(early.saidNothing).isFalse();
    assertThat(admissions.isAnyWaiting()).isTrue();
    clock.advance(Duration.ofSeconds(3));
    assertThat(admissions.overdue()).containsExactly(late);
    assertThat(admissions.isAnyWaiting()).isFalse();
  }

  @Test
  void handshakesThatProveNothingHaveARate() {
    for (int i = 0; i < DoorLimits.UNPROVEN_BURST; i++) {
      admissions.left(spoken("10.0.0.1"));
    }
    assertThat(admissions.spoke(arrived("10.0.0.1"))).contains(Limit.HANDSHAKE_RATE);
    proven("10.0.0.2", "other");
    clock.advance(Duration.ofSeconds(1));
    for (int i = 0; i < DoorLimits.UNPROVEN_PER_SECOND; i++) {
      admissions.left(spoken("10.0.0.1"));
    }
    assertThat(admissions.spoke(arrived("10.0.0.1"))).contains(Limit.HANDSHAKE_RATE);
  }

  @Test
  void handshakesOfNodesAreFreeUntilOneConnectsTooOften() {
    int rounds = DoorLimits.PROVEN_BURST + DoorLimits.UNPROVEN_BURST;
    for (int i = 0; i < rounds; i++) {
      admissions.left(proven("10.0.0.1", "node"));
    }
    assertThat(admissions.spoke(arrived("10.0.0.1"))).contains(Limit.HANDSHAKE_RATE);
  }

  @Test
  void whoFloodedIsRefusedForAWhile() {
    var flooder = proven("10.0.0.1", "node");
    var steady = proven("10.0.0.1", "node");
    admissions.flooded(flooder);
    admissions.left(flooder);
    var again = spoken("10.0.0.1");
    assertThat(admissions.proven(again, "node")).contains(Limit.FLOODED);
    admissions.left(again);
    assertThat(steady.stage).as("its other connections stay").isEqualTo(Visit.Stage.PROVEN);
    proven("10.0.0.1", "other");
    proven("10.0.0.2", "node");
    assertThat(admissions.stranger(spoken("10.0.0.1"))).isEmpty();

    clock.advance(DoorLimits.CALM.minusNanos(1));
    assertThat(admissions.proven(spoken("10.0.0.1"), "node")).contains(Limit.FLOODED);
    clock.advance(Duration.ofNanos(1));
    proven("10.0.0.1", "node");
  }

  @Test
  void aStrangerThatFloodedKeepsOutTheStrangersOfItsAddress() {
    var flooder = spoken("10.0.0.1");
    assertThat(admissions.stranger(flooder)).isEmpty();
    admissions.flooded(flooder);
    admissions.left(flooder);
    assertThat(admissions.stranger(spoken("10.0.0.1"))).contains(Limit.FLOODED);
    assertThat(admissions.stranger(spoken("10.0.0.2"))).isEmpty();
    proven("10.0.0.1", "node");
    clock.advance(DoorLimits.CALM);
    assertThat(admissions.stranger(spoken("10.0.0.1"))).isEmpty();
  }

  @Test
  void theLatestFloodCounts() {
    var flooder = proven("10.0.0.1", "node");
    admissions.flooded(flooder);
    clock.advance(DoorLimits.CALM.dividedBy(2));
    admissions.flooded(flooder);
    admissions.left(flooder);
    clock.advance(DoorLimits.CALM.dividedBy(2));
    assertThat(admissions.proven(spoken("10.0.0.1"), "node")).contains(Limit.FLOODED);
    clock.advance(DoorLimits.CALM.dividedBy(2));
    proven("10.0.0.1", "node");
  }

  @Test
  void soManyFloodersAreRemembered() {
    for (int i = 0; i <= DoorLimits.REMEMBERED; i++) {
      var flooder = proven("10.0.0.1", "node" + i);
      admissions.flooded(flooder);
      admissions.left(flooder);
    }
    proven("10.0.0.1", "node0");
    assertThat(admissions.proven(spoken("10.0.0.1"), "node1")).contains(Limit.FLOODED);
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
    assertThat(admissions.isAnyWaiting()).isFalse();
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
        var unusedLimit = admissions.spoke(visit);
        var unused = admissions.proven(visit, "node" + random.nextInt(9));
      }
      case 3 -> {
        var unused = admissions.stranger(visit);
        if (random.nextInt(9) == 0) {
          admissions.flooded(visit);
        }
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
