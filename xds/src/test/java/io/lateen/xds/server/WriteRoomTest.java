// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.testkit.time.VirtualClock;
import io.lateen.testkit.time.VirtualScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Large responses wait for room, small ones never. */
class WriteRoomTest {

  private static final int HALF = (int) (WriteRoom.MOST_BYTES / 2);

  private final VirtualClock clock = new VirtualClock();
  private final VirtualScheduler scheduler = new VirtualScheduler(clock);
  private final AtomicInteger full = new AtomicInteger();
  private final WriteRoom room = new WriteRoom(scheduler, full::incrementAndGet);
  private final List<String> rung = new ArrayList<>();

  private WriteRoom.Share share(String name) {
    return room.share(() -> rung.add(name));
  }

  @Test
  void whoFindsNoRoomIsRungWhenThereIsSome() {
    var first = share("first");
    var second = share("second");
    var third = share("third");
    assertThat(first.take(HALF)).isTrue();
    assertThat(first.take(HALF)).isTrue();
    assertThat(second.take(HALF)).isFalse();
    assertThat(third.take(HALF)).isFalse();
    assertThat(rung).isEmpty();
    assertThat(full).as("counted").hasValue(2);

    first.giveBack();
    assertThat(rung).as("in turn").containsExactly("second");
    assertThat(second.take(HALF)).isTrue();
    assertThat(rung).as("there is room for both").containsExactly("second", "third");
  }

  @Test
  void smallResponsesNeverWait() {
    assertThat(share("bulk").take((int) WriteRoom.MOST_BYTES)).isTrue();
    assertThat(share("endpoints").take(WriteRoom.SMALL_BYTES)).isTrue();
  }

  @Test
  void aResponseThatIsTooLargeGoesAlone() {
    var large = share("large");
    assertThat(large.take((int) WriteRoom.MOST_BYTES + 1)).isTrue();
    assertThat(share("other").take(HALF)).isFalse();
    large.giveBack();
    assertThat(rung).containsExactly("other");
  }

  @Test
  void aSlowReaderKeepsItsRoomForSomeTimeOnly() {
    assertThat(share("slow").take((int) WriteRoom.MOST_BYTES)).isTrue();
    var other = share("other");
    assertThat(other.take(HALF)).isFalse();
    scheduler.advance(WriteRoom.LONGEST);
    assertThat(rung).containsExactly("other");
    assertThat(other.take(HALF)).isTrue();
  }

  @Test
  void whoLeavesWakesTheNextEvenWhenItWasRungItself() {
    var first = share("first");
    var second = share("second");
    first.take((int) WriteRoom.MOST_BYTES);
    second.take(HALF);
    share("third").take(HALF);
    first.leave();
    second.leave();
    assertThat(rung).containsExactly("second", "third");
  }
}
