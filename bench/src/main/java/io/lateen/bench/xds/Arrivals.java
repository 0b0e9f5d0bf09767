// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * How long numbered changes take to each proxy that gets them. A proxy that gets a later change of
 * the same endpoints instead was spared one. Any thread.
 */
final class Arrivals implements BiConsumer<ProxyStream, DeltaDiscoveryResponse> {

  private final long[] begins;
  private final int late;
  private final Latencies all = new Latencies();
  private final Latencies last = new Latencies();

  /**
   * Nothing has arrived.
   *
   * @param changes how many will be made
   * @param late the number of the first change that also counts among the last ones
   */
  Arrivals(int changes, int late) {
    this.begins = new long[changes];
    this.late = late;
  }

  /** A change is about to be written; before that no proxy can have it. */
  void begins(int number) {
    begins[number] = System.nanoTime();
  }

  @Override
  public void accept(ProxyStream stream, DeltaDiscoveryResponse response) {
    long now = System.nanoTime();
    var whole = Marks.number(response.getSystemVersionInfo());
    if (whole.isPresent()) {
      note(whole, now);
      return;
    }
    for (var resource : response.getResourcesList()) {
      var value = resource.getResource().getValue();
      note(Marks.number(value.toString(StandardCharsets.ISO_8859_1)), now);
    }
  }

  private void note(OptionalInt number, long now) {
    if (number.isPresent()) {
      long nanos = now - begins[number.getAsInt()];
      all.add(nanos);
      if (number.getAsInt() >= late) {
        last.add(nanos);
      }
    }
  }

  /** Of all changes. */
  Latencies all() {
    return all;
  }

  /** Of the last ones. */
  Latencies last() {
    return last;
  }
}
