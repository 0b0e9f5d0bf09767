// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.lateen.base.time.Cancellable;
import io.lateen.base.time.Scheduler;
import io.lateen.proto.node.v1.AdminReply;
import io.lateen.proto.node.v1.AdminRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The questions to the Envoys of one node that wait for an answer. Each ends: by its answer, by
 * time, or with the session. Safe for all threads.
 */
final class AdminCalls {

  /** Most questions that wait at a time. */
  static final int MAX_WAITING = 32;

  /** Longest wait for an answer. */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  private record Waiting(CompletableFuture<byte[]> answer, Cancellable timer) {}

  private final String node;
  private final Scheduler scheduler;
  private final Map<Long, Waiting> waiting = new HashMap<>();
  private long lastId;
  private boolean ended;

  AdminCalls(String node, Scheduler scheduler) {
    this.node = node;
    this.scheduler = scheduler;
  }

  /** Asks; {@code send} gets the request when there is room for it. */
  CompletableFuture<byte[]> ask(String uid, String path, Consumer<AdminRequest> send) {
    var answer = new CompletableFuture<byte[]>();
    AdminRequest request;
    synchronized (this) {
      if (ended) {
        return failed("node " + node + " is not connected");
      }
      if (waiting.size() >= MAX_WAITING) {
        return failed(MAX_WAITING + " questions to node " + node + " wait for an answer");
      }
      lastId++;
      var id = lastId;
      var late = "node " + node + " did not answer within " + TIMEOUT.toSeconds() + " s";
      waiting.put(id, new Waiting(answer, scheduler.schedule(TIMEOUT, () -> fail(id, late))));
      request =
          AdminRequest.newBuilder().setRequestId(id).setWorkloadUid(uid).setPath(path).build();
    }
    send.accept(request);
    return answer;
  }

  /** Takes an answer; one that nobody waits for is dropped. */
  void answered(AdminReply reply) {
    var call = take(reply.getRequestId());
    if (call == null) {
      return;
    }
    if (reply.getError().isEmpty()) {
      call.answer().complete(reply.getBody().toByteArray());
    } else {
      call.answer().completeExceptionally(new AdminException(reply.getError()));
    }
  }

  /** Ends all questions. */
  void end(String reason) {
    List<Waiting> all;
    synchronized (this) {
      ended = true;
      all = List.copyOf(waiting.values());
      waiting.clear();
    }
    for (var call : all) {
      call.timer().cancel();
      call.answer().completeExceptionally(new AdminException(reason));
    }
  }

  private void fail(long id, String reason) {
    var call = take(id);
    if (call != null) {
      call.answer().completeExceptionally(new AdminException(reason));
    }
  }

  private synchronized @Nullable Waiting take(long id) {
    var call = waiting.remove(id);
    if (call != null) {
      call.timer().cancel();
    }
    return call;
  }

  /** A question that ends before it was asked. */
  static CompletableFuture<byte[]> failed(String reason) {
    return CompletableFuture.failedFuture(new AdminException(reason));
  }
}
