// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.protobuf.Timestamp;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogCommon;
import io.lateen.agent.telemetry.SeriesStore.Selection;
import io.lateen.proto.node.v1.Sample;
import org.junit.jupiter.api.Test;

class PlaintextCallersTest {

  private final Counters counters = new Counters();
  private final SeriesStore store = new SeriesStore(counters);

  private static Address address(String address, int port) {
    return Address.newBuilder()
        .setSocketAddress(SocketAddress.newBuilder().setAddress(address).setPortValue(port))
        .build();
  }

  @Test
  void aCallIsTheNetworksAddressesAndItsTime() {
    var common =
        AccessLogCommon.newBuilder()
            .setDownstreamLocalAddress(address("10.0.0.1", 8000))
            .setDownstreamRemoteAddress(address("203.0.113.9", 0))
            .setDownstreamDirectRemoteAddress(address("10.0.0.9", 40000))
            .setStartTime(Timestamp.newBuilder().setSeconds(77));
    assertThat(PlaintextCall.of(common.build()))
        .contains(new PlaintextCall("10.0.0.1", 8000, "10.0.0.9", 77));
    assertThat(PlaintextCall.of(common.clearDownstreamLocalAddress().build())).isEmpty();
  }

  @Test
  void callsAreCountedAndTheNewestCounts() {
    store.add(new PlaintextCall("10.0.0.1", 8000, "10.0.0.9", 70));
    store.add(new PlaintextCall("10.0.0.1", 8000, "10.0.0.9", 60));
    assertThat(store.take(Selection.CHANGED_COUNTERS))
        .extracting(Sample::getName, Sample::getValue)
        .containsExactly(tuple(PlaintextCallers.CALLS, 2d), tuple(PlaintextCallers.LAST, 70d));
    assertThat(store.take(Selection.CHANGED)).isEmpty();
    assertThat(store.take(Selection.ALL)).hasSize(2);
  }

  @Test
  void theCallerSeenLongestAgoMakesRoom() {
    for (int i = 0; i <= PlaintextCallers.MAX_PAIRS; i++) {
      store.add(new PlaintextCall("10.0.0.1", 8000, "10.1." + i / 250 + "." + i % 250, i));
    }
    var samples = store.take(Selection.ALL);
    assertThat(samples.stream().filter(sample -> sample.getName().equals(PlaintextCallers.LAST)))
        .hasSize(PlaintextCallers.MAX_PAIRS)
        .noneMatch(sample -> sample.getLabelsOrThrow("source").equals("10.1.0.0"));
    assertThat(counters.value(Counters.SERIES_OVERFLOW)).isEqualTo(1);
  }
}
