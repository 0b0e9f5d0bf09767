// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import java.util.Optional;

/**
 * How many frames that carry nothing a peer may send (RFC 9113, 10.5): a steady rate, and more for
 * what it was sent, because a reader reports every few KiB. Pings and resets have limits of their
 * own in gRPC. Used on one event loop.
 */
final class FrameBudget {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;

  /** Flag of the last frame of headers. */
  static final int END_HEADERS = 4;

  private static final int SETTINGS = 4;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_STREAM = 1;
  private static final int ACK = 1;

  /** Frames at once, and the most that is saved up. */
  static final int BURST = 4_096;

  static final int PER_SECOND = 100;

  /** Bytes sent to the peer that allow it one frame more; windows are at least 64 KiB. */
  static final int BYTES_PER_FRAME = 4_096;

  /** Frames of one block of headers, the first one included. */
  static final int HEADER_FRAMES = 8;

  /** Answers to pings count as so many frames: the server asks rarely, and logs each surprise. */
  static final int PING_ANSWER = 256;

  private final Bucket frames;
  private long unpaid;
  private int headerFrames;

  FrameBudget(long now) {
    frames = new Bucket(BURST, PER_SECOND, now);
  }

  /** Bytes went to the peer. */
  void sent(int bytes) {
    unpaid += bytes;
    if (unpaid >= BYTES_PER_FRAME) {
      frames.giveBack((double) unpaid / BYTES_PER_FRAME);
      unpaid = 0;
    }
  }

  /** A frame began; the word for why the connection ends, if it does. */
  Optional<String> received(int type, int flags, int length, long now) {
    if (type == HEADERS || type == CONTINUATION) {
      headerFrames = type == HEADERS ? 1 : headerFrames + 1;
      if ((flags & END_HEADERS) != 0) {
        headerFrames = 0;
      }
      return headerFrames > HEADER_FRAMES ? Optional.of("continuation_frames") : Optional.empty();
    }
    var carries =
        switch (type) {
          case DATA -> length > 0 || (flags & END_STREAM) != 0;
          case RST_STREAM -> true;
          case PING -> (flags & ACK) == 0;
          default -> false;
        };
    int cost = type == PING ? PING_ANSWER : 1;
    return carries || frames.take(cost, now) ? Optional.empty() : Optional.of(word(type));
  }

  private static String word(int type) {
    return switch (type) {
      case DATA -> "empty_frames";
      case SETTINGS -> "settings_frames";
      case PING -> "ping_answers";
      case WINDOW_UPDATE -> "window_frames";
      default -> "control_frames";
    };
  }
}
