// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.evaluator;

import io.lateen.it.machine.EnvoyBinary;
import io.lateen.translate.evaluate.Call;
import io.lateen.translate.evaluate.EnvoyConfig;
import io.lateen.translate.name.IstioNames;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A real Envoy that runs a configuration on loopback. */
final class TrialEnvoy implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Most of a call is waiting for Envoy's delayed close. */
  private static final int CALLERS = 8;

  private static final TrialCertificates CERTIFICATES = TrialCertificates.make();

  private static final String OVERLAY =
      """
      node: {id: it, cluster: it}
      layered_runtime:
        layers: [{name: static, static_layer: {re2.max_program_size.error_level: 4294967295}}]
      """;

  private final Process process;
  private final TrialLog log;
  private final int outbound;
  private final int inbound;
  private final TrialCaller caller = new TrialCaller(CERTIFICATES);

  private TrialEnvoy(Process process, TrialLog log, int outbound, int inbound) {
    this.process = process;
    this.log = log;
    this.outbound = outbound;
    this.inbound = inbound;
  }

  static TrialEnvoy start(EnvoyConfig config, Path folder)
      throws IOException, InterruptedException {
    int outbound = freePort();
    int inbound = freePort();
    var log = new TrialLog(folder.resolve("access.log"));
    var bootstrap = folder.resolve("bootstrap.pb");
    Files.write(
        bootstrap, new TrialBootstrap(config, log, CERTIFICATES, outbound, inbound).bytes());
    var output = folder.resolve("envoy.log").toFile();
    var process =
        EnvoyBinary.alone(output, "-c", bootstrap.toString(), "--config-yaml", OVERLAY).start();
    var envoy = new TrialEnvoy(process, log, outbound, inbound);
    boolean inward = config.listeners().containsKey(IstioNames.VIRTUAL_INBOUND);
    if (!envoy.listens(outbound) || (inward && !envoy.listens(inbound))) {
      process.destroyForcibly();
      throw new IOException("Envoy does not run:\n" + Files.readString(output.toPath()));
    }
    return envoy;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until the port is open; false when the process ends before. */
  private boolean listens(int port) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected();
      } catch (ConnectException e) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
    }
    return false;
  }

  /** Makes the calls, a few at a time, and returns what the log says of each. */
  List<Optional<TrialLog.Entry>> answers(List<Call> calls)
      throws IOException, InterruptedException, ExecutionException {
    var ports = new ArrayList<Integer>();
    try (var callers = Executors.newFixedThreadPool(CALLERS)) {
      var made = new ArrayList<Future<Integer>>();
      for (var call : calls) {
        boolean inward = call.mode().filter(Call.Mode.INBOUND::equals).isPresent();
        made.add(callers.submit(() -> caller.call(inward ? inbound : outbound, call)));
      }
      for (var port : made) {
        ports.add(port.get());
      }
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!log.ended().containsAll(ports) && System.nanoTime() < deadline) {
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    var entries = log.read();
    return ports.stream().map(port -> Optional.ofNullable(entries.get(port))).toList();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
