// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.lateen.base.time.Scheduler;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of messages that have begun to arrive and are not parsed yet. A peer that sends a
 * little of many large messages ends the call with which it has too much; when all peers together
 * have too much, the largest message of the peer that holds most goes. Safe from all threads.
 */
final class UnreadMessages extends ServerStreamTracer.Factory {

  private static final class Owner {
    private final Set<UnreadMessage> messages = new LinkedHashSet<>();
    private long bytes;
  }

  private final long mostPerOwner;
  private final long most;
  private final Scheduler scheduler;
  private final DoorEvents events;
  private final Map<String, Owner> owners = new HashMap<>();
  private long bytes;

  /** Holds at most that many bytes, for one and for all. */
  UnreadMessages(long mostPerOwner, long most, Scheduler scheduler, DoorEvents events) {
    this.mostPerOwner = mostPerOwner;
    this.most = most;
    this.scheduler = scheduler;
    this.events = events;
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    return new UnreadMessage(this, scheduler);
  }

  /** All bytes that wait now. */
  synchronized long bytes() {
    return bytes;
  }

  /** More of a message has come. */
  void grown(UnreadMessage message, long more) {
    var victim = account(message, more);
    if (victim != null) {
      end(
          victim,
          Status.RESOURCE_EXHAUSTED,
          "more than "
              + (mostPerOwner >> 20)
              + " MiB of messages are not complete, or "
              + (most >> 20)
              + " MiB of all peers; send fewer large messages at a time");
    }
  }

  private synchronized @Nullable UnreadMessage account(UnreadMessage message, long more) {
    var owner = owners.computeIfAbsent(message.owner(), name -> new Owner());
    owner.messages.add(message);
    owner.bytes += more;
    message.held += more;
    bytes += more;
    if (owner.bytes > mostPerOwner) {
      return message;
    }
    return bytes > most ? largest() : null;
  }

  private @Nullable UnreadMessage largest() {
    return owners.values().stream()
        .max(Comparator.comparingLong(owner -> owner.bytes))
        .flatMap(
            owner -> owner.messages.stream().max(Comparator.comparingLong(message -> message.held)))
        .orElse(null);
  }

  /** The message was parsed, or its call has ended. */
  synchronized void gone(UnreadMessage message) {
    var owner = owners.get(message.owner());
    if (owner != null && owner.messages.remove(message)) {
      owner.bytes -= message.held;
      bytes -= message.held;
      message.held = 0;
      if (owner.messages.isEmpty()) {
        owners.remove(message.owner());
      }
    }
  }

  /** Ends the call of a message that takes too much. */
  void end(UnreadMessage message, Status status, String text) {
    events.ended("half_sent", message.owner(), text);
    message.end(status.withDescription(text));
  }
}
