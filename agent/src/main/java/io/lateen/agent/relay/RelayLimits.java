// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import java.time.Duration;

/** Bounds of a relay. */
public final class RelayLimits {

  /** Largest response that the agent's channel to the control plane has to accept, bytes. */
  public static final int MAX_MESSAGE_BYTES = 64 << 20;

  /** Largest request that the workload's socket has to accept from Envoy, bytes. */
  public static final int MAX_REQUEST_BYTES = 8 << 20;

  /** Largest file of a last good configuration, bytes; a larger one is not saved. */
  public static final int MAX_FILE_BYTES = 64 << 20;

  /** Names that one Envoy may subscribe to, over all types. */
  static final int MAX_NAMES = 100_000;

  /** Resource types that one Envoy may ask for. */
  static final int MAX_TYPES = 32;

  /** Streams of the gRPC libraries of one workload; each target of calls may have one. */
  static final int MAX_LIBRARY_STREAMS = 256;

  /** Responses that Envoy has not answered yet; the control plane keeps one per type in flight. */
  static final int MAX_UNANSWERED = 256;

  /** Time between a change and its save; changes in between are saved together. */
  static final Duration SAVE_DELAY = Duration.ofSeconds(1);

  /** Time between a save that failed and the next attempt. */
  static final Duration SAVE_RETRY = Duration.ofSeconds(30);

  /** How long a new Envoy waits for the control plane before it gets the last good one. */
  static final Duration LOCAL_GRACE = Duration.ofMillis(500);

  /** When a stream is this old, cached names that Envoy did not ask for are dropped. */
  static final Duration SETTLE = Duration.ofSeconds(60);

  /** First wait after a failed attempt to reach the control plane. */
  static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

  /** Longest wait between attempts. */
  static final Duration LAST_BACKOFF = Duration.ofSeconds(5);

  private RelayLimits() {}
}
