// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.telemetry;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.telemetry.IstioMetric;
import io.lateen.api.telemetry.Metrics;
import io.lateen.api.telemetry.MetricsOverride;
import io.lateen.api.telemetry.MetricsOverride.TagOverride;
import io.lateen.api.telemetry.WorkloadMode;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Decodes changes to metrics. */
final class MetricsDecoder {

  private static final String UPSERT = "UPSERT";
  private static final String REMOVE = "REMOVE";

  private MetricsDecoder() {}

  static Metrics decode(ObjectReader in) {
    var metrics =
        new Metrics(
            TelemetryDecoder.providers(in),
            in.objects("overrides", MetricsDecoder::override),
            Checked.duration(in, "reportingInterval"),
            in.line());
    in.done();
    return metrics;
  }

  private static MetricsOverride override(ObjectReader in) {
    var match = in.part("match");
    if (match.has("customMetric") && match.string("customMetric").isEmpty()) {
      match.error("customMetric", "must not be empty");
    }
    Checked.atMostOne(match, "metric", "customMetric");
    var override =
        new MetricsOverride(
            match.enumeration("metric", IstioMetric.ALL_METRICS),
            match.string("customMetric"),
            match.enumeration("mode", WorkloadMode.CLIENT_AND_SERVER),
            in.optionalBool("disabled"),
            tags(in));
    match.done();
    in.done();
    return override;
  }

  private static Map<String, TagOverride> tags(ObjectReader in) {
    var tags = new TreeMap<String, TagOverride>();
    in.map("tagOverrides")
        .forEach(
            (name, value) -> {
              if (name.isEmpty()) {
                value.warning("the name of a label must not be empty", "");
              }
              value.object().ifPresent(part -> tags.put(name, tag(part)));
            });
    return tags;
  }

  private static TagOverride tag(ObjectReader in) {
    var operation = in.string("operation");
    var value = in.string("value");
    in.done();
    if (!List.of("", UPSERT, REMOVE).contains(operation)) {
      in.error("operation", "must be UPSERT or REMOVE");
    }
    if (operation.equals(REMOVE)) {
      if (in.has("value")) {
        in.error("value", "must not be set when the operation is REMOVE");
      }
      return new TagOverride.Remove();
    }
    if (value.isEmpty()) {
      in.error("value", "must be set when the operation is UPSERT");
    }
    return new TagOverride.Upsert(value);
  }
}
