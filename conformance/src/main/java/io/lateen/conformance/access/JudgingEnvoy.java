// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A real Envoy with the listeners of many subjects. */
final class JudgingEnvoy implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAUSE_MILLIS = 20;

  private static final String OVERLAY =
      """
      node: {id: trial, cluster: trial}
      layered_runtime:
        layers: [{name: static, static_layer: {re2.max_program_size.error_level: 4294967295}}]
      """;

  private final Process process;

  private JudgingEnvoy(Process process) {
    this.process = process;
  }

  /**
   * Starts one and waits until its last listener is open.
   *
   * @param folder for its bootstrap and log
   */
  static JudgingEnvoy start(Path binary, Path folder, byte[] bootstrap, int port, String last)
      throws IOException, InterruptedException {
    var file = folder.resolve("bootstrap.pb");
    Files.write(file, bootstrap);
    var output = folder.resolve("envoy.log").toFile();
    var process =
        new ProcessBuilder(
                binary.toString(),
                "-c",
                file.toString(),
                "--config-yaml",
                OVERLAY,
                "--concurrency",
                "1",
                "--disable-hot-restart",
                "--log-level",
                "error")
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isOpen(last, port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IOException("Envoy does not run:\n" + Files.readString(output.toPath()));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return new JudgingEnvoy(process);
  }

  private static boolean isOpen(String address, int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), PAUSE_MILLIS * 10);
      return true;
    } catch (ConnectException | java.net.SocketTimeoutException e) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
