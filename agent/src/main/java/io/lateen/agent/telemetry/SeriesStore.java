// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

import io.lateen.proto.node.v1.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All series of this node, as absolute values since the agent started. Safe from all threads. */
public final class SeriesStore {

  /** Most label combinations; calls of further ones are only counted as overflow. */
  static final int MAX_SERIES = 4096;

  /** Which of the changed values to hand out. */
  public enum Selection {
    /** Everything, for a control plane that knows nothing yet. */
    ALL,
    /** Counters that changed; cheap enough for every second. */
    CHANGED_COUNTERS,
    /** Counters and histograms that changed. */
    CHANGED
  }

  private static final class Series {

    private final Map<String, String> labels;
    private final Map<String, Double> counters = new LinkedHashMap<>();
    private final Map<String, Histogram> histograms = new LinkedHashMap<>();
    private boolean countersChanged;
    private boolean histogramsChanged;

    private Series(Map<String, String> labels) {
      this.labels = labels;
    }

    private void count(String name, double amount) {
      counters.merge(name, amount, Double::sum);
      countersChanged = true;
    }

    private void observe(String name, double value) {
      histograms.computeIfAbsent(name, unused -> new Histogram()).add(value);
      histogramsChanged = true;
    }
  }

  private final Map<CallLabels, Series> series = new HashMap<>();
  private final Counters counters;
  private final PlaintextCallers plaintext;
  private final Map<String, Long> reported = new HashMap<>();

  /**
   * Creates an empty store.
   *
   * @param counters the agent's own counters, which are reported with the series
   */
  public SeriesStore(Counters counters) {
    this.counters = counters;
    this.plaintext = new PlaintextCallers(counters);
  }

  /** Adds a call without a certificate. */
  synchronized void add(PlaintextCall call) {
    plaintext.add(call);
  }

  /** Adds what a record says. */
  synchronized void add(CallRecord call) {
    var of = series.get(call.labels());
    if (of == null) {
      if (series.size() >= MAX_SERIES) {
        counters.add(Counters.SERIES_OVERFLOW, 1);
        return;
      }
      of = new Series(call.labels().toMap());
      series.put(call.labels(), of);
    }
    switch (call) {
      case CallRecord.Request request -> add(of, request);
      case CallRecord.Connection connection -> add(of, connection);
    }
  }

  private static void add(Series series, CallRecord.Request request) {
    series.count(IstioMetrics.REQUESTS, 1);
    series.observe(IstioMetrics.REQUEST_DURATION, request.millis());
    series.observe(IstioMetrics.REQUEST_BYTES, request.requestBytes());
    series.observe(IstioMetrics.RESPONSE_BYTES, request.responseBytes());
  }

  /** Envoy writes one record at a connection's end, so it is counted as opened only then. */
  private static void add(Series series, CallRecord.Connection connection) {
    series.count(IstioMetrics.TCP_OPENED, 1);
    series.count(IstioMetrics.TCP_CLOSED, 1);
    series.count(IstioMetrics.TCP_SENT_BYTES, connection.sentBytes());
    series.count(IstioMetrics.TCP_RECEIVED_BYTES, connection.receivedBytes());
  }

  /** Hands values out; changed ones count as reported from then on. */
  public synchronized List<Sample> take(Selection selection) {
    var all = selection == Selection.ALL;
    var samples = new ArrayList<Sample>();
    for (var of : series.values()) {
      if (all || of.countersChanged) {
        of.counters.forEach((name, value) -> samples.add(sample(name, of.labels, value)));
        of.countersChanged = false;
      }
      if (all || (of.histogramsChanged && selection == Selection.CHANGED)) {
        of.histograms.forEach((name, values) -> histogram(samples, of.labels, name, values));
        of.histogramsChanged = false;
      }
    }
    samples.addAll(plaintext.take(all));
    takeCounters(samples, all);
    return samples;
  }

  private void takeCounters(List<Sample> samples, boolean all) {
    counters.forEach(
        (name, value) -> {
          if (value != (all ? 0 : reported.getOrDefault(name, 0L))) {
            samples.add(sample(name, Map.of(), value));
            reported.put(name, value);
          }
        });
  }

  private static void histogram(
      List<Sample> samples, Map<String, String> labels, String name, Histogram histogram) {
    histogram.visit(
        new Histogram.Visitor() {
          @Override
          public void bucket(String bound, long cumulative) {
            var message = Sample.newBuilder().setName(name + "_bucket").setValue(cumulative);
            samples.add(message.putAllLabels(labels).putLabels("le", bound).build());
          }

          @Override
          public void total(long count, double sum) {
            samples.add(sample(name + "_count", labels, count));
            samples.add(sample(name + "_sum", labels, sum));
          }
        });
  }

  private static Sample sample(String name, Map<String, String> labels, double value) {
    return Sample.newBuilder().setName(name).putAllLabels(labels).setValue(value).build();
  }
}
