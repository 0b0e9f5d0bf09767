// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import java.time.Duration;

/**
 * What the peers of the door may cost (docs/limits.md).
 *
 * @param connections open at once
 * @param connectionsPerAddress of one address, or of one /64 of IPv6
 * @param connectionsPerIdentity of one proven identity
 * @param strangersPerAddress connections of one address that have proven no identity
 * @param handshake time for a handshake, and for each wait before it
 * @param connectionAge after which a connection is ended, give or take a tenth; zero for never
 * @param calls open at once
 * @param callsPerAddress of one address
 * @param callsPerIdentity of one identity
 */
public record DoorLimits(
    int connections,
    int connectionsPerAddress,
    int connectionsPerIdentity,
    int strangersPerAddress,
    Duration handshake,
    Duration connectionAge,
    int calls,
    int callsPerAddress,
    int callsPerIdentity) {

  /** Connections that have entered and not begun a handshake: silent, or held until one ends. */
  static final int ENTERED = 1_024;

  /** Those of one address. */
  static final int ENTERED_PER_ADDRESS = ENTERED / 2;

  /** A silent one gives up its place after so long when another one of its address waits. */
  static final Duration SILENCE = Duration.ofMillis(250);

  /** Handshakes under way at a time, from the first bytes on. */
  static final int HANDSHAKES = 256;

  /** Those of one address: others find room. */
  static final int HANDSHAKES_PER_ADDRESS = HANDSHAKES / 8;

  /** Connections that wait to enter; they cost a file descriptor. */
  static final int WAITING = 8_192;

  /** Those of one address. */
  static final int WAITING_PER_ADDRESS = WAITING / 2;

  /** Handshakes of an address that prove nothing, at once and per second; proven ones are free. */
  static final int UNPROVEN_BURST = 4_096;

  static final int UNPROVEN_PER_SECOND = 50;

  /** Handshakes of one identity, at once and per second; more count as unproven. */
  static final int PROVEN_BURST = 2_000;

  static final int PROVEN_PER_SECOND = 50;

  /** Addresses and identities that are remembered besides those that are connected. */
  static final int REMEMBERED = 10_000;

  /** From the end of a flood to the next connection that its caller gets. */
  static final Duration CALM = Duration.ofSeconds(10);

  /** Half-sent messages of one owner, bytes. */
  static final long UNREAD_PER_OWNER = 32 << 20;

  /** Half-sent messages of all, bytes. */
  static final long UNREAD = 128 << 20;

  /** Time for a message to be complete. */
  static final Duration MESSAGE_TIME = Duration.ofSeconds(30);

  /** Window of a connection and of its streams, bytes: what lies there when nobody reads. */
  static final int WINDOW = 256 << 10;

  /** A connection ends this long after its age was reached, if its calls did not end before. */
  static final Duration AGE_GRACE = Duration.ofSeconds(10);

  /** A refused connection gets this long to hear why. */
  static final Duration FAREWELL = Duration.ofSeconds(1);

  /**
   * 20,000 connections, 15,000 per address, 1,000 per identity, 64 strangers per address, 5 s, 30
   * minutes as Istio's chart has it; 40,000 calls, 30,000 per address, 4,096 per identity.
   */
  public static final DoorLimits DEFAULT =
      new DoorLimits(
          20_000,
          15_000,
          1_000,
          64,
          Duration.ofSeconds(5),
          Duration.ofMinutes(30),
          40_000,
          30_000,
          4_096);
}
