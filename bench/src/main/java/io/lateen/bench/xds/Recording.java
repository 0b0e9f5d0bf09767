// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What a control plane sent to one proxy, so that the floor program can send the same.
 *
 * @param first its first configuration
 * @param endpoint what followed when an endpoint changed
 * @param route what followed when a route changed
 */
record Recording(
    List<DeltaDiscoveryResponse> first,
    List<DeltaDiscoveryResponse> endpoint,
    List<DeltaDiscoveryResponse> route) {

  private static final String ADDRESS = "100.66.0.1";
  private static final String MARK = "mark-recorded";

  /** Between an edit and the end of what follows from it. */
  private static final long QUIET_MILLIS = 3_000;

  /** Connects the proxy of service 0, which has to see its own service's endpoints and routes. */
  static Recording take(Laboratory.Bed bed, NodeIdentity identity) throws Exception {
    var heard = new ConcurrentLinkedQueue<DeltaDiscoveryResponse>();
    try (var crowd = new ProxyCrowd(1, (stream, response) -> heard.add(response))) {
      crowd.connect(bed.server().port(), identity, List.of(new Seat(0, 0)));
      var first = drain(heard);
      bed.config().moveEndpoint(0, ADDRESS);
      var endpoint = drain(heard);
      bed.config().markRoute(0, MARK);
      return new Recording(first, endpoint, drain(heard));
    }
  }

  private static List<DeltaDiscoveryResponse> drain(
      ConcurrentLinkedQueue<DeltaDiscoveryResponse> heard) throws InterruptedException {
    Thread.sleep(QUIET_MILLIS);
    var all = new ArrayList<DeltaDiscoveryResponse>();
    for (var next = heard.poll(); next != null; next = heard.poll()) {
      all.add(next);
    }
    if (all.isEmpty()) {
      throw new IllegalStateException("nothing was sent to the recorded proxy");
    }
    return all;
  }

  /** Writes it into an empty folder. */
  void write(Path folder) throws IOException {
    write(folder.resolve("first"), first);
    write(folder.resolve("endpoint"), endpoint);
    write(folder.resolve("route"), route);
  }

  private static void write(Path file, List<DeltaDiscoveryResponse> responses) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      for (var response : responses) {
        response.writeDelimitedTo(out);
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  static Recording read(Path folder) throws IOException {
    return new Recording(
        responses(folder.resolve("first")),
        responses(folder.resolve("endpoint")),
        responses(folder.resolve("route")));
  }

  private static List<DeltaDiscoveryResponse> responses(Path file) throws IOException {
    var all = new ArrayList<DeltaDiscoveryResponse>();
    try (var in = Files.newInputStream(file)) {
      for (var next = DeltaDiscoveryResponse.parseDelimitedFrom(in);
          next != null;
          next = DeltaDiscoveryResponse.parseDelimitedFrom(in)) {
        all.add(next);
      }
    }
    return all;
  }
}
