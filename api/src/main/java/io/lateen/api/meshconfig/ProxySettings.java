// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import io.lateen.api.networking.ReadinessProbe;
import io.lateen.base.Copies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The settings of a proxy, of the whole mesh or of one workload by the annotation {@code
 * proxy.istio.io/config} (api: mesh/v1alpha1/proxy.proto; defaults: pkg/config/mesh/mesh.go).
 *
 * @param discoveryAddress {@code host:port} of the control plane
 * @param concurrency worker threads; 0 for one per core, absent for the CPU limit
 * @param serviceName how the proxy names itself in traces
 * @param drainDuration span in which connections are drained on a change
 * @param terminationDrainDuration span in which connections are drained at the end
 * @param adminPort port of Envoy's administration
 * @param statusPort port of the agent's status
 * @param interceptionMode how traffic comes to the proxy
 * @param metadata further variables for proxy and agent
 * @param runtimeValues runtime settings of Envoy
 * @param meshId name of the mesh; empty for the trust domain
 * @param tracing traces; absent for none
 * @param topology what stands before gateways
 * @param headers headers that proxies add
 * @param stats which metrics Envoy keeps beside the needed ones
 * @param connections buffers, time-outs and limits of connections
 * @param holdApplicationUntilProxyStarts whether the application waits for the proxy
 * @param readinessProbe how the application's readiness is found out
 * @param imageType variant of the image; empty for the default
 * @param services further services that proxies report to
 * @param caCertificates further authorities for the control plane, PEM
 * @param keyProvider hardware for keys; absent for none
 * @param fileFlush how access logs are written
 */
public record ProxySettings(
    String discoveryAddress,
    OptionalInt concurrency,
    ServiceName serviceName,
    Duration drainDuration,
    Duration terminationDrainDuration,
    int adminPort,
    int statusPort,
    InterceptionMode interceptionMode,
    Map<String, String> metadata,
    Map<String, String> runtimeValues,
    String meshId,
    Optional<ProxyTracing> tracing,
    GatewayTopology topology,
    ProxyHeaders headers,
    ProxyStats stats,
    Optional<ConnectionSettings> connections,
    boolean holdApplicationUntilProxyStarts,
    Optional<ReadinessProbe> readinessProbe,
    String imageType,
    ReportServices services,
    List<String> caCertificates,
    Optional<PrivateKeyProvider> keyProvider,
    FileFlush fileFlush) {

  /** The settings of a mesh whose owner says nothing. */
  public static final ProxySettings DEFAULT =
      new ProxySettings(
          "istiod.istio-system.svc:15012",
          OptionalInt.empty(),
          ServiceName.DEFAULT,
          Duration.ofSeconds(45),
          Duration.ofSeconds(5),
          15000,
          15020,
          InterceptionMode.REDIRECT,
          Map.of(),
          Map.of(),
          "",
          Optional.empty(),
          GatewayTopology.DEFAULT,
          ProxyHeaders.DEFAULT,
          ProxyStats.DEFAULT,
          Optional.empty(),
          false,
          Optional.empty(),
          "",
          ReportServices.NONE,
          List.of(),
          Optional.empty(),
          FileFlush.DEFAULT);

  /** Copies the collections. */
  public ProxySettings {
    metadata = Copies.sorted(metadata);
    runtimeValues = Copies.sorted(runtimeValues);
    caCertificates = List.copyOf(caCertificates);
  }

  /**
   * The same with the changes of a ProxyConfig.
   *
   * @param threads worker threads; absent for no change
   * @param variables further variables
   * @param image variant of the image; empty for no change
   */
  public ProxySettings with(OptionalInt threads, Map<String, String> variables, String image) {
    var merged = new TreeMap<>(metadata);
    merged.putAll(variables);
    return new ProxySettings(
        discoveryAddress,
        threads.isPresent() ? threads : concurrency,
        serviceName,
        drainDuration,
        terminationDrainDuration,
        adminPort,
        statusPort,
        interceptionMode,
        merged,
        runtimeValues,
        meshId,
        tracing,
        topology,
        headers,
        stats,
        connections,
        holdApplicationUntilProxyStarts,
        readinessProbe,
        image.isEmpty() ? imageType : image,
        services,
        caCertificates,
        keyProvider,
        fileFlush);
  }

  /** How traffic comes to the proxy. */
  public enum InterceptionMode {
    /** Redirected; the proxy's address is seen by the workload. */
    REDIRECT,
    /** Redirected; the caller's address is seen by the workload. */
    TPROXY,
    /** Not at all; the application speaks to the proxy. */
    NONE
  }

  /**
   * How a proxy names itself in traces.
   *
   * @param naming rule
   * @param cluster name for {@link Naming#SERVICE_CLUSTER}
   */
  public record ServiceName(Naming naming, String cluster) {

    /** The name {@code istio-proxy}, which stands for the workload's own. */
    public static final ServiceName DEFAULT =
        new ServiceName(Naming.SERVICE_CLUSTER, "istio-proxy");
  }

  /** Rules for names in traces. */
  public enum Naming {
    /** A name that is written. */
    SERVICE_CLUSTER,
    /** {@code APP.NAMESPACE}. */
    APP_LABEL_AND_NAMESPACE,
    /** The canonical name. */
    CANONICAL_NAME_ONLY,
    /** {@code CANONICAL.NAMESPACE}. */
    CANONICAL_NAME_AND_NAMESPACE
  }

  /**
   * Hardware for keys.
   *
   * @param qat whether it is Intel's QAT, else CryptoMB
   * @param pollDelay span in which operations are collected
   * @param fallback whether software takes over when the hardware is missing
   */
  public record PrivateKeyProvider(boolean qat, Duration pollDelay, boolean fallback) {}

  /**
   * How access logs are written.
   *
   * @param interval longest time in the buffer; absent for Envoy's default
   * @param minSizeKb kilobytes that are written at once; 0 for Envoy's default
   */
  public record FileFlush(Optional<Duration> interval, int minSizeKb) {

    /** As Envoy does. */
    public static final FileFlush DEFAULT = new FileFlush(Optional.empty(), 0);
  }

  /** Without the values of variables, which may be secrets. */
  @Override
  public String toString() {
    return "ProxySettings[discoveryAddress=%s, concurrency=%s, metadata=%s]"
        .formatted(discoveryAddress, concurrency, metadata.keySet());
  }
}
