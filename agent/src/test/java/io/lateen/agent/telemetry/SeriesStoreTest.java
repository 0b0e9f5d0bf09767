// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.telemetry.SeriesStore.Selection;
import io.lateen.proto.node.v1.Sample;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesStoreTest {

  private final Counters counters = new Counters();
  private final SeriesStore store = new SeriesStore(counters);

  private static CallRecord.Request request(String code, double millis) {
    var labels = new CallLabels.Builder(true).set("response_code", code).build();
    return new CallRecord.Request(labels, millis, 0, 100);
  }

  private static Map<String, Double> values(List<Sample> samples) {
    var values = new TreeMap<String, Double>();
    for (var sample : samples) {
      var code = sample.getLabelsOrDefault("response_code", "");
      var bound = sample.getLabelsOrDefault("le", "");
      values.put(sample.getName() + " " + code + " " + bound, sample.getValue());
    }
    return values;
  }

  @Test
  void requestsAreCountedAndMeasured() {
    store.add(request("200", 3));
    store.add(request("200", 30));
    store.add(request("500", 1e9));
    assertThat(values(store.take(Selection.CHANGED)))
        .containsEntry("istio_requests_total 200 ", 2d)
        .containsEntry("istio_requests_total 500 ", 1d)
        .containsEntry("istio_request_duration_milliseconds_bucket 200 1", 0d)
        .containsEntry("istio_request_duration_milliseconds_bucket 200 5", 1d)
        .containsEntry("istio_request_duration_milliseconds_bucket 200 50", 2d)
        .containsEntry("istio_request_duration_milliseconds_bucket 200 +Inf", 2d)
        .containsEntry("istio_request_duration_milliseconds_bucket 500 3600000", 0d)
        .containsEntry("istio_request_duration_milliseconds_bucket 500 +Inf", 1d)
        .containsEntry("istio_request_duration_milliseconds_count 200 ", 2d)
        .containsEntry("istio_request_duration_milliseconds_sum 200 ", 33d)
        .containsEntry("istio_response_bytes_sum 200 ", 200d)
        .containsKey("istio_request_bytes_bucket 200 0.5");
  }

  @Test
  void onlyChangesAreReportedAndCountersMoreOften() {
    store.add(request("200", 3));
    assertThat(values(store.take(Selection.CHANGED_COUNTERS)))
        .containsOnlyKeys("istio_requests_total 200 ");
    assertThat(store.take(Selection.CHANGED_COUNTERS)).isEmpty();
    assertThat(values(store.take(Selection.CHANGED)))
        .doesNotContainKey("istio_requests_total 200 ")
        .containsKey("istio_request_duration_milliseconds_count 200 ");
    assertThat(store.take(Selection.CHANGED)).isEmpty();
    assertThat(values(store.take(Selection.ALL)))
        .containsEntry("istio_requests_total 200 ", 1d)
        .containsEntry("istio_request_duration_milliseconds_count 200 ", 1d);
  }

  @Test
  void connectionsAreCountedWhenTheyEnd() {
    var labels = new CallLabels.Builder(false).build();
    store.add(new CallRecord.Connection(labels, 10, 20));
    store.add(new CallRecord.Connection(labels, 1, 2));
    assertThat(values(store.take(Selection.ALL)))
        .containsEntry("istio_tcp_connections_opened_total  ", 2d)
        .containsEntry("istio_tcp_connections_closed_total  ", 2d)
        .containsEntry("istio_tcp_received_bytes_total  ", 11d)
        .containsEntry("istio_tcp_sent_bytes_total  ", 22d);
  }

  @Test
  void tooManyLabelCombinationsAreOnlyCounted() {
    for (int i = 0; i < SeriesStore.MAX_SERIES + 5; i++) {
      store.add(request("code" + i, 1));
    }
    store.add(request("code0", 1));
    assertThat(counters.value(Counters.SERIES_OVERFLOW)).isEqualTo(5);
    assertThat(values(store.take(Selection.CHANGED_COUNTERS)))
        .hasSize(SeriesStore.MAX_SERIES + 1)
        .containsEntry("istio_requests_total code0 ", 2d)
        .containsEntry("lateen_agent_series_overflow_total  ", 5d);
  }

  @Test
  void ownCountersAreReportedOnceTheyChange() {
    assertThat(store.take(Selection.ALL)).isEmpty();
    counters.add(Counters.DNS_QUERIES, 3);
    assertThat(values(store.take(Selection.CHANGED_COUNTERS)))
        .containsOnlyKeys("lateen_agent_dns_queries_total  ");
    assertThat(store.take(Selection.CHANGED)).isEmpty();
    assertThat(store.take(Selection.ALL)).hasSize(1);
  }
}
