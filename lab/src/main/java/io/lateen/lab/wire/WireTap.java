// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.wire;

import io.lateen.lab.system.NetworkNamespace;
import io.lateen.lab.system.PacketSocket;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Listens on one interface of a namespace until it is closed. Thread-safe. */
public final class WireTap implements AutoCloseable {

  private final CountDownLatch open = new CountDownLatch(1);
  private final FutureTask<WireReport> task;
  private volatile boolean closed;

  /**
   * Begins to listen; returns when frames are being read.
   *
   * @param interfaceName inside {@code namespace}, such as a host's end of a pod's cable
   * @param address only traffic with this address …
   * @param port … and this port of it is looked at
   */
  public WireTap(NetworkNamespace namespace, String interfaceName, String address, int port)
      throws IOException, InterruptedException {
    task =
        namespace.start(
            () -> {
              try {
                return listen(interfaceName, address, port);
              } finally {
                open.countDown();
              }
            });
    // A namespace that cannot be entered fails the task before it runs; get() then tells why.
    while (open.getCount() > 0 && !task.isDone()) {
      if (open.await(50, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    if (task.isDone()) {
      report();
    }
  }

  /** Stops listening and tells what was seen. */
  public WireReport stop() throws IOException, InterruptedException {
    closed = true;
    return report();
  }

  @Override
  public void close() {
    closed = true;
  }

  private WireReport report() throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private WireReport listen(String interfaceName, String address, int port) throws IOException {
    var tally = new WireReport.Tally(address, port);
    try (var socket = new PacketSocket(interfaceName)) {
      open.countDown();
      while (!closed) {
        socket.read().flatMap(TcpSegment::tryParse).ifPresent(tally::add);
      }
    }
    return tally.report();
  }
}
