// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A provider that traces are sent to. */
public sealed interface Tracer extends ExtensionProvider.Provider {

  /** Longest tag with the path of a request, in bytes; 0 for Envoy's default of 256. */
  int maxTagLength();

  /**
   * Zipkin's HTTP protocol.
   *
   * @param enable64bitTraceId whether trace ids have 64 bits, not 128
   * @param path path of the collector; empty for {@code /api/v2/spans}
   * @param withW3cPropagation whether also the headers of W3C are passed on
   * @param timeout longest wait for the collector
   * @param headers headers that it is sent
   */
  record Zipkin(
      ServiceAddress address,
      int maxTagLength,
      boolean enable64bitTraceId,
      String path,
      boolean withW3cPropagation,
      Optional<Duration> timeout,
      List<ProviderHeader> headers)
      implements Tracer {

    /** Copies the list. */
    public Zipkin {
      headers = List.copyOf(headers);
    }
  }

  /** Datadog's agent. */
  record Datadog(ServiceAddress address, int maxTagLength) implements Tracer {}

  /** Lightstep; outdated, served by OpenTelemetry. */
  record Lightstep(ServiceAddress address, int maxTagLength, AccessToken token) implements Tracer {}

  /**
   * OpenCensus; outdated.
   *
   * @param context formats of trace headers
   */
  record OpenCensus(ServiceAddress address, int maxTagLength, List<String> context)
      implements Tracer {

    /** Copies the list. */
    public OpenCensus {
      context = List.copyOf(context);
    }
  }

  /** SkyWalking. */
  record SkyWalking(ServiceAddress address, AccessToken token) implements Tracer {

    @Override
    public int maxTagLength() {
      return 0;
    }
  }

  /** Google's operations suite, which also takes logs. */
  record Stackdriver(int maxTagLength) implements Tracer {}

  /**
   * OpenTelemetry's protocol, by gRPC unless {@code http} is set.
   *
   * @param http settings for HTTP
   * @param grpc settings for gRPC
   * @param environmentDetector whether the resource's attributes come from the environment
   * @param dynatraceDetector whether Dynatrace's attributes are added
   * @param semanticConventions whether attributes of services follow OpenTelemetry's conventions,
   *     not Istio's canonical names
   * @param sampler Dynatrace's sampler
   */
  record OpenTelemetry(
      ServiceAddress address,
      int maxTagLength,
      Optional<HttpSettings> http,
      Optional<GrpcSettings> grpc,
      boolean environmentDetector,
      boolean dynatraceDetector,
      boolean semanticConventions,
      Optional<DynatraceSampler> sampler)
      implements Tracer {}

  /**
   * Settings for HTTP.
   *
   * @param path path of the collector
   * @param timeout longest wait for it
   * @param headers headers that it is sent
   */
  record HttpSettings(String path, Optional<Duration> timeout, List<ProviderHeader> headers) {

    /** Copies the list. */
    public HttpSettings {
      headers = List.copyOf(headers);
    }
  }

  /**
   * Settings for gRPC.
   *
   * @param timeout longest wait for the collector
   * @param initialMetadata metadata that it is sent
   */
  record GrpcSettings(Optional<Duration> timeout, List<ProviderHeader> initialMetadata) {

    /** Copies the list. */
    public GrpcSettings {
      initialMetadata = List.copyOf(initialMetadata);
    }
  }

  /**
   * Dynatrace's sampler.
   *
   * @param tenant tenant
   * @param clusterId cluster
   * @param rootSpansPerMinute limit; 0 for the default
   * @param address where its settings are; absent for the collector
   * @param http how they are asked for
   */
  record DynatraceSampler(
      String tenant,
      int clusterId,
      int rootSpansPerMinute,
      Optional<ServiceAddress> address,
      Optional<HttpSettings> http) {}
}
