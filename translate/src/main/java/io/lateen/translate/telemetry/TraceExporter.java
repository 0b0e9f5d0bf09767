// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.trace.v3.DatadogConfig;
import io.envoyproxy.envoy.config.trace.v3.SkyWalkingConfig;
import io.envoyproxy.envoy.config.trace.v3.Tracing;
import io.envoyproxy.envoy.config.trace.v3.ZipkinConfig;
import io.lateen.api.meshconfig.AccessToken;
import io.lateen.api.meshconfig.ExtensionProvider;
import io.lateen.api.meshconfig.Tracer;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.view.WorkloadView;
import java.util.Optional;

/** Makes Envoy's tracers from providers (Istio: core/tracing.go configureFromProviderConfig). */
final class TraceExporter {

  private static final String ZIPKIN_PATH = "/api/v2/spans";

  private final Providers providers;
  private final TraceNames names;
  private final OpenTelemetryTraces openTelemetry;

  TraceExporter(WorkloadView view, Providers providers) {
    this.providers = providers;
    this.names = new TraceNames(view);
    this.openTelemetry = new OpenTelemetryTraces(names, providers);
  }

  /**
   * @param ownSampler whether it decides itself which requests are traced
   * @param startsSpan whether the proxy's own work is a span
   * @param maxTagLength 0 for Envoy's default
   */
  record Exporter(
      Tracing.Http provider, boolean ownSampler, boolean startsSpan, int maxTagLength) {}

  /** Empty, and told, when the provider makes no traces or its service is not known. */
  Optional<Exporter> export(ExtensionProvider provider) {
    var name = provider.name();
    if (!(provider.provider() instanceof Tracer tracer)) {
      providers.report("the provider " + name + " makes no traces", "name one that does");
      return Optional.empty();
    }
    int length = tracer.maxTagLength();
    return switch (tracer) {
      case Tracer.Zipkin zipkin ->
          providers
              .target(name, zipkin.address())
              .map(to -> exporter("zipkin", zipkin(to, zipkin), false, length));
      case Tracer.Datadog datadog ->
          providers
              .target(name, datadog.address())
              .map(to -> exporter("datadog", datadog(to), false, length));
      case Tracer.SkyWalking skyWalking ->
          providers
              .target(name, skyWalking.address())
              .map(to -> exporter("skywalking", skyWalking(to, skyWalking.token()), true, length));
      case Tracer.OpenTelemetry otel ->
          providers
              .target(name, otel.address())
              .map(
                  to ->
                      new Exporter(
                          tracer("opentelemetry", openTelemetry.config(name, to, otel)),
                          otel.sampler().isPresent(),
                          false,
                          length));
      case Tracer.Lightstep _, Tracer.OpenCensus _, Tracer.Stackdriver _ -> {
        providers.report(
            "the provider " + name + " is of a kind that Envoy no longer has",
            "send traces by OpenTelemetry");
        yield Optional.empty();
      }
    };
  }

  private static Exporter exporter(String kind, Message config, boolean startsSpan, int length) {
    return new Exporter(tracer(kind, config), false, startsSpan, length);
  }

  private static Tracing.Http tracer(String kind, Message config) {
    return Tracing.Http.newBuilder()
        .setName("envoy.tracers." + kind)
        .setTypedConfig(Packed.any(config))
        .build();
  }

  private static Message zipkin(Providers.Target to, Tracer.Zipkin settings) {
    var path = settings.path().isEmpty() ? ZIPKIN_PATH : settings.path();
    return ZipkinConfig.newBuilder()
        .setCollectorEndpointVersion(ZipkinConfig.CollectorEndpointVersion.HTTP_JSON)
        .setTraceId128Bit(!settings.enable64bitTraceId())
        .setSharedSpanContext(ProtoValues.bool(false))
        .setTraceContextOption(
            settings.withW3cPropagation()
                ? ZipkinConfig.TraceContextOption.USE_B3_WITH_W3C_PROPAGATION
                : ZipkinConfig.TraceContextOption.USE_B3)
        .setCollectorService(
            Collectors.http(
                "http://" + to.host() + path, to.cluster(), settings.timeout(), settings.headers()))
        .build();
  }

  private Message datadog(Providers.Target to) {
    return DatadogConfig.newBuilder()
        .setCollectorCluster(to.cluster())
        .setCollectorHostname(to.host())
        .setServiceName(names.proxy())
        .build();
  }

  private static Message skyWalking(Providers.Target to, AccessToken token) {
    var config = SkyWalkingConfig.newBuilder().setGrpcService(Collectors.grpc(to));
    if (!token.value().isEmpty()) {
      config.getClientConfigBuilder().setBackendToken(token.value());
    }
    return config.build();
  }
}
