// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import io.lateen.api.meshconfig.ExtensionProvider;
import io.lateen.api.meshconfig.ServiceAddress;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The providers of the mesh configuration, by name, and the clusters behind them. */
final class Providers {

  private static final String MESH = "MeshConfig";

  private final WorkloadView view;
  private final Set<Problem> problems = new LinkedHashSet<>();

  Providers(WorkloadView view) {
    this.view = view;
  }

  /**
   * The service of a provider.
   *
   * @param host its name, as requests to it say
   * @param cluster the cluster that leads to it
   */
  record Target(String host, String cluster) {}

  /** The provider of that name, whatever its case (Istio: fetchProvider). */
  Optional<ExtensionProvider> named(String name) {
    var found =
        view.mesh().telemetry().extensionProviders().stream()
            .filter(provider -> provider.name().equalsIgnoreCase(name))
            .findFirst();
    if (found.isEmpty()) {
      report("telemetry asks for the provider " + name + ", which is not there", "add it");
    }
    return found;
  }

  /** Where the service of a provider is; empty, and told, when the proxy does not see it. */
  Optional<Target> target(String provider, ServiceAddress address) {
    if (provider.equals(ProxyCollector.NAME)) {
      var outside = ProxyCollector.of(view).flatMap(ProxyCollector::outside);
      if (outside.isPresent()) {
        return Optional.of(new Target(address.service(), outside.get()));
      }
    }
    var written = address.service();
    var host = written.substring(written.indexOf('/') + 1);
    if (view.service(host).isEmpty()) {
      report(
          "the service " + host + " of the provider " + provider + " is not known to its proxies",
          "name a service of the mesh that these proxies see");
      return Optional.empty();
    }
    return Optional.of(new Target(host, new EnvoyClusterName(address.port(), "", host).value()));
  }

  /** The service of access logs that the proxies' settings name; empty when it is off. */
  Optional<Target> accessLogService() {
    return ReportClusterPlanner.accessLog(view)
        .map(service -> new Target(service.address(), ReportClusterPlanner.ACCESS_LOG));
  }

  void report(String message, String fix) {
    problems.add(
        Problem.warning(Location.UNKNOWN, MESH, "extensionProviders", message).withFix(fix));
  }

  void report(Problem problem) {
    problems.add(problem);
  }

  List<Problem> problems() {
    return new ArrayList<>(problems);
  }
}
