// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.channel.ChannelDuplexHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.util.ReferenceCountUtil;
import io.lateen.base.time.NanoClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads along the heads of the frames of one connection, between TLS and HTTP/2: ends it when the
 * {@link FrameBudget} is used up, and tells why when HTTP/2 itself ends it. Runs on the
 * connection's event loop.
 */
final class FrameMeter extends ChannelDuplexHandler {

  /** RFC 9113, 3.4: what a client says before its first frame. */
  private static final int PREFACE_BYTES = 24;

  private static final int HEAD_BYTES = 9;
  private static final int GOAWAY_BYTES = 17;
  private static final int TYPE_AT = 3;
  private static final int CODE_AT = 13;
  private static final int ALL_STREAMS = Integer.MAX_VALUE;
  private static final int BYTE = 8;
  private static final int UNSIGNED = 0xff;

  /** RFC 9113, 7; words of the metric's label {@code reason}. */
  private static final String[] CODES = {
    "", "protocol_error", "internal_error", "flow_control_error", "settings_timeout",
    "stream_closed", "frame_size_error", "refused_stream", "cancel", "compression_error",
    "connect_error", "enhance_your_calm", "inadequate_security", "http_1_1_required"
  };

  private static final int ENHANCE_YOUR_CALM = 11;

  /** What gRPC's server says to a client that asks too often and, told so, asks less often. */
  private static final String TOO_MANY_PINGS = "too_many_pings";

  private final Visit visit;
  private final DoorEvents events;
  private final NanoClock clock;
  private final Runnable flooded;
  private final FrameBudget budget;
  private final byte[] head = new byte[HEAD_BYTES];
  private int filled;
  private int skip = PREFACE_BYTES;
  private boolean ended;
  private @Nullable String farewell;
  private @Nullable String refusal;

  /**
   * A meter of one connection.
   *
   * @param flooded is run when the connection ends for a flood
   */
  FrameMeter(Visit visit, DoorEvents events, NanoClock clock, Runnable flooded) {
    this.visit = visit;
    this.events = events;
    this.clock = clock;
    this.flooded = flooded;
    this.budget = new FrameBudget(clock.nanos());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (ended) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (refusal != null) {
      ReferenceCountUtil.release(message);
      end(ctx, refusal);
      return;
    }
    var fault = message instanceof ByteBuf bytes ? read(bytes) : Optional.<String>empty();
    if (fault.isEmpty()) {
      ctx.fireChannelRead(message);
    } else {
      ReferenceCountUtil.release(message);
      events.ended(fault.get(), visit.who(), "a flood on one connection: " + fault.get());
      flooded.run();
      end(ctx, fault.get());
    }
  }

  /** Ends the connection at its first words, which HTTP/2 answers no more. */
  void refuse(String words) {
    refusal = words;
  }

  private Optional<String> read(ByteBuf bytes) {
    int at = bytes.readerIndex();
    int end = bytes.writerIndex();
    while (at < end) {
      if (skip > 0) {
        int step = Math.min(skip, end - at);
        at += step;
        skip -= step;
        continue;
      }
      head[filled++] = bytes.getByte(at++);
      if (filled == HEAD_BYTES) {
        filled = 0;
        skip = (head[0] & UNSIGNED) << 2 * BYTE | (head[1] & UNSIGNED) << BYTE | head[2] & UNSIGNED;
        var fault = budget.received(head[TYPE_AT], head[TYPE_AT + 1], skip, clock.nanos());
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }

  private void end(ChannelHandlerContext ctx, String words) {
    // Closed from here: a close of the channel would wait for its calls and for a ping's answer.
    ctx.writeAndFlush(goAway(ctx, ENHANCE_YOUR_CALM, words)).addListener(sent -> ctx.close());
    stop(ctx);
  }

  /** A peer that does not read its farewell is not read either. */
  private void stop(ChannelHandlerContext ctx) {
    ended = true;
    ctx.channel().config().setAutoRead(false);
    closeAfter(ctx, DoorLimits.FAREWELL);
  }

  /** HTTP/2 asks for more when it has read all that there was. */
  @Override
  public void read(ChannelHandlerContext ctx) {
    if (!ended) {
      ctx.read();
    }
  }

  /** Asks the client to use the connection for no more calls; those under way go on. */
  void retire(ChannelHandlerContext ctx) {
    if (!ended) {
      ctx.writeAndFlush(goAway(ctx, 0, "age"));
      closeAfter(ctx, DoorLimits.AGE_GRACE);
    }
  }

  private static void closeAfter(ChannelHandlerContext ctx, Duration time) {
    ctx.executor().schedule(() -> ctx.close(), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static ByteBuf goAway(ChannelHandlerContext ctx, int code, String word) {
    var text = word.getBytes(StandardCharsets.US_ASCII);
    return ctx.alloc()
        .buffer(GOAWAY_BYTES + text.length)
        .writeMedium(GOAWAY_BYTES - HEAD_BYTES + text.length)
        .writeByte(FrameBudget.GOAWAY)
        .writeByte(0)
        .writeInt(0)
        .writeInt(ALL_STREAMS)
        .writeInt(code)
        .writeBytes(text);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      budget.sent(bytes.readableBytes());
      watch(ctx, bytes);
    }
    ctx.write(message, promise);
  }

  /** GOAWAY comes in two writes: its fixed part, and the words that say why. */
  private void watch(ChannelHandlerContext ctx, ByteBuf bytes) {
    int at = bytes.readerIndex();
    if (farewell != null) {
      var words = bytes.toString(StandardCharsets.UTF_8);
      var isForPings = words.equals(TOO_MANY_PINGS);
      events.ended(isForPings ? words : farewell, visit.who(), "HTTP/2: " + words);
      if (!isForPings && farewell.equals(CODES[ENHANCE_YOUR_CALM])) {
        flooded.run();
      }
      stop(ctx);
      farewell = null;
    } else if (bytes.readableBytes() == GOAWAY_BYTES
        && bytes.getByte(at + TYPE_AT) == FrameBudget.GOAWAY
        && bytes.getInt(at + TYPE_AT + 2) == 0) {
      int code = bytes.getInt(at + CODE_AT);
      farewell = code > 0 && code < CODES.length ? CODES[code] : null;
    }
  }
}
