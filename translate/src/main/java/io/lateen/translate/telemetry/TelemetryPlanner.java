// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import io.lateen.api.ConfigObject;
import io.lateen.api.meshconfig.MeshTelemetry;
import io.lateen.api.telemetry.Telemetry;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.Provenance;
import io.lateen.translate.adorn.Reporting;
import io.lateen.translate.adorn.Side;
import io.lateen.translate.view.WorkloadView;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Decides what each side of a proxy reports (Istio: model/telemetry.go). */
public final class TelemetryPlanner {

  private final WorkloadView view;
  private final List<ConfigObject<Telemetry>> telemetries;
  private final Providers providers;

  public TelemetryPlanner(WorkloadView view) {
    this.view = view;
    this.telemetries = view.policies().telemetries();
    this.providers = new Providers(view);
  }

  /** Reporting by side; empty when nobody asks for any. */
  public Map<Side, Reporting> plan() {
    var plan = new EnumMap<Side, Reporting>(Side.class);
    if (isSilent()) {
      return plan;
    }
    var logging = new LoggingPlanner(view.mesh(), telemetries, providers);
    var tracing = new TracingPlanner(view, telemetries, providers);
    var metrics = new MetricsPlanner(view.mesh().telemetry(), telemetries, providers);
    var sides =
        view.role() == ProxyRole.ROUTER
            ? List.of(Side.GATEWAY)
            : List.of(Side.INBOUND, Side.OUTBOUND);
    for (var side : sides) {
      var traced = tracing.plan(side);
      plan.put(
          side,
          new Reporting(
              logging.plan(side),
              logging.refused(side),
              traced.tracing(),
              traced.sampleByRequestId(),
              metrics.plan(side)));
    }
    return plan;
  }

  private boolean isSilent() {
    var settings = view.mesh().telemetry();
    return telemetries.isEmpty()
        && settings.defaultProviders().equals(MeshTelemetry.DefaultProviders.NONE)
        && view.mesh().accessLogFile().isEmpty()
        && !settings.envoyAccessLogService()
        && view.policies().proxy().tracing().isEmpty();
  }

  /** Objects behind the plan. */
  public List<Provenance.Cause> causes() {
    return telemetries.stream().map(Provenance.Cause::of).toList();
  }

  /** What is asked for and cannot be served. */
  public List<Problem> problems() {
    return providers.problems();
  }
}
