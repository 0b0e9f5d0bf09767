// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/**
 * A network namespace that threads of this process can work in: sockets they open belong to it (the
 * kernel keeps the namespace per thread, setns(2)). Needs {@code CAP_SYS_ADMIN}.
 *
 * @param file such as {@code /run/netns/NAME}
 * @param threads makes platform threads; a virtual thread has no namespace of its own
 */
public record NetworkNamespace(Path file, ThreadFactory threads) {

  /**
   * Starts {@code work} on a new thread inside the namespace; the thread ends with the work. When
   * the namespace cannot be entered, the task fails with an {@link IOException}.
   */
  public <T> FutureTask<T> start(Callable<T> work) {
    var task =
        new FutureTask<>(
            () -> {
              enter();
              return work.call();
            });
    threads.newThread(task).start();
    return task;
  }

  /**
   * Runs {@code work} inside the namespace and waits for it.
   *
   * @throws IOException when the namespace cannot be entered or the work fails
   */
  public <T> T call(Callable<T> work) throws IOException, InterruptedException {
    try {
      return start(work).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private void enter() throws IOException {
    int descriptor = Syscalls.open(file.toString(), Constants.READ_ONLY_CLOSE_ON_EXEC);
    try {
      Syscalls.setns(descriptor, Constants.NETWORK_NAMESPACE);
    } finally {
      Syscalls.close(descriptor);
    }
  }
}
