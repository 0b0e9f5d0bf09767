// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.proto.node.v1.Sample;
import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import io.lateen.testkit.time.VirtualScheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportedMetricsTest {

  private static final String REQUESTS = "istio_requests_total";

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final ReportedMetrics metrics = new ReportedMetrics(scheduler);

  private static Sample sample(String name, double value, String... labels) {
    var sample = Sample.newBuilder().setName(name).setValue(value);
    for (int i = 0; i < labels.length; i += 2) {
      sample.putLabels(labels[i], labels[i + 1]);
    }
    return sample.build();
  }

  private static List<ReportedMetrics.Series> series(ReportedMetrics from, String name) {
    return from.byName().getOrDefault(name, List.of());
  }

  private double value(String name) {
    return series(metrics, name).getFirst().value();
  }

  @Test
  void theNewestAbsoluteValueCounts() {
    metrics.report("host1", List.of(sample(REQUESTS, 3)));
    metrics.report("host1", List.of(sample(REQUESTS, 5)));
    assertThat(value(REQUESTS)).isEqualTo(5);
  }

  @Test
  void aRestartedAgentGoesOnWhereItsPredecessorStopped() {
    metrics.report("host1", List.of(sample(REQUESTS, 10, "a", "1"), sample(REQUESTS, 4, "a", "2")));
    metrics.report("host1", List.of(sample(REQUESTS, 1, "a", "1")));
    assertThat(byLabel()).containsEntry("1", 11.0).containsEntry("2", 4.0);
    metrics.report("host1", List.of(sample(REQUESTS, 6, "a", "2")));
    assertThat(byLabel()).containsEntry("1", 11.0).containsEntry("2", 10.0);
  }

  @Test
  void anAgentThatSaysWhoItIsIsNeverTakenForItsPredecessor() {
    metrics.connected("host1", "first");
    metrics.report("host1", List.of(sample(REQUESTS, 10, "a", "1"), sample(REQUESTS, 4, "a", "2")));
    metrics.connected("host1", "first");
    metrics.report("host1", List.of(sample(REQUESTS, 11, "a", "1")));
    assertThat(byLabel()).containsEntry("1", 11.0).containsEntry("2", 4.0);
    metrics.connected("host1", "second");
    metrics.report("host1", List.of(sample(REQUESTS, 12, "a", "1")));
    assertThat(byLabel()).containsEntry("1", 23.0).containsEntry("2", 4.0);
  }

  private Map<String, Double> byLabel() {
    var values = new HashMap<String, Double>();
    series(metrics, REQUESTS).forEach(s -> values.put(s.labels().get("a"), s.value()));
    return values;
  }

  @Test
  void countersNeverGoBackwards() {
    var report = Gen.integer(0, 3).list(4, 4);
    Property.forAll(
        report.list(1, 30),
        steps -> {
          var seen = new ReportedMetrics(scheduler);
          var agent = new double[4];
          var last = new HashMap<String, Double>();
          for (var step : steps) {
            if (step.stream().mapToInt(Integer::intValue).sum() == 0) {
              agent = new double[4];
            }
            var samples = new ArrayList<Sample>();
            for (int i = 0; i < 4; i++) {
              agent[i] += step.get(i);
              samples.add(sample(REQUESTS, agent[i], "a", Integer.toString(i)));
            }
            seen.report("host1", samples);
            for (var series : series(seen, REQUESTS)) {
              var before = last.put(series.labels().get("a"), series.value());
              assertThat(series.value()).isGreaterThanOrEqualTo(before == null ? 0 : before);
            }
          }
        });
  }

  @Test
  void otherValuesMayFall() {
    metrics.report("host1", List.of(sample("lateen_agent_envoys", 3), sample(REQUESTS, 7)));
    metrics.report("host1", List.of(sample("lateen_agent_envoys", 1)));
    assertThat(value("lateen_agent_envoys")).isEqualTo(1);
    assertThat(value(REQUESTS)).isEqualTo(7);
  }

  @Test
  void nodesAreToldApartByTheirCertificateOnly() {
    metrics.report("host1", List.of(sample(REQUESTS, 1), sample(REQUESTS, 9, "node", "host2")));
    metrics.report("host2", List.of(sample(REQUESTS, 2)));
    assertThat(metrics.byName().get(REQUESTS))
        .extracting(series -> series.labels().get("node") + "=" + series.value())
        .containsExactlyInAnyOrder("host1=1.0", "host2=2.0");
    assertThat(metrics.droppedSamples()).isEqualTo(1);
  }

  @Test
  void whatANodeMayNotReportIsDroppedAndCounted() {
    var tooMany = new String[66];
    for (int i = 0; i < 33; i++) {
      tooMany[2 * i] = "l" + i;
      tooMany[2 * i + 1] = "v";
    }
    var bad =
        List.of(
            sample("pilot_xds_pushes", 1),
            sample("istio_requests_total\n", 1),
            sample("istio_requests{", 1),
            sample("istio_" + "x".repeat(200), 1),
            sample(REQUESTS, Double.NaN),
            sample(REQUESTS, Double.POSITIVE_INFINITY),
            sample(REQUESTS, -1),
            sample(REQUESTS, 1, "a b", "x"),
            sample(REQUESTS, 1, "1a", "x"),
            sample(REQUESTS, 1, "", "x"),
            sample(REQUESTS, 1, "__name__", "x"),
            sample(REQUESTS, 1, "a", "x".repeat(513)),
            sample(REQUESTS, 1, tooMany));
    metrics.report("host1", bad);
    assertThat(metrics.byName()).isEmpty();
    assertThat(metrics.droppedSamples()).isEqualTo(bad.size());
  }

  @Test
  void theSeriesReportedLongestAgoGoFirst() {
    var series = new NodeSeries(2);
    assertThat(series.report(readings("a", "b"))).isZero();
    assertThat(series.report(readings("a"))).isZero();
    assertThat(series.report(readings("c"))).isEqualTo(1);
    var left = new ArrayList<String>();
    series.forEach((key, value) -> left.add(key.name()));
    assertThat(left).containsExactlyInAnyOrder("istio_a_total", "istio_c_total");
  }

  private static List<NodeSeries.Reading> readings(String... names) {
    var readings = new ArrayList<NodeSeries.Reading>();
    for (var name : names) {
      var key = SeriesKey.of(sample("istio_" + name + "_total", 1)).orElseThrow();
      readings.add(new NodeSeries.Reading(key, 1));
    }
    return readings;
  }

  @Test
  void aNodeThatComesBackInTimeKeepsItsSeries() {
    metrics.report("host1", List.of(sample(REQUESTS, 1)));
    metrics.disconnected("host1");
    scheduler.advance(ReportedMetrics.RETENTION.minusSeconds(1));
    metrics.connected("host1", "");
    scheduler.advance(ReportedMetrics.RETENTION);
    assertThat(value(REQUESTS)).isEqualTo(1);
    metrics.disconnected("host1");
    metrics.disconnected("unheard-of");
    scheduler.advance(ReportedMetrics.RETENTION);
    assertThat(metrics.byName()).isEmpty();
  }

  @Test
  void isShownInPrometheusText() {
    metrics.report(
        "host1",
        List.of(
            sample(REQUESTS, 12, "reporter", "source", "path", "a\"b\\c\nd"),
            sample("istio_request_duration_milliseconds_bucket", 1, "le", "0.5"),
            sample("istio_request_duration_milliseconds_sum", 0.25),
            sample("istio_request_duration_milliseconds_count", 1),
            sample("lateen_agent_envoys", 4)));
    assertThat(metrics.exposition())
        .isEqualTo(
            """
            # TYPE istio_request_duration_milliseconds histogram
            istio_request_duration_milliseconds_bucket{le="0.5",node="host1"} 1
            istio_request_duration_milliseconds_count{node="host1"} 1
            istio_request_duration_milliseconds_sum{node="host1"} 0.25
            # TYPE istio_requests_total counter
            istio_requests_total{node="host1",path="a\\"b\\\\c\\nd",reporter="source"} 12
            # TYPE lateen_agent_envoys gauge
            lateen_agent_envoys{node="host1"} 4
            # TYPE lateen_node_samples_dropped_total counter
            lateen_node_samples_dropped_total 0
            """);
  }
}
