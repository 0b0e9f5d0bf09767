// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.Status;
import io.lateen.base.time.Scheduler;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The calls that are open at the door, so that a control plane which stops can let its nodes go one
 * after the other instead of all at once. Safe from all threads.
 */
final class OpenCalls {

  /** Time that the clients of one call get before the next call ends. */
  static final Duration STEP = Duration.ofMillis(2);

  /** Longest time in which all calls end; supervisors kill after 8 s or more. */
  static final Duration LONGEST = Duration.ofSeconds(5);

  private static final Status STOPPING =
      Status.UNAVAILABLE.withDescription("the control plane is stopping; connect again");

  private final Set<BoundedCall<?, ?>> open = new LinkedHashSet<>();
  private boolean draining;

  /** Counts a call in; false when no more are taken. */
  synchronized boolean add(BoundedCall<?, ?> call) {
    return !draining && open.add(call);
  }

  synchronized void remove(BoundedCall<?, ?> call) {
    open.remove(call);
  }

  /** What refused calls are told. */
  static Status stopping() {
    return STOPPING;
  }

  /**
   * Takes no more calls and ends the open ones evenly spread; clients see UNAVAILABLE.
   *
   * @return the time in which all will have ended: {@link #STEP} per call, at most {@link #LONGEST}
   */
  Duration drain(Scheduler scheduler) {
    List<BoundedCall<?, ?>> calls;
    synchronized (this) {
      draining = true;
      calls = List.copyOf(open);
    }
    var whole = STEP.multipliedBy(calls.size());
    var spread = whole.compareTo(LONGEST) < 0 ? whole : LONGEST;
    for (int i = 0; i < calls.size(); i++) {
      var call = calls.get(i);
      var at = spread.multipliedBy(i).dividedBy(calls.size());
      scheduler.schedule(at, () -> call.expire(STOPPING));
    }
    return spread;
  }
}
