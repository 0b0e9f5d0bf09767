// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.bench.report.Series;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Values of all runs of a case by the name of their series. One thread at a time. */
final class Measurements {

  private final Map<String, Series> values = new TreeMap<>();

  void add(String series, double value) {
    values.computeIfAbsent(series, name -> new Series()).add(value);
  }

  void addAll(String series, Series more) {
    more.values().forEach(value -> add(series, value));
  }

  Optional<Series> of(String series) {
    return Optional.ofNullable(values.get(series));
  }
}
