// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import io.lateen.api.meshconfig.ProxyTracing;
import io.lateen.api.meshconfig.ReportServices.RemoteService;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.translate.cluster.ReportClusterKey;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The clusters to what proxies report to and that is no service of the mesh (Istio has them in the
 * bootstrap: tools/packaging/common/envoy_bootstrap.json).
 */
public final class ReportClusterPlanner {

  /** The service of access logs that the proxies' settings name. */
  static final String ACCESS_LOG = "envoy_accesslog_service";

  private final WorkloadView view;

  public ReportClusterPlanner(WorkloadView view) {
    this.view = view;
  }

  /** The keys; none when everything that is reported goes to services of the mesh. */
  public List<ReportClusterKey> plan() {
    var keys = new ArrayList<ReportClusterKey>();
    accessLog(view)
        .ifPresent(service -> keys.add(ReportClusterKey.of(view, ACCESS_LOG, service, true)));
    var collector = ProxyCollector.of(view);
    collector
        .flatMap(ProxyCollector::outside)
        .ifPresent(
            name ->
                keys.add(
                    ReportClusterKey.of(
                        view,
                        name,
                        new RemoteService(
                            collector.get().host() + ":" + collector.get().port(),
                            view.policies().proxy().tracing().flatMap(ProxyTracing::tls),
                            Optional.empty()),
                        false)));
    return keys;
  }

  /** What cannot be served. */
  public List<Problem> problems() {
    var statsd = view.policies().proxy().services().statsdUdpAddress();
    return statsd.isEmpty() || StatsSinks.isServed(statsd)
        ? List.of()
        : List.of(
            Problem.warning(
                    Location.UNKNOWN,
                    "MeshConfig",
                    "defaultConfig.statsdUdpAddress",
                    "has no effect: " + statsd + " is a name, and Envoy looks up none for it")
                .withFix("write an IP address"));
  }

  /** The service of access logs; empty when it is off or has no address. */
  static Optional<RemoteService> accessLog(WorkloadView view) {
    return view.mesh().telemetry().envoyAccessLogService()
        ? view.policies()
            .proxy()
            .services()
            .accessLog()
            .filter(service -> !service.address().isEmpty())
        : Optional.empty();
  }
}
