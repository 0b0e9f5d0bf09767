// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.HttpService;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.trace.v3.OpenTelemetryConfig;
import io.envoyproxy.envoy.extensions.tracers.opentelemetry.resource_detectors.v3.DynatraceResourceDetectorConfig;
import io.envoyproxy.envoy.extensions.tracers.opentelemetry.resource_detectors.v3.EnvironmentResourceDetectorConfig;
import io.envoyproxy.envoy.extensions.tracers.opentelemetry.samplers.v3.DynatraceSamplerConfig;
import io.lateen.api.meshconfig.Tracer;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import java.util.List;
import java.util.Optional;

/** Traces by OpenTelemetry's protocol (Istio: core/tracing.go otelConfig). */
final class OpenTelemetryTraces {

  private static final String DETECTORS = "envoy.tracers.opentelemetry.resource_detectors.";
  private static final String DYNATRACE_SAMPLER = "envoy.tracers.opentelemetry.samplers.dynatrace";

  /** Where Dynatrace tells how many spans it wants, unless a path is written. */
  private static final String SAMPLING_PATH = "/api/v2/samplingConfiguration";

  private final TraceNames names;
  private final Providers providers;

  OpenTelemetryTraces(TraceNames names, Providers providers) {
    this.names = names;
    this.providers = providers;
  }

  Message config(String provider, Providers.Target to, Tracer.OpenTelemetry settings) {
    var config =
        OpenTelemetryConfig.newBuilder()
            .setServiceName(settings.semanticConventions() ? names.service() : names.proxy());
    settings
        .http()
        .ifPresentOrElse(
            http -> config.setHttpService(http(to, http, http.path())),
            () -> grpc(config, to, settings));
    if (settings.environmentDetector() || settings.semanticConventions()) {
      config.addResourceDetectors(
          detector("environment", EnvironmentResourceDetectorConfig.getDefaultInstance()));
    }
    if (settings.dynatraceDetector()) {
      config.addResourceDetectors(
          detector("dynatrace", DynatraceResourceDetectorConfig.getDefaultInstance()));
    }
    settings
        .sampler()
        .flatMap(sampler -> samplingService(provider, to, settings, sampler))
        .map(service -> sampler(settings.sampler().orElseThrow(), service))
        .ifPresent(config::setSampler);
    return config.build();
  }

  private static void grpc(
      OpenTelemetryConfig.Builder config, Providers.Target to, Tracer.OpenTelemetry settings) {
    var service = Collectors.grpc(to);
    settings
        .grpc()
        .ifPresent(
            grpc -> {
              grpc.timeout().map(ProtoValues::duration).ifPresent(service::setTimeout);
              grpc.initialMetadata()
                  .forEach(header -> service.addInitialMetadata(Collectors.header(header)));
            });
    config.setGrpcService(service);
  }

  private static HttpService http(Providers.Target to, Tracer.HttpSettings http, String path) {
    return Collectors.http(
        Collectors.joined(to.host(), path), to.cluster(), http.timeout(), http.headers());
  }

  /** Where the sampler asks: a service of its own, else the one that takes the traces. */
  private Optional<HttpService> samplingService(
      String provider,
      Providers.Target collector,
      Tracer.OpenTelemetry settings,
      Tracer.DynatraceSampler sampler) {
    if (sampler.address().isPresent()) {
      var http = sampler.http().orElse(new Tracer.HttpSettings("", Optional.empty(), List.of()));
      return providers
          .target(provider, sampler.address().get())
          .map(to -> http(to, http, http.path()));
    }
    if (settings.http().isEmpty()) {
      providers.report(
          "the sampler of the provider " + provider + " has nobody to ask: traces go by gRPC",
          "name its httpService");
    }
    return settings.http().map(http -> http(collector, http, SAMPLING_PATH));
  }

  private static TypedExtensionConfig sampler(
      Tracer.DynatraceSampler sampler, HttpService service) {
    var config =
        DynatraceSamplerConfig.newBuilder()
            .setTenant(sampler.tenant())
            .setClusterId(sampler.clusterId())
            .setRootSpansPerMinute(sampler.rootSpansPerMinute())
            .setHttpService(service)
            .build();
    return TypedExtensionConfig.newBuilder()
        .setName(DYNATRACE_SAMPLER)
        .setTypedConfig(Packed.any(config))
        .build();
  }

  private static TypedExtensionConfig detector(String name, Message config) {
    return TypedExtensionConfig.newBuilder()
        .setName(DETECTORS + name)
        .setTypedConfig(Packed.any(config))
        .build();
  }
}
