// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.ca;

import com.google.common.util.concurrent.Uninterruptibles;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.lateen.bench.report.Figure;
import io.lateen.bench.report.ScratchFolder;
import io.lateen.bench.report.Series;
import io.lateen.bench.xds.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/**
 * Certificates over gRPC: nodes with a connection each ask for renewals, which the control plane
 * checks (signature of the request) and signs. All nodes are clients of one thread, which leaves
 * the processors to the server.
 */
public final class AuthoritySuite {

  /** Connections, each with one request at a time. */
  static final int CLIENTS = 64;

  /** Requests that come at once. */
  static final int FLOOD = 10_000;

  private static final Duration WARM = Duration.ofSeconds(12);
  private static final Duration MEASURED = Duration.ofSeconds(15);
  private static final double NANOS = 1e9;

  /**
   * Certificates a second of all clients together in the case of a steady pace; {@code
   * -Dlateen.bench.pace=N} for another.
   */
  static final int PACE = Integer.getInteger("lateen.bench.pace", 3_000);

  private final Path home;
  private final Consumer<Figure> out;

  /** A suite that writes its figures to {@code out}. */
  public AuthoritySuite(Path home, Consumer<Figure> out) {
    this.home = home;
    this.out = out;
  }

  /** The names of its cases. */
  public static List<String> cases() {
    return List.of("rate", "paced", "flood");
  }

  /** Runs one case. */
  public void run(String name) throws Exception {
    try (var scratch = ScratchFolder.create();
        var server =
            ServerProcess.start(
                home, Files.createDirectory(scratch.path().resolve("watched")), scratch.path())) {
      var clients = new ArrayList<CertificateClient>();
      var loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
      try {
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(CertificateClient.join(loops.next(), server, "bench-" + i));
        }
        switch (name) {
          case "rate" -> rate(server, clients);
          case "paced" -> paced(server, clients);
          default -> flood(clients);
        }
      } finally {
        clients.forEach(CertificateClient::close);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      }
    }
  }

  private void rate(ServerProcess server, List<CertificateClient> clients) throws Exception {
    ask(clients, WARM);
    var before = ServerProcess.cpu(server.process());
    long begin = System.nanoTime();
    var latencies = ask(clients, MEASURED);
    var wall = (System.nanoTime() - begin) / NANOS;
    var cpu = ServerProcess.cpu(server.process()).minus(before).toNanos() / NANOS;
    var count = latencies.size();
    out.accept(
        figure("rate", "certificates_per_s_per_core", "1/s", count / cpu)
            .goal(6000)
            .runs(count, ""));
    out.accept(figure("rate", "certificates_per_s", "1/s", count / wall).runs(count, ""));
    out.accept(figure("rate", "p50_ms", "ms", latencies.median()).runs(count, latencies.spread()));
    out.accept(
        figure("rate", "p99_ms", "ms", latencies.percentile(0.99))
            .goal(10)
            .runs(count, latencies.spread()));
  }

  /** What a renewal waits where the processors are not used up. */
  private void paced(ServerProcess server, List<CertificateClient> clients) throws Exception {
    ask(clients, WARM);
    var before = ServerProcess.cpu(server.process());
    long begin = System.nanoTime();
    var period = (long) (NANOS * clients.size() / PACE);
    var all = new Series();
    var tasks = new ArrayList<Future<DoubleStream>>();
    for (int i = 0; i < clients.size(); i++) {
      long first = begin + i * period / clients.size();
      tasks.add(clients.get(i).renewEvery(first, begin + MEASURED.toNanos(), period));
    }
    for (var task : tasks) {
      task.get().forEach(all::add);
    }
    var wall = (System.nanoTime() - begin) / NANOS;
    var cpu = ServerProcess.cpu(server.process()).minus(before).toNanos() / NANOS;
    var count = all.size();
    out.accept(figure("paced", "certificates_per_s", "1/s", count / wall).runs(count, ""));
    out.accept(figure("paced", "cores", "", cpu / wall).runs(count, ""));
    out.accept(figure("paced", "p50_ms", "ms", all.median()).runs(count, all.spread()));
    out.accept(
        figure("paced", "p99_ms", "ms", all.percentile(0.99)).goal(10).runs(count, all.spread()));
  }

  /** All clients ask one after the other for a while; returns milliseconds of each answer. */
  private static Series ask(List<CertificateClient> clients, Duration span) throws Exception {
    var end = System.nanoTime() + span.toNanos();
    var tasks = clients.stream().map(client -> client.renewUntil(end)).toList();
    var all = new Series();
    for (var task : tasks) {
      task.get().forEach(all::add);
    }
    return all;
  }

  private void flood(List<CertificateClient> clients) throws Exception {
    ask(clients, WARM);
    var lone = clients.removeLast();
    long begin = System.nanoTime();
    var answers = new ArrayList<CompletableFuture<?>>();
    for (int i = 0; i < FLOOD; i++) {
      answers.add(clients.get(i % clients.size()).renewLater());
    }
    var all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    var meanwhile = new Series();
    while (!all.isDone()) {
      meanwhile.add(lone.renew());
      Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(5));
    }
    all.get();
    lone.close();
    var span = (System.nanoTime() - begin) / NANOS;
    out.accept(figure("flood", "all_answered_s", "s", span).goal(60).runs(FLOOD, ""));
    if (meanwhile.size() > 0) {
      out.accept(
          figure("flood", "renewals_p99_ms", "ms", meanwhile.percentile(0.99))
              .goal(2000)
              .runs(meanwhile.size(), meanwhile.spread()));
    }
  }

  private static Figure figure(String name, String metric, String unit, double value)
      throws IOException {
    return Figure.of("ca", name, metric, unit, value);
  }
}
