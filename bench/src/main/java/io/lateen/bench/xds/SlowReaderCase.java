// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A hundred proxies with a thousand services, and one more that reads 1,000 bytes a second: what
 * the others notice of it, and how many old responses are kept for it. The load client runs three
 * times: to warm up, alone, and beside the slow reader.
 */
final class SlowReaderCase implements Case {

  private static final String WORD = "slow-reader";
  private static final String ALONE = "alone_";
  private static final String ENDPOINT_SLOWER = "endpoint_p99_slower_percent";
  private static final String ROUTE_SLOWER = "route_p99_slower_percent";
  private static final String KEPT = "responses_kept_per_type";

  private static final int SERVICES = 1_000;
  private static final int PROXIES = 100;
  private static final int EDITS = 30;
  private static final int WARM_EDITS = 8;

  /** A workload of the same node that the load client does not play. */
  private static final Seat SLOW = new Seat(500, 3);

  private static final long DRAIN_MILLIS = 5_000;

  private static final List<Metric> METRICS =
      List.of(
          Metric.p99(SizeCase.ENDPOINT, Map.of()),
          Metric.p99(ALONE + SizeCase.ENDPOINT, Map.of()),
          Metric.median(ENDPOINT_SLOWER, "%", Map.of(WORD, 10.0)),
          Metric.p99(SizeCase.ROUTE, Map.of()),
          Metric.p99(ALONE + SizeCase.ROUTE, Map.of()),
          Metric.median(ROUTE_SLOWER, "%", Map.of(WORD, 10.0)),
          Metric.median(KEPT, "responses", Map.of(WORD, 2.0)));

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
    var alone = new Measurements();
    var beside = new Measurements();
    var responses = new ConcurrentHashMap<String, AtomicInteger>();
    try (var bed = laboratory.start(SERVICES, UnaryOperator.identity());
        var pipe = SlowPipe.to(bed.server().port());
        var crowd =
            new ProxyCrowd(
                1,
                (stream, response) ->
                    responses
                        .computeIfAbsent(response.getTypeUrl(), type -> new AtomicInteger())
                        .incrementAndGet())) {
      var identity = bed.join("node-0");
      load(laboratory, bed, identity, WARM_EDITS, new Measurements());
      load(laboratory, bed, identity, EDITS, alone);
      crowd.connect(pipe.port(), identity, List.of(SLOW));
      responses.clear();
      pipe.slow(true);
      load(laboratory, bed, identity, EDITS, beside);
      responses.clear();
      pipe.slow(false);
      Thread.sleep(DRAIN_MILLIS);
    }
    compare(SizeCase.ENDPOINT, ENDPOINT_SLOWER, alone, beside, values);
    compare(SizeCase.ROUTE, ROUTE_SLOWER, alone, beside, values);
    values.add(KEPT, responses.values().stream().mapToInt(AtomicInteger::get).max().orElse(0));
  }

  private static void load(
      Laboratory laboratory,
      Laboratory.Bed bed,
      NodeIdentity identity,
      int edits,
      Measurements values)
      throws Exception {
    var options =
        LoadOptions.of(bed.server().port(), bed.server().pid(), identity)
            .edits(bed.config().url())
            .with("-n", "" + PROXIES, "-svcs", "" + SERVICES, "-eps", "" + Size.ENDPOINTS)
            .with("-ep-events", "" + edits, "-vs-events", "" + edits, "-noop-events", "0")
            .with("-reconnect=false");
    laboratory.client().run(options.words(), new LoadEvents(PROXIES, values)::take);
  }

  private static void compare(
      String series, String slower, Measurements alone, Measurements beside, Measurements values) {
    var before = alone.of(series).orElseThrow();
    var after = beside.of(series).orElseThrow();
    values.addAll(ALONE + series, before);
    values.addAll(series, after);
    values.add(slower, 100 * (after.percentile(0.99) / before.percentile(0.99) - 1));
  }
}
