// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

import io.lateen.proto.node.v1.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who called which workload of this node without a certificate of the mesh, and when last: what a
 * change to STRICT has to know. Confined to the lock of its {@link SeriesStore}.
 */
final class PlaintextCallers {

  /** Most pairs of caller and port; the one seen longest ago makes room. */
  static final int MAX_PAIRS = 1024;

  /** How often it happened. */
  static final String CALLS = "lateen_agent_plaintext_calls_total";

  /** When it happened last, in seconds since 1970. */
  static final String LAST = "lateen_agent_plaintext_last_seconds";

  private record Pair(String destination, int port, String source) {

    Map<String, String> labels() {
      return Map.of("destination", destination, "port", "" + port, "source", source);
    }
  }

  private static final class Seen {
    private long calls;
    private long last;
    private boolean changed;
  }

  private final Map<Pair, Seen> pairs = new LinkedHashMap<>();
  private final Counters counters;

  PlaintextCallers(Counters counters) {
    this.counters = counters;
  }

  void add(PlaintextCall call) {
    var pair = new Pair(call.destination(), call.port(), call.source());
    var seen = pairs.remove(pair);
    if (seen == null) {
      seen = new Seen();
      makeRoom();
    }
    seen.calls++;
    seen.last = Math.max(seen.last, call.seconds());
    seen.changed = true;
    pairs.put(pair, seen);
  }

  private void makeRoom() {
    if (pairs.size() >= MAX_PAIRS) {
      pairs.remove(pairs.keySet().iterator().next());
      counters.add(Counters.SERIES_OVERFLOW, 1);
    }
  }

  /** What changed since the last time, or all of it. */
  List<Sample> take(boolean all) {
    var samples = new ArrayList<Sample>();
    pairs.forEach(
        (pair, seen) -> {
          if (all || seen.changed) {
            samples.add(sample(CALLS, pair, seen.calls));
            samples.add(sample(LAST, pair, seen.last));
            seen.changed = false;
          }
        });
    return samples;
  }

  private static Sample sample(String name, Pair pair, double value) {
    return Sample.newBuilder().setName(name).putAllLabels(pair.labels()).setValue(value).build();
  }
}
