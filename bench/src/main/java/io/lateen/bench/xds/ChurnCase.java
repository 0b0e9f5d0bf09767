// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.bench.report.Memory;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Endpoints change a thousand times a second for a minute, before proxies that see 20 services. */
final class ChurnCase implements Case {

  private static final String WORD = "churn";
  private static final String P50 = "push_p50_ms";
  private static final String P99 = "push_p99_ms";
  private static final String CORES = "cores";
  private static final String LAST_P50 = "last_third_push_p50_ms";
  private static final String LAST_P99 = "last_third_push_p99_ms";
  private static final String LAST_CORES = "last_third_cores";
  private static final String RATE = "changes_per_s";
  private static final String SUPERSEDED = "superseded_percent";

  private static final int PER_SECOND = 1_000;
  private static final int SECONDS = Integer.getInteger("lateen.bench.churn.seconds", 60);

  /** The last third, told once more by itself: what has run for a while is compiled by then. */
  private static final int LAST_SECONDS = SECONDS / 3;

  private static final int PER_CONNECTION = 20;

  /** Coprime to the number of services, so that neighbours in time are none in the mesh. */
  private static final int STRIDE = 389;

  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LAST_MILLIS = 3_000;

  private static final List<Metric> METRICS =
      List.of(
          Metric.median(P50, "ms"),
          Metric.median(P99, "ms", Map.of(WORD, 100.0)),
          Metric.median(CORES, "cores", Map.of(WORD, 1.0)),
          Metric.median(LAST_P50, "ms"),
          Metric.median(LAST_P99, "ms"),
          Metric.median(LAST_CORES, "cores"),
          Metric.median(RATE, "1/s"),
          Metric.median(SUPERSEDED, "%"),
          Metric.median(SizeCase.MEMORY, "MB"));

  /** Changes one service's last endpoint. */
  @FunctionalInterface
  private interface Edit {
    void move(int service, String address) throws Exception;
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public List<Metric> metrics() {
    return METRICS;
  }

  @Override
  public void run(Laboratory laboratory, Measurements values, Measurements floors)
      throws Exception {
    Recording recording;
    NodeIdentity identity;
    try (var bed = laboratory.start(ScopedMesh.SMALL)) {
      identity = bed.join("node-0");
      recording = Recording.take(bed, identity);
      var server = bed.server();
      churn(server.port(), server.process(), identity, bed.config()::moveEndpoint, values);
    }
    try (var floor = FloorProcess.start(recording, identity, laboratory.scratch())) {
      Edit push = (service, address) -> floor.push(address, ScopedMesh.watchers(service));
      churn(floor.port(), floor.process(), floor.identity(), push, floors);
    }
  }

  private static void churn(
      int port, Process server, NodeIdentity identity, Edit edit, Measurements values)
      throws Exception {
    int changes = PER_SECOND * SECONDS;
    int late = PER_SECOND * (SECONDS - LAST_SECONDS);
    var arrivals = new Arrivals(changes, late);
    try (var crowd = new ProxyCrowd(PER_CONNECTION, arrivals)) {
      crowd.connect(port, identity, ScopedMesh.seats());
      var cpu = ServerProcess.cpu(server);
      var lateCpu = cpu;
      long begin = System.nanoTime();
      long expected = 0;
      for (int number = 0; number < changes; number++) {
        pause(begin + number * SECOND_NANOS / PER_SECOND);
        int service = (int) ((long) number * STRIDE % ScopedMesh.SMALL.services());
        expected += ScopedMesh.watchers(service);
        if (number == late) {
          lateCpu = ServerProcess.cpu(server);
        }
        arrivals.begins(number);
        edit.move(service, Marks.address(number));
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      var endCpu = ServerProcess.cpu(server);
      Thread.sleep(LAST_MILLIS);
      values.add(CORES, ServerProcess.cpu(server).minus(cpu).toNanos() / 1e9 / seconds);
      values.add(LAST_CORES, endCpu.minus(lateCpu).toNanos() / 1e9 / LAST_SECONDS);
      values.add(RATE, changes / seconds);
      values.add(P50, arrivals.all().percentile(0.5));
      values.add(P99, arrivals.all().percentile(0.99));
      values.add(LAST_P50, arrivals.last().percentile(0.5));
      values.add(LAST_P99, arrivals.last().percentile(0.99));
      values.add(SUPERSEDED, 100.0 * (expected - arrivals.all().count()) / expected);
      values.add(SizeCase.MEMORY, Memory.residentMegabytes(server.pid()));
    }
  }

  private static void pause(long until) throws InterruptedException {
    long left = until - System.nanoTime();
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left));
    }
  }
}
