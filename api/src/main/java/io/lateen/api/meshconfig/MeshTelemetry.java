// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import java.util.List;
import java.util.Optional;

/**
 * What proxies of the mesh report unless a Telemetry says otherwise (api:
 * mesh/v1alpha1/config.proto; defaults: pkg/config/mesh/mesh.go).
 *
 * @param enableTracing whether traces are made by the settings of the proxies
 * @param accessLogFormat format of lines; empty for the default
 * @param accessLogJson whether lines are JSON objects
 * @param envoyAccessLogService whether access logs go to the service in the proxies' settings
 * @param disableListenerLog whether listeners do not log connections that no filter chain matches
 * @param extensionProviders providers by name, Istio's three built-in ones included
 * @param defaultProviders providers of telemetry that names none
 * @param prometheusMerge whether the metrics of application and proxy are offered together
 * @param inboundClusterStatName pattern for names of inbound clusters in metrics; empty for none
 * @param outboundClusterStatName pattern for names of outbound clusters in metrics; empty for none
 */
public record MeshTelemetry(
    boolean enableTracing,
    String accessLogFormat,
    boolean accessLogJson,
    boolean envoyAccessLogService,
    boolean disableListenerLog,
    List<ExtensionProvider> extensionProviders,
    DefaultProviders defaultProviders,
    boolean prometheusMerge,
    String inboundClusterStatName,
    String outboundClusterStatName) {

  /** The settings of a mesh whose owner says nothing. */
  public static final MeshTelemetry DEFAULT =
      new MeshTelemetry(
          true,
          "",
          false,
          false,
          false,
          List.of(
              new ExtensionProvider("prometheus", new ExtensionProvider.Prometheus()),
              new ExtensionProvider("stackdriver", new Tracer.Stackdriver(0)),
              new ExtensionProvider(
                  "envoy", new Logger.File("/dev/stdout", Logger.Format.DEFAULT, false))),
          DefaultProviders.NONE,
          true,
          "",
          "");

  /** Copies the list. */
  public MeshTelemetry {
    extensionProviders = List.copyOf(extensionProviders);
  }

  /** The provider of a name. */
  public Optional<ExtensionProvider> provider(String name) {
    return extensionProviders.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /**
   * Providers of telemetry that names none.
   *
   * @param tracing of traces
   * @param metrics of metrics
   * @param accessLogging of access logs
   */
  public record DefaultProviders(
      List<String> tracing, List<String> metrics, List<String> accessLogging) {

    /** None. */
    public static final DefaultProviders NONE =
        new DefaultProviders(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public DefaultProviders {
      tracing = List.copyOf(tracing);
      metrics = List.copyOf(metrics);
      accessLogging = List.copyOf(accessLogging);
    }
  }
}
