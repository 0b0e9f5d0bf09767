// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.base.time.NanoClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of the API: one address never has all of them, and whoever does not finish its
 * handshake, its headers or its body in time is cut. Safe from all threads.
 */
final class OpenSockets {

  private static final Logger LOG = LoggerFactory.getLogger(OpenSockets.class);

  /** What is known of a connection; it has no deadline while it is served or rests. */
  private static final class Entry {
    private final SocketChannel socket;
    private long began;
    private boolean waits = true;

    Entry(SocketChannel socket, long now) {
      this.socket = socket;
      this.began = now;
    }
  }

  private final int perAddress;
  private final long patience;
  private final NanoClock clock;
  private final Map<SocketAddress, Entry> open = new HashMap<>();

  /** Allows so many connections of one address, and so much time for a request to arrive. */
  OpenSockets(int perAddress, Duration patience, NanoClock clock) {
    this.perAddress = perAddress;
    this.patience = patience.toNanos();
    this.clock = clock;
  }

  /**
   * Counts a connection in that was just accepted.
   *
   * @throws UncheckedIOException when its address has too many; the server closes it then
   */
  void accepted(SocketChannel socket) {
    try {
      if (socket.getRemoteAddress() instanceof InetSocketAddress remote) {
        add(socket, remote);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void add(SocketChannel socket, InetSocketAddress remote) throws IOException {
    forgetClosed();
    if (count(remote.getAddress()) >= perAddress) {
      LOG.debug("{} has {} connections", remote.getAddress().getHostAddress(), perAddress);
      throw new IOException("too many connections of one address");
    }
    open.put(remote, new Entry(socket, clock.nanos()));
    notifyAll();
  }

  private void forgetClosed() {
    open.values().removeIf(entry -> !entry.socket.isOpen());
  }

  private long count(InetAddress address) {
    return open.keySet().stream()
        .filter(
            remote ->
                remote instanceof InetSocketAddress socket && socket.getAddress().equals(address))
        .count();
  }

  /** The head of a request is there, its body may take as long again. */
  synchronized void headed(SocketAddress remote) {
    var entry = open.get(remote);
    if (entry != null) {
      entry.began = clock.nanos();
      entry.waits = true;
      notifyAll();
    }
  }

  /** The request is there; what follows is the server's own time. */
  synchronized void read(SocketAddress remote) {
    var entry = open.get(remote);
    if (entry != null) {
      entry.waits = false;
    }
  }

  /** Returns when there is somebody whose time runs. */
  synchronized void awaitDeadline() throws InterruptedException {
    while (open.values().stream().noneMatch(entry -> entry.waits)) {
      wait();
    }
  }

  /** Cuts whoever took too long. */
  synchronized void sweep() {
    var now = clock.nanos();
    for (var entry : open.values()) {
      if (entry.waits && now - entry.began >= patience) {
        try {
          entry.socket.close();
        } catch (IOException e) {
          LOG.debug("a connection did not close: {}", e.getMessage());
        }
      }
    }
    forgetClosed();
  }
}
