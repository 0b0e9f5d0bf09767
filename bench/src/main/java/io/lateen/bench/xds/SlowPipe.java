// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A wire between one client and a server that can become slow: then the server's bytes are taken
 * 1,000 a second, and what is not taken stays with the server.
 */
final class SlowPipe implements AutoCloseable {

  private static final int SMALLEST_WINDOW = 4 << 10;
  private static final int SLOW_PIECE = 100;
  private static final int FAST_PIECE = 64 << 10;
  private static final long SLOW_PAUSE_MILLIS = 100;

  private final ServerSocket door;
  private final int serverPort;
  private volatile boolean slow;

  private SlowPipe(ServerSocket door, int serverPort) {
    this.door = door;
    this.serverPort = serverPort;
  }

  /** Opens it for one connection to a port on loopback. */
  static SlowPipe to(int serverPort) throws IOException {
    var pipe = new SlowPipe(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), serverPort);
    Thread.startVirtualThread(pipe::serve);
    return pipe;
  }

  private void serve() {
    try (var client = door.accept();
        var server = new Socket()) {
      server.setReceiveBufferSize(SMALLEST_WINDOW);
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread.startVirtualThread(() -> forward(client, server));
      backward(server.getInputStream(), client.getOutputStream());
    } catch (IOException | InterruptedException e) {
      System.err.println("the slow wire ended: " + e.getMessage());
    }
  }

  private static void forward(Socket client, Socket server) {
    try {
      client.getInputStream().transferTo(server.getOutputStream());
    } catch (IOException e) {
      System.err.println("the slow wire's client ended: " + e.getMessage());
    }
  }

  private void backward(InputStream from, OutputStream to)
      throws IOException, InterruptedException {
    var piece = new byte[FAST_PIECE];
    for (int read = 0; read >= 0; read = from.read(piece, 0, slow ? SLOW_PIECE : FAST_PIECE)) {
      to.write(piece, 0, read);
      if (slow) {
        Thread.sleep(SLOW_PAUSE_MILLIS);
      }
    }
  }

  int port() {
    return door.getLocalPort();
  }

  void slow(boolean on) {
    slow = on;
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
