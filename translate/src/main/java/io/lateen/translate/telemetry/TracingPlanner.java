// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing;
import io.envoyproxy.envoy.type.v3.Percent;
import io.lateen.api.ConfigObject;
import io.lateen.api.meshconfig.ExtensionProvider;
import io.lateen.api.meshconfig.ProxyTracing;
import io.lateen.api.meshconfig.ServiceAddress;
import io.lateen.api.meshconfig.Tracer;
import io.lateen.api.telemetry.CustomTag;
import io.lateen.api.telemetry.Telemetry;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.adorn.Side;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.view.WorkloadView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which traces a side makes (Istio: model/telemetry.go Tracing, core/tracing.go). Levels override
 * each other field by field; tags are replaced as a whole.
 */
final class TracingPlanner {

  private static final double WHOLE = 100;

  /**
   * Share of requests that are traced unless somebody says otherwise (Istio: PILOT_TRACE_SAMPLING).
   */
  private static final double DEFAULT_SAMPLING = 1;

  private final WorkloadView view;
  private final List<io.lateen.api.telemetry.Tracing> levels;
  private final Providers providers;
  private final Optional<ProxyTracing> proxy;

  TracingPlanner(
      WorkloadView view, List<ConfigObject<Telemetry>> telemetries, Providers providers) {
    this.view = view;
    this.levels = telemetries.stream().flatMap(one -> one.spec().tracing().stream()).toList();
    this.providers = providers;
    this.proxy = view.policies().proxy().tracing();
  }

  /**
   * @param tracing absent for none
   */
  record Planned(Optional<Tracing> tracing, boolean sampleByRequestId) {

    static final Planned NONE = new Planned(Optional.empty(), true);
  }

  /** What all levels together say. */
  private static final class Wish {
    private String provider = "";
    private boolean disabled;
    private OptionalDouble sampling = OptionalDouble.empty();
    private Map<String, CustomTag> tags = Map.of();
    private boolean sampleByRequestId = true;
    private boolean istioTags = true;
    private boolean endsContext;

    void take(io.lateen.api.telemetry.Tracing level) {
      provider = level.providers().isEmpty() ? provider : level.providers().getFirst();
      disabled = level.disableSpanReporting().orElse(disabled);
      sampling =
          level.randomSamplingPercentage().isPresent()
              ? level.randomSamplingPercentage()
              : sampling;
      tags = level.customTags().isEmpty() ? tags : level.customTags();
      sampleByRequestId = level.useRequestIdForTraceSampling().orElse(sampleByRequestId);
      istioTags = level.enableIstioTags().orElse(istioTags);
      endsContext = level.disableContextPropagation().orElse(endsContext);
    }
  }

  Planned plan(Side side) {
    var defaults = view.mesh().telemetry().defaultProviders().tracing();
    if (levels.isEmpty() && defaults.isEmpty()) {
      return ofProxySettings();
    }
    var wish = new Wish();
    wish.provider = defaults.isEmpty() ? "" : defaults.getFirst();
    for (var level : levels) {
      if (LoggingPlanner.isFor(level.mode(), side)) {
        wish.take(level);
      }
    }
    if (wish.disabled || wish.provider.isEmpty()) {
      return Planned.NONE;
    }
    return providers.named(wish.provider).map(found -> planned(found, wish)).orElse(Planned.NONE);
  }

  private Planned planned(ExtensionProvider provider, Wish wish) {
    var tags = new TraceTags(view).of(wish.istioTags, wish.tags, proxy);
    return new TraceExporter(view, providers)
        .export(provider)
        .map(
            exporter -> {
              var tracing =
                  Tracing.newBuilder()
                      .setProvider(exporter.provider())
                      .setClientSampling(percent(WHOLE))
                      .setOverallSampling(percent(WHOLE))
                      .setRandomSampling(
                          percent(exporter.ownSampler() ? WHOLE : wish.sampling.orElse(sampling())))
                      .addAllCustomTags(tags);
              if (wish.endsContext) {
                tracing.setUnknownFields(NewerFields.on(NewerFields.NO_CONTEXT_PROPAGATION));
              }
              if (exporter.startsSpan() || view.role() == ProxyRole.ROUTER) {
                tracing.setSpawnUpstreamSpan(ProtoValues.bool(true));
              }
              int length = exporter.maxTagLength();
              length = length == 0 ? proxy.map(this::maxTagLength).orElse(0) : length;
              if (length > 0) {
                tracing.setMaxPathTagLength(ProtoValues.uint32(length));
              }
              return new Planned(Optional.of(tracing.build()), wish.sampleByRequestId);
            })
        .orElse(Planned.NONE);
  }

  private int maxTagLength(ProxyTracing settings) {
    return settings.maxPathTagLength().orElse(0);
  }

  /** Traces without any Telemetry: the collector of the proxies' settings. */
  private Planned ofProxySettings() {
    var collector = ProxyCollector.of(view);
    if (collector.isEmpty()) {
      return Planned.NONE;
    }
    var address = new ServiceAddress(collector.get().host(), collector.get().port());
    Optional<Tracer> tracer =
        switch (collector.get().protocol()) {
          case ZIPKIN ->
              Optional.of(
                  new Tracer.Zipkin(address, 0, false, "", false, Optional.empty(), List.of()));
          case DATADOG -> Optional.of(new Tracer.Datadog(address, 0));
          case LIGHTSTEP, STACKDRIVER, OPEN_CENSUS -> {
            providers.report(
                "defaultConfig.tracing names a collector of a kind that Envoy no longer has",
                "send traces by OpenTelemetry");
            yield Optional.empty();
          }
        };
    var wish = new Wish();
    wish.istioTags = proxy.flatMap(ProxyTracing::enableIstioTags).orElse(true);
    return tracer
        .map(found -> planned(new ExtensionProvider(ProxyCollector.NAME, found), wish))
        .orElse(Planned.NONE);
  }

  private double sampling() {
    double written = proxy.map(ProxyTracing::sampling).orElse(OptionalDouble.empty()).orElse(0);
    return written <= 0 || written > WHOLE ? DEFAULT_SAMPLING : written;
  }

  private static Percent percent(double value) {
    return Percent.newBuilder().setValue(value).build();
  }
}
