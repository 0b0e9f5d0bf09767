// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import io.lateen.base.time.SystemScheduler;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a control plane: few, named, and ended together. */
final class Threads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The writer of the mesh. */
  final ExecutorService pipeline = single("pipeline");

  /** All SQL. */
  final ExecutorService store = single("store");

  /** Finds the status of objects. */
  final ExecutorService status = single("status");

  /** Reads watched folders. */
  final ExecutorService files = single("files");

  /** Waits for the file system. */
  final ExecutorService fileWatch = single("file-watch");

  /** Waits for servers with keys; as many at a time as the keeper starts. */
  final ExecutorService fetches =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("key-fetch-", 0).factory());

  /**
   * Calls of gRPC other than discovery and certificates, which the threads of their connections
   * handle, and the answers about clients. What comes after its end is dropped: when gRPC cuts a
   * connection, it tells the calls after it has said that the server has ended
   * (io.grpc.netty.NettyServerHandler forcefulClose).
   */
  final ExecutorService calls = calls(Math.max(2, Runtime.getRuntime().availableProcessors()));

  /** Checks of signing requests and signatures; as many at a time as their lanes let through. */
  final ExecutorService signers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("signer-", 0).factory());

  final SystemScheduler scheduler =
      new SystemScheduler("timer", (thread, e) -> LOG.error("a timer's task failed", e));

  private static ExecutorService single(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  private static ExecutorService calls(int threads) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Thread.ofPlatform().daemon().name("calls-", 0).factory(),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  @Override
  public void close() {
    scheduler.close();
    fileWatch.shutdownNow();
    fetches.shutdownNow();
    signers.shutdownNow();
    for (var executor : new ExecutorService[] {status, files, calls, pipeline, store}) {
      executor.shutdown();
      try {
        if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          executor.shutdownNow();
        }
      } catch (InterruptedException e) {
        executor.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
  }
}
