// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.status;

import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.server.OpenStream;
import io.lateen.xds.stream.ResourceReport;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Says how every resource of every client stands. One stream is asked after the other, so that an
 * answer is never larger than its bounds while it is made. Safe from all threads.
 */
public final class ClientStatus {

  /** Resources of one answer. */
  static final int MAX_RESOURCES = 100_000;

  /** Bytes of the resources' contents in one answer. */
  static final int MAX_BYTES = 8 << 20;

  /** Answers that are made at the same time. */
  static final int MAX_ANSWERS = 4;

  private static final String REMEDY =
      "; choose fewer clients with node_matchers, or set exclude_resource_contents";

  private final Supplier<List<OpenStream>> streams;
  private final Executor executor;
  private final Semaphore room = new Semaphore(MAX_ANSWERS);

  /**
   * The status of clients.
   *
   * @param streams those that are open at the time of asking
   * @param executor makes the answers; several threads, tasks do not block
   */
  public ClientStatus(Supplier<List<OpenStream>> streams, Executor executor) {
    this.streams = streams;
    this.executor = executor;
  }

  /**
   * The answer to a request.
   *
   * @param visible clients that the caller may see; others are left out without a word
   */
  public CompletableFuture<ClientStatusAnswer> of(
      ClientStatusRequest request, Predicate<ProxyNode> visible) {
    var filter = new NodeFilter(request.getNodeMatchersList());
    var fault = filter.fault();
    if (fault.isPresent()) {
      return CompletableFuture.completedFuture(
          new ClientStatusAnswer.Invalid("node_matchers: " + fault.get()));
    }
    var asked =
        streams.get().stream()
            .filter(stream -> visible.test(stream.status().node()))
            .filter(stream -> filter.chooses(stream.status().node()))
            .iterator();
    if (!room.tryAcquire()) {
      return CompletableFuture.completedFuture(
          new ClientStatusAnswer.TooMuch(MAX_ANSWERS + " answers are being made; ask again"));
    }
    var walk = new Walk(executor, asked, new ClientConfigs(!request.getExcludeResourceContents()));
    walk.goOn();
    return walk.answer.whenComplete((answer, failure) -> room.release());
  }

  /** Goes from stream to stream; one thread at a time. */
  private static final class Walk {
    private final Executor executor;
    private final Iterator<OpenStream> left;
    private final ClientConfigs configs;
    private final CompletableFuture<ClientStatusAnswer> answer = new CompletableFuture<>();
    private int resources;

    Walk(Executor executor, Iterator<OpenStream> left, ClientConfigs configs) {
      this.executor = executor;
      this.left = left;
      this.configs = configs;
    }

    /** A loop and no recursion where streams answer at once. */
    void goOn() {
      while (left.hasNext()) {
        var stream = left.next();
        var reports = stream.resources().ask(MAX_RESOURCES - resources);
        if (!reports.isDone()) {
          reports.whenCompleteAsync((found, failure) -> later(stream, found, failure), executor);
          return;
        }
        if (!take(stream, reports.join())) {
          return;
        }
      }
      answer.complete(new ClientStatusAnswer.Found(configs.response()));
    }

    private void later(OpenStream stream, Optional<List<ResourceReport>> found, Throwable failure) {
      if (failure != null) {
        answer.completeExceptionally(failure);
      } else if (take(stream, found)) {
        goOn();
      }
    }

    /** Whether there is room for more. */
    private boolean take(OpenStream stream, Optional<List<ResourceReport>> found) {
      if (found.isEmpty()) {
        answer.complete(tooMuch(MAX_RESOURCES + " resources"));
        return false;
      }
      resources += found.get().size();
      configs.add(stream.status(), found.get());
      if (configs.bytes() > MAX_BYTES) {
        answer.complete(tooMuch(MAX_BYTES + " bytes of contents"));
        return false;
      }
      return true;
    }

    private static ClientStatusAnswer tooMuch(String limit) {
      return new ClientStatusAnswer.TooMuch("more than " + limit + REMEDY);
    }
  }
}
