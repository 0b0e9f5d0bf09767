// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.bench.report.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A hundred proxies with a thousand services, without a flood and beside one of each kind: how much
 * slower an endpoint reaches them. The flood's own processor time is part of the difference, since
 * all programs share the machine.
 */
final class FloodCase implements Case {

  private static final String WORD = "flood";
  private static final String ALONE = "alone_";
  private static final String SLOWER = "_slower_percent";

  private static final int SERVICES = 1_000;
  private static final int PROXIES = 100;
  private static final int EDITS = 30;

  /** An endpoint that has not reached all by then ends the case with an error. */
  private static final int PATIENCE_SECONDS = 20;

  /**
   * Whose processor time the load client reads: it waits for that process to be idle after each
   * change, which a server under a flood never is.
   */
  private static final long NOBODY = 0;

  private static final double MEDIAN = 0.5;

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public List<Metric> metrics() {
    var metrics = new ArrayList<Metric>();
    metrics.add(Metric.p50(ALONE + SizeCase.ENDPOINT, Map.of()));
    metrics.add(Metric.p99(ALONE + SizeCase.ENDPOINT, Map.of()));
    for (var kind : Flood.Kind.values()) {
      metrics.add(Metric.p50(series(kind), Map.of()));
      metrics.add(Metric.p99(series(kind), Map.of()));
      metrics.add(Metric.median(kind.word() + SLOWER, "%", Map.of(WORD, 20.0)));
    }
    metrics.add(Metric.median(SizeCase.MEMORY, "MB"));
    return metrics;
  }

  private static String series(Flood.Kind kind) {
    return kind.word() + "_" + SizeCase.ENDPOINT;
  }

  @Override
  public void run(Laboratory laboratory, Measurements values, Measurements floors)
      throws Exception {
    try (var bed = laboratory.start(SERVICES, UnaryOperator.identity())) {
      var identity = bed.join("node-0");
      var stranger = bed.join("node-1");
      load(laboratory, bed, identity, new Measurements());
      var alone = load(laboratory, bed, identity, new Measurements());
      var usual = alone.of(SizeCase.ENDPOINT).orElseThrow();
      values.addAll(ALONE + SizeCase.ENDPOINT, usual);
      for (var kind : Flood.Kind.values()) {
        try (var flood = Flood.begin(kind, bed.server().port(), stranger)) {
          var beside = load(laboratory, bed, identity, new Measurements());
          var slower = beside.of(SizeCase.ENDPOINT).orElseThrow();
          values.addAll(series(kind), slower);
          var ratio = slower.percentile(MEDIAN) / usual.percentile(MEDIAN);
          values.add(kind.word() + SLOWER, 100 * (ratio - 1));
          values.add(SizeCase.MEMORY, Memory.residentMegabytes(bed.server().pid()));
        }
      }
    }
  }

  private static Measurements load(
      Laboratory laboratory, Laboratory.Bed bed, NodeIdentity identity, Measurements values)
      throws Exception {
    var options =
        LoadOptions.of(bed.server().port(), NOBODY, identity)
            .edits(bed.config().url())
            .with("-n", "" + PROXIES, "-svcs", "" + SERVICES, "-eps", "" + Size.ENDPOINTS)
            .with("-ep-events", "" + EDITS, "-vs-events", "0", "-noop-events", "0")
            .with("-event-timeout", "" + PATIENCE_SECONDS, "-reconnect=false");
    laboratory.client().run(options.words(), new LoadEvents(PROXIES, values)::take);
    return values;
  }
}
