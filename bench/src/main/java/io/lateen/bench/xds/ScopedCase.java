// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.bench.report.Memory;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A thousand proxies that see 20 services each: all connect, a route changes that one in a hundred
 * sees, an endpoint changes that all see.
 *
 * @param word as on the command line
 * @param mesh of which size
 */
record ScopedCase(String word, ScopedMesh mesh) implements Case {

  /** With as many services as somebody sees. */
  static final ScopedCase SMALL = new ScopedCase("scoped", ScopedMesh.SMALL);

  /** Beside ten times as many: whole configurations would be 33 GB here. */
  static final ScopedCase LARGE = new ScopedCase("e", ScopedMesh.LARGE);

  private static final String FEW = "route_one_percent_last_ack";
  private static final int EDITS = 50;
  private static final int ROUTES = 100;
  private static final int PER_CONNECTION = 20;
  private static final long PAUSE_MILLIS = 200;

  private static final List<Metric> METRICS =
      List.of(
          Metric.median(SizeCase.READY, "s"),
          Metric.median(SizeCase.READY_MEMORY, "MB"),
          Metric.median(SizeCase.COLD, "s", Map.of("scoped", 1.5)),
          Metric.median(SizeCase.COLD_CPU, "s"),
          Metric.median(SizeCase.MEMORY, "MB", Map.of("e", 450.0)),
          Metric.p50(FEW, Map.of()),
          Metric.p99(FEW, Map.of("scoped", 20.0)),
          Metric.median(SizeCase.ROUTE_CPU, "ms"),
          Metric.p50(SizeCase.ENDPOINT, Map.of("scoped", 15.0)),
          Metric.p99(SizeCase.ENDPOINT, Map.of("scoped", 40.0, "e", 40.0)),
          Metric.median(SizeCase.ENDPOINT_CPU, "us", Map.of("scoped", 25.0)),
          Metric.median(SizeCase.END_MEMORY, "MB"));

  /** How a change is made, for the control plane and for the floor program. */
  private interface Edits {
    void route(int number, String mark) throws Exception;

    void endpoint(int service, String address) throws Exception;
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
    try (var bed = laboratory.start(mesh)) {
      values.add(SizeCase.READY, bed.server().ready().toNanos() / 1e9);
      values.add(SizeCase.READY_MEMORY, Memory.residentMegabytes(bed.server().pid()));
      identity = bed.join("node-0");
      cold(laboratory, bed.server().port(), bed.server().process(), identity, values);
      change(
          bed.server().port(),
          bed.server().process(),
          identity,
          values,
          new Edits() {
            @Override
            public void route(int number, String mark) throws Exception {
              bed.config().markRoute(number, mark);
            }

            @Override
            public void endpoint(int service, String address) throws Exception {
              bed.config().moveEndpoint(service, address);
            }
          });
      values.add(SizeCase.END_MEMORY, Memory.residentMegabytes(bed.server().pid()));
      recording = Recording.take(bed, identity);
    }
    try (var floor = FloorProcess.start(recording, identity, laboratory.scratch())) {
      floor.warm(
          laboratory.client(),
          LoadOptions.of(floor.port(), floor.process().pid(), floor.identity())
              .with("-svcs", "" + mesh.services()));
      cold(laboratory, floor.port(), floor.process(), floor.identity(), floors);
      change(
          floor.port(),
          floor.process(),
          floor.identity(),
          floors,
          new Edits() {
            @Override
            public void route(int number, String mark) throws Exception {
              floor.push(mark, ScopedMesh.GROUP);
            }

            @Override
            public void endpoint(int service, String address) throws Exception {
              floor.push(address, ScopedMesh.PROXIES);
            }
          });
    }
  }

  private void cold(
      Laboratory laboratory, int port, Process server, NodeIdentity identity, Measurements values)
      throws Exception {
    var options =
        LoadOptions.of(port, server.pid(), identity)
            .with("-n", "" + ScopedMesh.PROXIES, "-svcs", "" + mesh.services(), "-only-connect");
    laboratory.client().run(options.words(), new LoadEvents(ScopedMesh.PROXIES, values)::take);
  }

  private void change(
      int port, Process server, NodeIdentity identity, Measurements values, Edits edits)
      throws Exception {
    var watch = new MarkWatch();
    try (var crowd = new ProxyCrowd(PER_CONNECTION, watch)) {
      crowd.connect(port, identity, ScopedMesh.seats());
      for (int i = 0; i < EDITS; i++) {
        int number = i % ROUTES;
        var before = rest(server);
        var mark = "mark-" + i + "e";
        values.add(FEW, watch.last(mark, ScopedMesh.GROUP, text -> edits.route(number, text)));
        values.add(SizeCase.ROUTE_CPU, rest(server).minus(before).toNanos() / 1e6);
      }
      for (int i = 0; i < EDITS; i++) {
        int service = mesh.common(i);
        var before = rest(server);
        var last =
            watch.last(Marks.address(i), ScopedMesh.PROXIES, text -> edits.endpoint(service, text));
        values.add(SizeCase.ENDPOINT, last);
        var used = rest(server).minus(before);
        values.add(SizeCase.ENDPOINT_CPU, used.toNanos() / 1e3 / ScopedMesh.PROXIES);
      }
    }
  }

  /** Lets what was begun end; the processor time of the server until now. */
  private static Duration rest(Process server) throws InterruptedException {
    Thread.sleep(PAUSE_MILLIS);
    return ServerProcess.cpu(server);
  }
}
