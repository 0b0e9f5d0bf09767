// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What the load client tells, as values of a case.
 *
 * @param proxies how many have to answer; a figure of fewer would be a lie
 */
record LoadEvents(int proxies, Measurements values) {

  private static final double MILLION = 1e6;
  private static final double MIB_TO_MB = 1.048576;

  /** {@code 0.012MB/100msg/0res} of one type. */
  private static final Pattern RECEIVED = Pattern.compile("([0-9.]+)MB/\\d+msg/(\\d+)res");

  /** Takes one line; a case takes minutes, so whoever waits sees it move. */
  void take(JsonNode event) {
    System.err.println(event);
    double cpu = event.path("cpu_ms").asDouble(0);
    double bytes = event.path("recv_mb").asDouble(0) * MILLION;
    switch (event.path("ev").asString("")) {
      case "cold-connect" -> {
        complete("ready", event);
        values.add(SizeCase.COLD, event.path("all_s").asDouble());
        values.add(SizeCase.COLD_CPU, event.path("cpu_s").asDouble());
      }
      case "endpoint" -> {
        complete("acked", event);
        values.add(SizeCase.ENDPOINT, event.path("last_ms").asDouble());
        values.add(SizeCase.ENDPOINT_CPU, cpu * 1_000 / proxies);
      }
      case "route" -> {
        complete("acked", event);
        values.add(SizeCase.ROUTE, event.path("last_ms").asDouble());
        values.add(SizeCase.ROUTE_CPU, cpu);
        values.add(SizeCase.ROUTE_BYTES, bytes);
      }
      case "noop" -> {
        values.add(SizeCase.NOTHING_CPU, cpu);
        values.add(SizeCase.NOTHING_BYTES, bytes);
      }
      case "reconnect" -> {
        complete("ready", event);
        values.add(SizeCase.RECONNECT, event.path("all_s").asDouble());
        values.add(SizeCase.RECONNECT_CPU, event.path("cpu_s").asDouble());
        values.add(SizeCase.RECONNECT_BYTES, withResources(event));
        values.add(SizeCase.RECONNECT_TOTAL, bytes);
      }
      case "idle" -> values.add(SizeCase.MEMORY, event.path("rss_mb").asDouble() * MIB_TO_MB);
      case "end" -> values.add(SizeCase.END_MEMORY, event.path("rss_mb").asDouble() * MIB_TO_MB);
      default -> {
        // Sums and marks: each of their values is here already.
      }
    }
  }

  private void complete(String field, JsonNode event) {
    if (event.path(field).asInt(0) != proxies) {
      throw new IllegalStateException("not all proxies: " + event);
    }
  }

  /** Bytes of the types of which at least one resource came. */
  private static double withResources(JsonNode event) {
    double bytes = 0;
    for (var type : event.path("recv")) {
      var parts = RECEIVED.matcher(type.asString(""));
      if (!parts.matches()) {
        throw new IllegalStateException("not understood: " + event);
      }
      bytes += parts.group(2).equals("0") ? 0 : Double.parseDouble(parts.group(1)) * MILLION;
    }
    return bytes;
  }
}
