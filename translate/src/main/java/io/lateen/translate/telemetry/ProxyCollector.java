// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import io.lateen.api.meshconfig.ProxyTracing;
import io.lateen.translate.view.WorkloadView;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The collector of traces that the proxies' settings name (Istio: mesh/v1alpha1/proxy.proto
 * Tracing).
 *
 * @param host name of a service of the mesh, else as it was written
 * @param isService whether the proxy knows a service of that name
 */
record ProxyCollector(ProxyTracing.Protocol protocol, String host, int port, boolean isService) {

  /** How the provider is called that the settings stand for. */
  static final String NAME = "defaultConfig.tracing";

  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

  /** A name of at least three parts, or an address: what can only be outside of the mesh. */
  private static final Pattern OUTSIDE = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+){2,}");

  private static final String SERVICES = ".svc.cluster.local";

  static Optional<ProxyCollector> of(WorkloadView view) {
    var written = view.policies().proxy().tracing().flatMap(ProxyTracing::collector);
    if (!view.mesh().telemetry().enableTracing() || written.isEmpty()) {
      return Optional.empty();
    }
    var address = written.get().address();
    int colon = address.lastIndexOf(':');
    var port = address.substring(colon + 1);
    if (colon < 1 || !PORT.matcher(port).matches()) {
      return Optional.empty();
    }
    var host = host(view, address.substring(0, colon));
    return Optional.of(
        new ProxyCollector(
            written.get().protocol(),
            host,
            Integer.parseInt(port),
            view.service(host).isPresent()));
  }

  /** Settings say {@code zipkin.istio-system}, services have whole names. */
  private static String host(WorkloadView view, String written) {
    var parts = written.split("\\.", -1);
    return view.service(written).isPresent() || parts.length != 2 ? written : written + SERVICES;
  }

  /** The name of the cluster that leads to it when it is no service of the mesh. */
  Optional<String> outside() {
    if (isService || host.endsWith(SERVICES) || !OUTSIDE.matcher(host).matches()) {
      return Optional.empty();
    }
    return switch (protocol) {
      case ZIPKIN -> Optional.of("zipkin");
      case DATADOG -> Optional.of("datadog_agent");
      case LIGHTSTEP, STACKDRIVER, OPEN_CENSUS -> Optional.empty();
    };
  }
}
