// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.view.WorkloadView;
import java.util.Optional;
import java.util.stream.Stream;

/** The names under which a proxy reports traces. */
final class TraceNames {

  private static final String CANONICAL_NAME = "service.istio.io/canonical-name";
  private static final String OTEL_NAME = "resource.opentelemetry.io/service.name";

  private final Workload proxy;
  private final ProxySettings.ServiceName wanted;

  TraceNames(WorkloadView view) {
    this.proxy = view.proxy();
    this.wanted = view.policies().proxy().serviceName();
  }

  /**
   * The name of the proxy; as long as nobody chooses another rule its canonical name and namespace.
   */
  String proxy() {
    var inNamespace = canonical() + "." + proxy.namespace();
    return switch (wanted.naming()) {
      case SERVICE_CLUSTER ->
          wanted.equals(ProxySettings.ServiceName.DEFAULT) ? inNamespace : wanted.cluster();
      case APP_LABEL_AND_NAMESPACE ->
          label("app").orElse(proxy.deployment()) + "." + proxy.namespace();
      case CANONICAL_NAME_ONLY -> canonical();
      case CANONICAL_NAME_AND_NAMESPACE -> inNamespace;
    };
  }

  /** The name by OpenTelemetry's conventions (Istio: core/tracing.go otelServiceName). */
  String service() {
    return Stream.of(
            Optional.ofNullable(proxy.annotations().get(OTEL_NAME)),
            label("app.kubernetes.io/instance"),
            label("app.kubernetes.io/name"))
        .flatMap(Optional::stream)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(proxy.deployment());
  }

  private String canonical() {
    return label(CANONICAL_NAME).or(() -> label("app")).orElse(proxy.deployment());
  }

  private Optional<String> label(String name) {
    return Optional.ofNullable(proxy.labels().get(name));
  }
}
