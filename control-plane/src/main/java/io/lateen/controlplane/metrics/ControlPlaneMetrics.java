// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.metrics;

import io.lateen.controlplane.audit.IssuedLog;
import io.lateen.controlplane.door.DoorEvents;
import io.lateen.controlplane.door.Limit;
import io.lateen.controlplane.keyset.FetchMetrics;
import io.lateen.controlplane.memory.HeapGrowth;
import io.lateen.controlplane.node.CertificateHolders;
import io.lateen.controlplane.node.IssueEvents;
import io.lateen.controlplane.pipeline.Epoch;
import io.lateen.controlplane.pipeline.PipelineObserver;
import io.lateen.controlplane.secret.SecretVault;
import io.lateen.controlplane.status.StatusBoard;
import io.lateen.identity.authority.AuthorityStatus;
import io.lateen.sourcestore.AuditTrail;
import io.lateen.xds.server.StreamFault;
import io.lateen.xds.server.XdsMetricNames;
import io.lateen.xds.server.XdsMetrics;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The numbers of one control plane; names from {@link XdsMetricNames} and Istio's pilot. */
public final class ControlPlaneMetrics
    implements XdsMetrics, PipelineObserver, FetchMetrics, DoorEvents, IssueEvents {

  private static final double NANOS = 1e9;
  private static final double[] SECONDS = {
    .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 3, 10
  };
  private static final double[] BYTES = {1e3, 1e4, 1e5, 1e6, 4e6, 1e7, 4e7};

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final IstioCounter pushes =
      registered(new IstioCounter(XdsMetricNames.PUSHES, "Responses sent to proxies.", "type"));
  private final IstioCounter totalRejects =
      registered(new IstioCounter(XdsMetricNames.TOTAL_REJECTS, "Responses refused.", ""));
  private final Map<String, IstioCounter> rejects = new ConcurrentHashMap<>();
  private final Gauge streams =
      Gauge.builder().name(XdsMetricNames.STREAMS).help("Connected proxies.").register(registry);
  private final Histogram convergence =
      histogram(
          XdsMetricNames.CONVERGENCE_TIME,
          "Seconds from a change to a proxy that has all of it.",
          SECONDS);
  private final Histogram sizes =
      Histogram.builder()
          .name(XdsMetricNames.CONFIG_SIZE)
          .help("Size of responses in bytes.")
          .labelNames("type")
          .classicOnly()
          .classicUpperBounds(BYTES)
          .register(registry);
  private final Counter requests = counter(XdsMetricNames.REQUESTS, "Requests of proxies.", "type");
  private final Counter resources =
      counter(XdsMetricNames.RESOURCES, "Resources in responses.", "type");
  private final Counter differences =
      counter(XdsMetricNames.DIFFERENCES, "Resources that were written as differences.", "type");
  private final Counter recalled =
      counter(XdsMetricNames.RECALLED, "Refused resources that were not sent again.", "type");
  private final Gauge refusalsKept =
      Gauge.builder()
          .name(XdsMetricNames.REFUSALS_KEPT)
          .help("Proxies of which refusals are kept.")
          .register(registry);
  private final Counter limited =
      counter(XdsMetricNames.LIMITED, "Limits that took effect.", "limit");
  private final Counter faults =
      counter(XdsMetricNames.FAULTS, "Streams that were refused or ended for a fault.", "fault");
  private final Counter staleNonces =
      counter(XdsMetricNames.STALE_NONCES, "Answers with an unknown nonce.", "type");
  private final Counter holds =
      counter(XdsMetricNames.HOLDS_RELEASED, "Waits for warm clusters that were given up.");
  private final Histogram epochs =
      histogram(
          "lateen_pipeline_epoch_seconds", "Cost of an epoch: merge, apply, translate.", SECONDS);
  private final Counter keyFetches =
      counter("lateen_keyset_fetches_total", "Fetches of keys of token issuers.", "outcome");
  private final Gauge keyPlaces =
      Gauge.builder()
          .name("lateen_keyset_places")
          .help("Places that are asked for keys; at most 1000.")
          .register(registry);
  private final Gauge connections =
      Gauge.builder()
          .name("lateen_door_connections")
          .help("Open connections of nodes, handshakes included.")
          .register(registry);
  private final Counter refused =
      counter("lateen_door_refused_total", "Connections and calls that were refused.", "limit");
  private final Counter ended =
      counter(
          "lateen_door_ended_total", "Connections and calls ended for what they did.", "reason");
  private final Counter retired =
      counter("lateen_door_retired_total", "Connections ended for their age.");
  private final Counter failedEpochs =
      counter("lateen_pipeline_failed_epochs_total", "Epochs that were given up.");

  private final IssueCounts issues = new IssueCounts(this::registered);

  @Override
  public void requested(Outcome outcome) {
    issues.count(outcome);
  }

  @Override
  public void fetched(boolean good) {
    keyFetches.labelValues(good ? "good" : "failed").inc();
  }

  @Override
  public void places(int count) {
    keyPlaces.set(count);
  }

  /** Adds the gauges that are read from the published state. */
  public void observe(Supplier<Epoch> state, Supplier<Integer> problems) {
    gauge(
        "pilot_services", "Services known.", epoch -> epoch.mesh().services().all().size(), state);
    gauge(
        "lateen_addresses_given",
        "Services that got an automatic address.",
        epoch -> epoch.mesh().services().pool().given(),
        state);
    gauge(
        "lateen_addresses_missing",
        "Services that want an automatic address and found none.",
        epoch -> epoch.mesh().services().pool().missing(),
        state);
    gauge("lateen_pipeline_epoch", "Number of the published epoch.", Epoch::number, state);
    gauge("lateen_pipeline_ready", "1 when sources are read.", e -> e.ready() ? 1 : 0, state);
    GaugeWithCallback.builder()
        .name("lateen_pipeline_problems")
        .help("Objects with problems.")
        .callback(callback -> callback.call(problems.get()))
        .register(registry);
  }

  /**
   * Adds what is kept about certificates and keys.
   *
   * @param workloads how many are remembered to have a certificate
   */
  public void observe(
      IssuedLog issued, CertificateHolders holders, LongSupplier workloads, SecretVault vault) {
    IdentityGauges.register(issued, holders, workloads, vault, registry);
  }

  /** Adds the numbers of objects' conditions and events, which are bounded (docs/limits.md). */
  public void observe(StatusBoard statuses) {
    StatusGauges.register(statuses, registry);
  }

  /** Adds how far the heap has grown over what lives in it. */
  public void observe(HeapGrowth heap) {
    HeapGauges.register(heap, registry);
  }

  /** Adds how often the way of a change was run before the first proxies came. */
  public void observeWarmup(LongSupplier rounds) {
    counted("lateen_warmup_rounds_total", "Rounds of the warm-up that were finished.", rounds);
  }

  /**
   * Adds the numbers of the audit log.
   *
   * @param denied attempts that were refused, recorded or not
   */
  public void observe(AuditTrail audit, LongSupplier denied) {
    counted("lateen_audit_records_total", "Records ever written to the audit log.", audit::last);
    counted("lateen_access_denied_total", "Attempts at the API that were refused.", denied);
    GaugeWithCallback.builder()
        .name("lateen_audit_segments")
        .help("Sealed segments of the audit log on the disk.")
        .callback(callback -> callback.call(audit.segments()))
        .register(registry);
  }

  /**
   * Adds when the authority ends, under the names of Istio's citadel (security/pkg/server/ca), and
   * how a change of roots stands.
   */
  public void observeAuthority(Supplier<AuthorityStatus> authority) {
    seconds(
        "citadel_server_root_cert_expiry_timestamp",
        "When the root ends, in seconds since 1970.",
        () -> authority.get().rootNotAfter());
    seconds(
        "citadel_server_cert_chain_expiry_timestamp",
        "When the issuer or a certificate above it ends, in seconds since 1970.",
        () -> authority.get().issuerNotAfter());
    GaugeWithCallback.builder()
        .name("lateen_ca_trusted_roots")
        .help("Roots that peers are told to trust; two while they change.")
        .callback(callback -> callback.call(authority.get().roots().size()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("lateen_ca_problems")
        .help("What keeps the authority from going on: ends that come near, refused files.")
        .callback(callback -> callback.call(authority.get().problems().size()))
        .register(registry);
  }

  /** Shows how long the certificates of Secrets last. */
  public void observeCredentials(Supplier<Epoch> state, InstantSource clock) {
    CredentialGauge.register(registry, state, clock);
  }

  private void seconds(String name, String help, Supplier<Instant> instant) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(instant.get().getEpochSecond()))
        .register(registry);
  }

  private void counted(String name, String help, LongSupplier value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsLong()))
        .register(registry);
  }

  /** Adds the gauge of what the translation keeps, by kind, which is bounded (docs/limits.md). */
  public void observeCaches(List<Supplier<Map<String, Integer>>> sizes) {
    GaugeWithCallback.builder()
        .name("lateen_translate_cached")
        .help("Results of the translation that are kept.")
        .labelNames("cache")
        .callback(
            callback ->
                sizes.forEach(one -> one.get().forEach((name, n) -> callback.call(n, name))))
        .register(registry);
  }

  private void gauge(
      String name, String help, ToDoubleFunction<Epoch> value, Supplier<Epoch> state) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.applyAsDouble(state.get())))
        .register(registry);
  }

  private <T extends Collector> T registered(T collector) {
    registry.register(collector);
    return collector;
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Histogram histogram(String name, String help, double[] bounds) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .classicOnly()
        .classicUpperBounds(bounds)
        .register(registry);
  }

  /** The page in Prometheus' text format. */
  public String exposition() {
    var page = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create()
          .write(page, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void streams(int open) {
    streams.set(open);
  }

  @Override
  public void push(String type, long bytes, int count) {
    pushes.increment(type);
    sizes.labelValues(type).observe(bytes);
    resources.labelValues(type).inc(count);
  }

  @Override
  public void differences(String type, long count) {
    differences.labelValues(type).inc(count);
  }

  @Override
  public void recalled(String type, int count) {
    recalled.labelValues(type).inc(count);
  }

  @Override
  public void refusalsKept(int proxies) {
    refusalsKept.set(proxies);
  }

  @Override
  public void request(String type) {
    requests.labelValues(type).inc();
  }

  @Override
  public void rejected(String type) {
    totalRejects.increment("");
    rejects
        .computeIfAbsent(
            type,
            key ->
                registered(
                    new IstioCounter(
                        XdsMetricNames.rejects(key), "Responses of this type refused.", "")))
        .increment("");
  }

  @Override
  public void converged(Duration span) {
    convergence.observe(span.toNanos() / NANOS);
  }

  @Override
  public void limited(String limit) {
    limited.labelValues(limit).inc();
  }

  @Override
  public void fault(StreamFault fault) {
    faults.labelValues(fault.word()).inc();
  }

  @Override
  public void staleNonce(String type) {
    staleNonces.labelValues(type).inc();
  }

  @Override
  public void holdReleased() {
    holds.inc();
  }

  @Override
  public void connections(int open) {
    connections.set(open);
  }

  @Override
  public void refused(Limit limit, String who, String message) {
    refused.labelValues(limit.word()).inc();
  }

  @Override
  public void ended(String reason, String who, String message) {
    ended.labelValues(reason).inc();
  }

  @Override
  public void retired() {
    retired.inc();
  }

  @Override
  public void epochPublished(long number, long costNanos, int proxies) {
    epochs.observe(costNanos / NANOS);
  }

  @Override
  public void epochFailed() {
    failedEpochs.inc();
  }
}
