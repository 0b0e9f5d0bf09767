// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.lateen.testkit.time.VirtualScheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that are sent in part: memory is bounded, and whoever holds most goes first. */
class UnreadMessagesTest {

  private static final long MIB = 1 << 20;

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final List<String> told = new ArrayList<>();
  private final UnreadMessages messages =
      new UnreadMessages(
          4 * MIB,
          10 * MIB,
          scheduler,
          new DoorEvents() {
            @Override
            public void ended(String reason, String who, String message) {
              told.add(reason + " " + who);
            }
          });

  private final class Call {
    private final UnreadMessage message;
    private Status end = Status.OK;

    Call(String owner) {
      message = (UnreadMessage) messages.newServerStreamTracer("m", new Metadata());
      message.belongsTo(
          owner,
          status -> {
            end = status;
            message.streamClosed(status);
          });
    }

    Call gets(long bytes) {
      message.inboundWireSize(bytes);
      return this;
    }
  }

  @Test
  void whatIsReadIsForgotten() {
    var call = new Call("a");
    for (int i = 0; i < 100; i++) {
      call.gets(MIB).gets(2 * MIB).message.read();
    }
    assertThat(messages.bytes()).isZero();
    assertThat(call.end.isOk()).isTrue();
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void smallMessagesAreFree() {
    new Call("a").gets(100).gets(UnreadMessage.FREE_BYTES - 100);
    assertThat(messages.bytes()).isZero();
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void theCallThatIsTooMuchEnds() {
    var first = new Call("a").gets(3 * MIB);
    var second = new Call("a").gets(2 * MIB);
    assertThat(first.end.isOk()).isTrue();
    assertThat(second.end.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(messages.bytes()).isEqualTo(3 * MIB);
    assertThat(told).containsExactly("half_sent a");
  }

  @Test
  void whoHoldsMostGoesFirst() {
    var modest = new Call("modest").gets(MIB);
    var greedy = new Call("greedy").gets(4 * MIB);
    new Call("second").gets(3 * MIB);
    var last = new Call("last").gets(3 * MIB);
    assertThat(greedy.end.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(modest.end.isOk() && last.end.isOk()).isTrue();
    assertThat(messages.bytes()).isEqualTo(7 * MIB);
  }

  @Test
  void aMessageHasItsTime() {
    var call = new Call("slow").gets(MIB);
    scheduler.advance(DoorLimits.MESSAGE_TIME.minusMillis(1));
    assertThat(call.end.isOk()).isTrue();
    scheduler.advance(DoorLimits.MESSAGE_TIME);
    assertThat(call.end.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(messages.bytes()).isZero();
  }
}
