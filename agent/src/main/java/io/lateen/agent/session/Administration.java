// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.session;

import com.google.protobuf.ByteString;
import io.lateen.agent.envoy.AdminClient;
import io.lateen.agent.envoy.AdminPath;
import io.lateen.agent.telemetry.Counters;
import io.lateen.proto.node.v1.AdminReply;
import io.lateen.proto.node.v1.AdminRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Answers the control plane's reads of Envoys' administration interfaces. Safe from all threads.
 */
public final class Administration {

  /** Most reads at the same time; an answer may take megabytes of a small heap. */
  static final int MAX_CONCURRENT = 2;

  private static final int HTTP_OK = 200;

  private final Function<String, Optional<AdminClient>> clients;
  private final Executor blocking;
  private final Counters counters;
  private final Semaphore reads = new Semaphore(MAX_CONCURRENT);

  /**
   * Creates it.
   *
   * @param clients the administration interface of a workload's Envoy, by identity
   */
  public Administration(
      Function<String, Optional<AdminClient>> clients, Executor blocking, Counters counters) {
    this.clients = clients;
    this.blocking = blocking;
    this.counters = counters;
  }

  /** Reads and replies, on this thread or on one of the executor. */
  void answer(AdminRequest request, Consumer<AdminReply> reply) {
    var client = clients.apply(request.getWorkloadUid());
    var path = AdminPath.tryParse(request.getPath());
    if (client.isEmpty()) {
      reply.accept(failure(request, "no such workload on this node"));
    } else if (path.isEmpty()) {
      reply.accept(failure(request, "the agent does not let this path through"));
    } else if (!reads.tryAcquire()) {
      reply.accept(failure(request, "the agent is busy with other reads; ask again"));
    } else {
      blocking.execute(() -> read(request, client.get(), path.get(), reply));
    }
  }

  private void read(
      AdminRequest request, AdminClient client, AdminPath path, Consumer<AdminReply> reply) {
    try {
      var answer = client.get(path);
      reply.accept(
          answer.status() == HTTP_OK
              ? AdminReply.newBuilder()
                  .setRequestId(request.getRequestId())
                  .setBody(ByteString.copyFrom(answer.body()))
                  .build()
              : failure(request, "Envoy answered with status " + answer.status()));
    } catch (IOException e) {
      reply.accept(failure(request, "Envoy does not answer: " + e.getMessage()));
    } finally {
      reads.release();
    }
  }

  private AdminReply failure(AdminRequest request, String reason) {
    counters.add(Counters.ADMIN_FAILED, 1);
    return AdminReply.newBuilder().setRequestId(request.getRequestId()).setError(reason).build();
  }
}
