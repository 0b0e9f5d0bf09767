// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.controlplane.mtls.PlaintextCaller;
import io.lateen.controlplane.mtls.PlaintextPort;
import io.lateen.controlplane.mtls.PlaintextReport;
import io.lateen.controlplane.node.ReportedMetrics;
import io.lateen.controlplane.pipeline.Pipeline;
import java.time.Duration;
import java.time.InstantSource;
import tools.jackson.databind.node.ArrayNode;

/**
 * {@code GET /lateen/v1/mtls}: what STRICT would break. Parameters: {@code namespace} of the called
 * workloads, {@code sinceSeconds} to look back, a day when it is not said.
 */
final class MtlsReportResource {

  /** Longest look back: agents and control planes do not remember more than they ran. */
  private static final Duration MOST = Duration.ofDays(365);

  private final Pipeline pipeline;
  private final ReportedMetrics reported;
  private final InstantSource clock;

  MtlsReportResource(Pipeline pipeline, ReportedMetrics reported, InstantSource clock) {
    this.pipeline = pipeline;
    this.reported = reported;
    this.clock = clock;
  }

  Reply answer(Call call) {
    if (!call.method().equals("GET")) {
      return Statuses.methodNotAllowed(call.method());
    }
    long seconds = call.number("sinceSeconds", Duration.ofDays(1).toSeconds(), MOST.toSeconds());
    var since = clock.instant().minusSeconds(seconds);
    var namespace = call.parameter("namespace").orElse("");
    var report = PlaintextReport.of(pipeline.epoch().mesh(), reported.byName(), since);
    var document = Rendering.document("MtlsReport");
    document.put("since", since.toString());
    var items = document.putArray("items");
    report.ports().stream()
        .filter(port -> namespace.isEmpty() || port.namespace().equals(namespace))
        .forEach(port -> render(items, port));
    var ready = document.putArray("ready");
    report.ready().stream()
        .filter(name -> namespace.isEmpty() || name.equals(namespace))
        .forEach(ready::add);
    return Reply.Json.ok(document);
  }

  private static void render(ArrayNode items, PlaintextPort port) {
    var item = items.addObject();
    item.put("namespace", port.namespace()).put("workload", port.workload());
    item.put("port", port.port()).put("mode", port.mode().name());
    item.put("lastSeen", port.lastSeen().toString()).put("calls", port.calls());
    var callers = item.putArray("callers");
    port.callers().forEach(caller -> render(callers, caller));
  }

  private static void render(ArrayNode callers, PlaintextCaller caller) {
    var one = callers.addObject();
    one.put("address", caller.address()).put("namespace", caller.namespace());
    one.put("workload", caller.workload()).put("kind", caller.kind().name());
    one.put("lastSeen", caller.lastSeen().toString()).put("calls", caller.calls());
    one.put("advice", caller.kind().advice());
  }
}
