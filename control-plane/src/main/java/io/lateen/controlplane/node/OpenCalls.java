// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.Status;
import io.lateen.base.time.Scheduler;
import io.lateen.controlplane.door.DoorEvents;
import io.lateen.controlplane.door.DoorLimits;
import io.lateen.controlplane.door.Limit;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls that are open at the door: one address or one identity never has all of them, and a
 * control plane which stops lets its nodes go one after the other instead of all at once. Safe from
 * all threads.
 */
final class OpenCalls {

  /** Time that the clients of one call get before the next call ends. */
  static final Duration STEP = Duration.ofMillis(2);

  /** Longest time in which all calls end; supervisors kill after 8 s or more. */
  static final Duration LONGEST = Duration.ofSeconds(5);

  private static final Status STOPPING =
      Status.UNAVAILABLE.withDescription("the control plane is stopping; connect again");

  /** Whose call it is. */
  private record Caller(InetAddress address, String identity) {}

  private final DoorLimits limits;
  private final DoorEvents events;
  private final Map<BoundedCall<?, ?>, Caller> open = new LinkedHashMap<>();
  private final CallCounts<InetAddress> byAddress;
  private final CallCounts<String> byIdentity;
  private boolean draining;

  OpenCalls(DoorLimits limits, DoorEvents events) {
    this.limits = limits;
    this.events = events;
    this.byAddress = new CallCounts<>(limits.callsPerAddress());
    this.byIdentity = new CallCounts<>(limits.callsPerIdentity());
  }

  /** Counts a call in, or says why there is no room. */
  Optional<Status> add(BoundedCall<?, ?> call, InetAddress address, String identity) {
    Optional<Limit> limit;
    synchronized (this) {
      if (draining) {
        return Optional.of(STOPPING);
      }
      limit = count(address, identity);
      if (limit.isEmpty()) {
        open.put(call, new Caller(address, identity));
        return Optional.empty();
      }
    }
    var message = limit.get().message(most(limit.get()));
    events.refused(limit.get(), identity, message);
    return Optional.of(Status.RESOURCE_EXHAUSTED.withDescription(message));
  }

  private Optional<Limit> count(InetAddress address, String identity) {
    if (open.size() >= limits.calls()) {
      return Optional.of(Limit.CALLS);
    }
    if (!byIdentity.add(identity)) {
      return Optional.of(Limit.CALLS_PER_IDENTITY);
    }
    if (!byAddress.add(address)) {
      byIdentity.remove(identity);
      return Optional.of(Limit.CALLS_PER_ADDRESS);
    }
    return Optional.empty();
  }

  synchronized void remove(BoundedCall<?, ?> call) {
    var caller = open.remove(call);
    if (caller != null) {
      byAddress.remove(caller.address());
      byIdentity.remove(caller.identity());
    }
  }

  private long most(Limit limit) {
    return switch (limit) {
      case CALLS_PER_IDENTITY -> limits.callsPerIdentity();
      case CALLS_PER_ADDRESS -> limits.callsPerAddress();
      default -> limits.calls();
    };
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
      calls = List.copyOf(open.keySet());
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
