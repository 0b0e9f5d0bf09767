// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HttpService;
import io.envoyproxy.envoy.config.core.v3.HttpUri;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.trace.v3.DatadogConfig;
import io.envoyproxy.envoy.config.trace.v3.OpenTelemetryConfig;
import io.envoyproxy.envoy.config.trace.v3.SkyWalkingConfig;
import io.envoyproxy.envoy.config.trace.v3.Tracing;
import io.envoyproxy.envoy.config.trace.v3.ZipkinConfig;
import io.envoyproxy.envoy.extensions.tracers.opentelemetry.resource_detectors.v3.DynatraceResourceDetectorConfig;
import io.envoyproxy.envoy.extensions.tracers.opentelemetry.resource_detectors.v3.EnvironmentResourceDetectorConfig;
import io.lateen.api.meshconfig.ExtensionProvider;
import io.lateen.api.meshconfig.ProviderHeader;
import io.lateen.api.meshconfig.Tracer;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.view.WorkloadView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes Envoy's tracers from providers (Istio: core/tracing.go configureFromProviderConfig). */
final class TraceExporter {

  private static final String ZIPKIN_PATH = "/api/v2/spans";
  private static final Duration COLLECTOR_TIMEOUT = Duration.ofSeconds(5);
  private static final String DETECTORS = "envoy.tracers.opentelemetry.resource_detectors.";

  private final WorkloadView view;
  private final Providers providers;

  TraceExporter(WorkloadView view, Providers providers) {
    this.view = view;
    this.providers = providers;
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
              .map(to -> exporter("skywalking", skyWalking(to), true, length));
      case Tracer.OpenTelemetry otel ->
          providers
              .target(name, otel.address())
              .map(to -> exporter("opentelemetry", otel(name, to, otel), false, length));
      case Tracer.Lightstep _, Tracer.OpenCensus _, Tracer.Stackdriver _ -> {
        providers.report(
            "the provider " + name + " is of a kind that Envoy no longer has",
            "send traces by OpenTelemetry");
        yield Optional.empty();
      }
    };
  }

  private static Exporter exporter(String kind, Message config, boolean startsSpan, int length) {
    var provider =
        Tracing.Http.newBuilder()
            .setName("envoy.tracers." + kind)
            .setTypedConfig(Packed.any(config))
            .build();
    return new Exporter(provider, false, startsSpan, length);
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
            http(
                "http://" + to.host() + path,
                to.cluster(),
                settings.timeout().or(() -> Optional.of(COLLECTOR_TIMEOUT)),
                settings.headers()))
        .build();
  }

  private Message datadog(Providers.Target to) {
    return DatadogConfig.newBuilder()
        .setCollectorCluster(to.cluster())
        .setCollectorHostname(to.host())
        .setServiceName(serviceName())
        .build();
  }

  private static Message skyWalking(Providers.Target to) {
    return SkyWalkingConfig.newBuilder().setGrpcService(grpc(to)).build();
  }

  private Message otel(String name, Providers.Target to, Tracer.OpenTelemetry settings) {
    var config = OpenTelemetryConfig.newBuilder().setServiceName(serviceName());
    if (settings.http().isPresent()) {
      var http = settings.http().get();
      config.setHttpService(
          http(joined(to.host(), http.path()), to.cluster(), http.timeout(), http.headers()));
    } else {
      var service = grpc(to);
      settings
          .grpc()
          .ifPresent(
              grpc -> {
                grpc.timeout().map(ProtoValues::duration).ifPresent(service::setTimeout);
                grpc.initialMetadata()
                    .forEach(header -> service.addInitialMetadata(header(header)));
              });
      config.setGrpcService(service);
    }
    if (settings.environmentDetector() || settings.semanticConventions()) {
      config.addResourceDetectors(
          detector("environment", EnvironmentResourceDetectorConfig.getDefaultInstance()));
    }
    if (settings.dynatraceDetector()) {
      config.addResourceDetectors(
          detector("dynatrace", DynatraceResourceDetectorConfig.getDefaultInstance()));
    }
    if (settings.sampler().isPresent()) {
      providers.report(
          "the sampler of the provider " + name + " has no effect", "set randomSamplingPercentage");
    }
    return config.build();
  }

  private static TypedExtensionConfig detector(String name, Message config) {
    return TypedExtensionConfig.newBuilder()
        .setName(DETECTORS + name)
        .setTypedConfig(Packed.any(config))
        .build();
  }

  /** The name under which the proxy reports, {@code CANONICAL_NAME.NAMESPACE}. */
  private String serviceName() {
    var labels = view.proxy().labels();
    var name =
        labels.getOrDefault(
            "service.istio.io/canonical-name",
            labels.getOrDefault("app", view.proxy().key().name()));
    return name + "." + view.namespace();
  }

  private static GrpcService.Builder grpc(Providers.Target to) {
    return GrpcService.newBuilder()
        .setEnvoyGrpc(
            GrpcService.EnvoyGrpc.newBuilder()
                .setClusterName(to.cluster())
                .setAuthority(to.host()));
  }

  private static HttpService http(
      String uri, String cluster, Optional<Duration> timeout, List<ProviderHeader> headers) {
    var service =
        HttpService.newBuilder()
            .setHttpUri(
                HttpUri.newBuilder()
                    .setUri(uri)
                    .setCluster(cluster)
                    .setTimeout(ProtoValues.duration(timeout.orElse(COLLECTOR_TIMEOUT))));
    headers.forEach(
        header ->
            service.addRequestHeadersToAdd(
                HeaderValueOption.newBuilder()
                    .setAppendAction(
                        HeaderValueOption.HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                    .setHeader(header(header))));
    return service.build();
  }

  private static HeaderValue header(ProviderHeader header) {
    var value =
        header.envName().isEmpty() ? header.value() : "%ENVIRONMENT(" + header.envName() + ")%";
    return HeaderValue.newBuilder().setKey(header.name()).setValue(value).build();
  }

  private static String joined(String host, String path) {
    return path.isEmpty() || path.startsWith("/") ? host + path : host + "/" + path;
  }
}
