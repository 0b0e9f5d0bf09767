// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.trial;

import java.time.Duration;

/** Bounds of trials (docs/limits.md). */
final class TrialLimits {

  /** Trials that wait; more are not held, and their suspects stay suspects. */
  static final int MAX_WAITING = 64;

  /** Bytes of resources in trials that wait; an agent has a heap of 32 MB. */
  static final long MAX_WAITING_BYTES = 4L << 20;

  /** Relays that wait for one trial; a node has 1,000 workloads at most. */
  static final int MAX_LISTENERS = 1_000;

  /** Findings that are kept, by content. */
  static final int MAX_FINDINGS = 4_000;

  /** Longest reason that is kept of one finding, in characters. */
  static final int MAX_REASON = 1_024;

  /** How long one trial may take; what was not tried by then stays a suspect. */
  static final Duration MAX_TIME = Duration.ofSeconds(20);

  /** Processor time of one twin, in seconds; the kernel ends it then (setrlimit(2)). */
  static final int MAX_CPU_SECONDS = 15;

  /** Memory of one twin, in bytes (RLIMIT_DATA); an idle Envoy takes 75 MB of it. */
  static final long MAX_MEMORY_BYTES = 512L << 20;

  private TrialLimits() {}
}
