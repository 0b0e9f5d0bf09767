// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.decode.networking.ProxyConfigDecoder;
import io.lateen.api.decode.networking.ReadinessProbeDecoder;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.api.meshconfig.ProxySettings.FileFlush;
import io.lateen.api.meshconfig.ProxySettings.Naming;
import io.lateen.api.meshconfig.ProxySettings.PrivateKeyProvider;
import io.lateen.api.meshconfig.ProxySettings.ServiceName;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Decodes settings of proxies as changes to others: a field that is written replaces the whole
 * field, variables and headers are merged (fields: api: mesh/v1alpha1/proxy.proto; rules:
 * pkg/config/validation/agent ValidateMeshConfigProxyConfig; merging: pkg/config/mesh
 * MergeProxyConfig).
 */
public final class ProxySettingsDecoder {

  /** Settings whose effect Lateen decides itself. */
  private static final String[] WITHOUT_EFFECT = {
    "configPath",
    "binaryPath",
    "customConfigFile",
    "proxyBootstrapTemplatePath",
    "discoveryRefreshDelay",
    "zipkinAddress",
    "envoyMetricsServiceAddress",
    "availabilityZone",
    "sds",
  };

  private static final String AUTO_ALLOCATE = "ISTIO_META_DNS_AUTO_ALLOCATE";

  private ProxySettingsDecoder() {}

  /**
   * The settings of a workload by its annotation {@code proxy.istio.io/config}.
   *
   * @param text YAML or JSON; may be empty
   * @param base what it changes
   * @return empty when the text is not readable or has an error; then {@code base} holds
   */
  public static Optional<ProxySettings> annotation(String text, ProxySettings base) {
    var read = Documents.read("annotation", text);
    if (read.roots().isEmpty() && read.problems().isEmpty()) {
      return Optional.of(base);
    }
    if (!read.problems().isEmpty() || !(read.roots().getFirst() instanceof Mapping mapping)) {
      return Optional.empty();
    }
    var reading = new Reading("annotation", "", false);
    var settings = overlay(ObjectReader.of(reading, mapping), base);
    return reading.failed() ? Optional.empty() : Optional.of(settings);
  }

  /** The settings with the changes in an object. */
  static ProxySettings overlay(ObjectReader in, ProxySettings base) {
    var settings =
        new ProxySettings(
            address(in, "discoveryAddress", base.discoveryAddress()),
            in.has("concurrency")
                ? in.optionalInteger("concurrency", 0, Integer.MAX_VALUE)
                : base.concurrency(),
            serviceName(in, base.serviceName()),
            seconds(in, "drainDuration").orElse(base.drainDuration()),
            Checked.durationOrZero(in, "terminationDrainDuration")
                .orElse(base.terminationDrainDuration()),
            Checked.port(in, "proxyAdminPort").orElse(base.adminPort()),
            Checked.port(in, "statusPort").orElse(base.statusPort()),
            in.enumeration("interceptionMode", base.interceptionMode()),
            merged(base.metadata(), in.stringMap("proxyMetadata")),
            in.has("runtimeValues") ? in.stringMap("runtimeValues") : base.runtimeValues(),
            in.has("meshId") ? in.string("meshId") : base.meshId(),
            in.object("tracing", ProxyTracingDecoder::decode).or(base::tracing),
            in.object("gatewayTopology", ProxyHeadersDecoder::topology).orElse(base.topology()),
            in.object("proxyHeaders", part -> ProxyHeadersDecoder.overlay(part, base.headers()))
                .orElse(base.headers()),
            ProxyReportsDecoder.stats(in, base.stats()),
            in.object("connectionSettings", ConnectionSettingsDecoder::decode)
                .or(base::connections),
            in.optionalBool("holdApplicationUntilProxyStarts")
                .orElse(base.holdApplicationUntilProxyStarts()),
            in.object("readinessProbe", ReadinessProbeDecoder::decode).or(base::readinessProbe),
            in.object("image", ProxyConfigDecoder::imageType).orElse(base.imageType()),
            ProxyReportsDecoder.services(in, base.services()),
            in.has("caCertificatesPem") ? in.strings("caCertificatesPem") : base.caCertificates(),
            in.object("privateKeyProvider", ProxySettingsDecoder::keyProvider)
                .or(base::keyProvider),
            new FileFlush(
                Checked.duration(in, "fileFlushInterval").or(base.fileFlush()::interval),
                in.has("fileFlushMinSizeKb")
                    ? Checked.count(in, "fileFlushMinSizeKb")
                    : base.fileFlush().minSizeKb()));
    checkRest(in);
    in.done();
    return settings;
  }

  private static void checkRest(ObjectReader in) {
    Checked.withoutEffect(in, WITHOUT_EFFECT);
    if (!List.of("", "NONE", "MUTUAL_TLS").contains(in.string("controlPlaneAuthPolicy"))) {
      in.error("controlPlaneAuthPolicy", "must be NONE or MUTUAL_TLS");
    } else if (in.string("controlPlaneAuthPolicy").equals("NONE")) {
      in.warning("controlPlaneAuthPolicy", "mutual TLS is always used", "");
    }
    if (in.stringMap("proxyMetadata").containsKey(AUTO_ALLOCATE)) {
      in.warning(
          "proxyMetadata",
          AUTO_ALLOCATE + " is deprecated; addresses of service entries are always allocated",
          "");
    }
  }

  private static Map<String, String> merged(Map<String, String> base, Map<String, String> changes) {
    var merged = new TreeMap<>(base);
    merged.putAll(changes);
    return merged;
  }

  private static ServiceName serviceName(ObjectReader in, ServiceName base) {
    Checked.atMostOne(in, "serviceCluster", "tracingServiceName");
    if (in.has("tracingServiceName")) {
      var naming = in.enumeration("tracingServiceName", Naming.APP_LABEL_AND_NAMESPACE);
      if (naming == Naming.SERVICE_CLUSTER) {
        in.error("tracingServiceName", "must not be SERVICE_CLUSTER", "set serviceCluster");
      }
      return new ServiceName(naming, "");
    }
    return in.has("serviceCluster")
        ? new ServiceName(Naming.SERVICE_CLUSTER, in.requiredString("serviceCluster"))
        : base;
  }

  private static Optional<Duration> seconds(ObjectReader in, String field) {
    var duration = Checked.duration(in, field);
    if (duration.filter(span -> span.toNanosPart() != 0).isPresent()) {
      in.error(field, "must be whole seconds");
    }
    return duration;
  }

  private static String address(ObjectReader in, String field, String base) {
    return in.has(field) ? Checked.string(in, field, ProxyReportsDecoder::addressFault) : base;
  }

  private static PrivateKeyProvider keyProvider(ObjectReader in) {
    Checked.atMostOne(in, "cryptomb", "qat");
    var qat = in.has("qat");
    var part = in.part(qat ? "qat" : "cryptomb");
    if (part.isEmpty()) {
      in.error("needs cryptomb or qat with a pollDelay");
    }
    var provider =
        new PrivateKeyProvider(
            qat, part.duration("pollDelay").orElse(Duration.ZERO), part.bool("fallback"));
    part.done();
    in.done();
    if (!part.isEmpty() && !provider.pollDelay().isPositive()) {
      part.error("pollDelay", "is required and must be greater than 0");
    }
    return provider;
  }

  /** A number that must be in a range when it is written. */
  static OptionalInt atLeast(ObjectReader in, String field, int min) {
    return in.optionalInteger(field, min, Integer.MAX_VALUE);
  }
}
