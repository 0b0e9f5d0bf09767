// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The one thread that touches the file, and whether there still is one to touch. */
final class StoreWriter {

  private final SqliteLog log;
  private final Executor executor;
  private volatile boolean closed;

  StoreWriter(SqliteLog log, Executor executor) {
    this.log = log;
    this.executor = executor;
  }

  boolean isClosed() {
    return closed;
  }

  <T> CompletableFuture<T> run(Callable<T> task) {
    var future = new CompletableFuture<T>();
    executor.execute(
        () -> {
          try {
            future.complete(task.call());
          } catch (Exception e) {
            future.completeExceptionally(e);
          }
        });
    return future;
  }

  /** Reads the file; fails with {@link StoreException}. */
  <T> CompletableFuture<T> read(Callable<T> query) {
    return run(
        () -> {
          if (closed) {
            throw new StoreException(log.closedFailure(), new IllegalStateException("closed"));
          }
          try {
            return query.call();
          } catch (SQLException e) {
            throw new StoreException(log.failure(e), e);
          }
        });
  }

  /** Closes the file after what was queued before. */
  void close() {
    run(() -> {
          closed = true;
          log.close();
          return null;
        })
        .join();
  }
}
