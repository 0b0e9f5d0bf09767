// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The label values of one series, in the order of {@link IstioMetrics#LABELS}, for requests
 * followed by {@link IstioMetrics#HTTP_LABELS}.
 *
 * @param http whether the series is of requests and not of connections
 * @param values never null, unknown ones are {@code unknown}
 */
record CallLabels(boolean http, List<String> values) {

  /** Longest value of a label, in characters; service and workload names are far shorter. */
  static final int MAX_VALUE_LENGTH = 253;

  /** The labels as names and values. */
  Map<String, String> toMap() {
    var map = new HashMap<String, String>();
    for (int i = 0; i < values.size(); i++) {
      map.put(name(i), values.get(i));
    }
    return map;
  }

  private static String name(int index) {
    var common = IstioMetrics.LABELS.size();
    return index < common
        ? IstioMetrics.LABELS.get(index)
        : IstioMetrics.HTTP_LABELS.get(index - common);
  }

  /** Collects the values of one record; used once, by one thread. */
  static final class Builder {

    private final boolean http;
    private final String[] values;

    Builder(boolean http) {
      this.http = http;
      var size = IstioMetrics.LABELS.size() + (http ? IstioMetrics.HTTP_LABELS.size() : 0);
      this.values = new String[size];
      Arrays.fill(values, IstioMetrics.UNKNOWN);
    }

    /** Sets a label that this kind of series has; an empty value changes nothing. */
    Builder set(String label, String value) {
      if (!value.isEmpty()) {
        put(label, value);
      }
      return this;
    }

    /** Sets a label, also to the empty value. */
    Builder put(String label, String value) {
      var index = IstioMetrics.LABELS.indexOf(label);
      if (index < 0 && http) {
        var extra = IstioMetrics.HTTP_LABELS.indexOf(label);
        index = extra < 0 ? -1 : IstioMetrics.LABELS.size() + extra;
      }
      if (index >= 0) {
        values[index] =
            value.length() > MAX_VALUE_LENGTH ? value.substring(0, MAX_VALUE_LENGTH) : value;
      }
      return this;
    }

    CallLabels build() {
      return new CallLabels(http, List.of(values));
    }
  }
}
