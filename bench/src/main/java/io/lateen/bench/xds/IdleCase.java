// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.bench.report.Memory;
import java.util.List;
import java.util.Map;

/**
 * Ten thousand proxies of ten nodes connect and wait. What a stream costs is the slope from the
 * first thousand, which bring all scopes, to the last.
 */
final class IdleCase implements Case {

  private static final String WORD = "idle";
  private static final String HEAP = "heap_kb_per_stream";
  private static final String RESIDENT = "rss_kb_per_stream";
  private static final String CONNECT = "connect_s";

  private static final int NODES = 10;
  private static final int PER_CONNECTION = 100;
  private static final double KB = 1_000;
  private static final double KB_PER_MB = 1_000;

  private static final List<Metric> METRICS =
      List.of(
          Metric.median(HEAP, "kB", Map.of(WORD, 20.0)),
          Metric.median(RESIDENT, "kB"),
          Metric.median(CONNECT, "s"),
          Metric.median(SizeCase.MEMORY, "MB"));

  /** The identity with which the proxies of a node connect. */
  @FunctionalInterface
  private interface Identities {
    NodeIdentity of(int node) throws Exception;
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
      connect(
          bed.server().port(),
          bed.server().process(),
          node -> node == 0 ? identity : bed.join("node-" + node),
          values);
    }
    try (var floor = FloorProcess.start(recording, identity, laboratory.scratch())) {
      connect(floor.port(), floor.process(), node -> floor.identity(), floors);
    }
  }

  private static void connect(int port, Process server, Identities identities, Measurements values)
      throws Exception {
    try (var crowd = new ProxyCrowd(PER_CONNECTION, (stream, response) -> {})) {
      crowd.connect(port, identities.of(0), ScopedMesh.seats(0));
      long heap = ServerProcess.liveHeap(server);
      double resident = Memory.residentMegabytes(server.pid());
      long begin = System.nanoTime();
      for (int node = 1; node < NODES; node++) {
        crowd.connect(port, identities.of(node), ScopedMesh.seats(node));
      }
      values.add(CONNECT, (System.nanoTime() - begin) / 1e9);
      double streams = (NODES - 1) * ScopedMesh.PROXIES;
      double allResident = Memory.residentMegabytes(server.pid());
      values.add(HEAP, (ServerProcess.liveHeap(server) - heap) / KB / streams);
      values.add(RESIDENT, (allResident - resident) * KB_PER_MB / streams);
      values.add(SizeCase.MEMORY, allResident);
    }
  }
}
