// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.networking.ConnectionPoolDecoder;
import io.lateen.api.decode.networking.HttpPolicyDecoder;
import io.lateen.api.decode.networking.LocalityLbDecoder;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.meshconfig.IngressSettings;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.MeshConfig.InboundMode;
import io.lateen.api.meshconfig.MeshConfig.PathNormalization;
import io.lateen.api.meshconfig.MeshNetworks;
import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.api.meshconfig.SecurityFilters;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.TlsVersion;
import io.lateen.base.decode.ObjectReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decodes the settings of the mesh in the kind MeshConfig of lateen.io (fields: api:
 * mesh/v1alpha1/config.proto; rules: pkg/config/validation/agent ValidateMeshConfig).
 */
public final class MeshConfigDecoder implements SpecDecoder<MeshConfig> {

  private static final Duration MAX_CONNECT_TIMEOUT = Duration.ofHours(1);

  /** Settings of Istio that Lateen has no use for; each of them is named to the author. */
  private static final String[] WITHOUT_EFFECT = {
    "configSources", "certificates", "verifyCertificateAtClient", "ca",
  };

  @Override
  public MeshConfig decode(ObjectReader document, ObjectMeta meta) {
    return fields(document.root("spec"), MeshNetworks.NONE);
  }

  /**
   * The fields of the settings.
   *
   * @param networks networks that are written beside them
   */
  static MeshConfig fields(ObjectReader in, MeshNetworks networks) {
    var defaults = MeshConfig.DEFAULT;
    var config =
        new MeshConfig(
            text(in, "trustDomain", defaults.trustDomain()),
            Checked.strings(in, "trustDomainAliases", MeshConfigDecoder::trustDomainFault),
            text(in, "rootNamespace", defaults.rootNamespace()),
            Checked.duration(in, "connectTimeout").orElse(defaults.connectTimeout()),
            in.optionalBool("enableAutoMtls").orElse(defaults.enableAutoMtls()),
            in.object("outboundTrafficPolicy", MeshConfigDecoder::outbound)
                .orElse(defaults.outboundTrafficPolicy()),
            in.object("inboundTrafficPolicy", MeshConfigDecoder::inbound)
                .orElse(defaults.inboundTrafficPolicy()),
            Checked.durationOrZero(in, "protocolDetectionTimeout")
                .orElse(defaults.protocolDetectionTimeout()),
            in.object("tcpKeepalive", ConnectionPoolDecoder::keepalive),
            texts(in, "defaultServiceExportTo", defaults.defaultServiceExportTo()),
            texts(in, "defaultVirtualServiceExportTo", defaults.defaultVirtualServiceExportTo()),
            texts(in, "defaultDestinationRuleExportTo", defaults.defaultDestinationRuleExportTo()),
            in.object("localityLbSetting", part -> LocalityLbDecoder.decode(part, true))
                .orElse(defaults.localityLb()),
            Checked.duration(in, "dnsRefreshRate").orElse(defaults.dnsRefreshRate()),
            in.string("h2UpgradePolicy").equals("UPGRADE"),
            in.object("defaultHttpRetryPolicy", HttpPolicyDecoder::retries),
            in.object("pathNormalization", MeshConfigDecoder::normalization)
                .orElse(PathNormalization.DEFAULT),
            Checked.port(in, "proxyListenPort").orElse(defaults.proxyListenPort()),
            Checked.port(in, "proxyInboundListenPort").orElse(defaults.proxyInboundListenPort()),
            in.object("meshMTLS", MeshConfigDecoder::minVersion).orElse(TlsVersion.TLS_AUTO),
            in.string("accessLogFile"),
            MeshTelemetryDecoder.decode(in),
            in.object(
                    "defaultConfig",
                    part -> ProxySettingsDecoder.overlay(part, ProxySettings.DEFAULT))
                .orElse(ProxySettings.DEFAULT),
            ingress(in),
            MeshVisibilityDecoder.decode(in),
            MeshTlsDecoder.decode(in),
            MeshTrafficDecoder.decode(in),
            networks,
            in.object("envoyFilters", MeshConfigDecoder::securityFilters)
                .orElse(SecurityFilters.PROTECT));
    Checked.withoutEffect(in, WITHOUT_EFFECT);
    in.done();
    check(in, config);
    return config;
  }

  private static void check(ObjectReader in, MeshConfig config) {
    trustDomainFault(config.trustDomain()).ifPresent(fault -> in.error("trustDomain", fault));
    if (config.connectTimeout().compareTo(MAX_CONNECT_TIMEOUT) > 0) {
      in.error("connectTimeout", "must be 1h or shorter");
    }
    if (!List.of("", "UPGRADE", "DO_NOT_UPGRADE").contains(in.string("h2UpgradePolicy"))) {
      in.error("h2UpgradePolicy", "must be UPGRADE or DO_NOT_UPGRADE");
    }
  }

  private static String text(ObjectReader in, String field, String absent) {
    var written = in.string(field);
    return written.isEmpty() ? absent : written;
  }

  private static List<String> texts(ObjectReader in, String field, List<String> absent) {
    var written = in.strings(field);
    return written.isEmpty() ? absent : written;
  }

  /** Labels with dots between; a number as the last label is allowed, unlike in host names. */
  private static Optional<String> trustDomainFault(String domain) {
    var labels = List.of(domain.split("\\.", -1));
    var valid = true;
    for (var index = 0; index < labels.size(); index++) {
      var endsWithDot = index > 0 && index == labels.size() - 1 && labels.get(index).isEmpty();
      valid &= endsWithDot || DnsNames.isLabel(labels.get(index));
    }
    return valid ? Optional.empty() : Optional.of("\"" + domain + "\" is not a trust domain");
  }

  private static SecurityFilters securityFilters(ObjectReader in) {
    var setting = in.enumeration("securityFilters", SecurityFilters.PROTECT);
    in.done();
    return setting;
  }

  private static OutboundTrafficPolicy.Mode outbound(ObjectReader in) {
    var mode = in.enumeration("mode", OutboundTrafficPolicy.Mode.REGISTRY_ONLY);
    in.ignore("tls");
    in.done();
    return mode;
  }

  private static InboundMode inbound(ObjectReader in) {
    var mode = in.enumeration("mode", InboundMode.PASSTHROUGH);
    in.done();
    return mode;
  }

  private static PathNormalization normalization(ObjectReader in) {
    var normalization = in.enumeration("normalization", PathNormalization.DEFAULT);
    in.done();
    return normalization;
  }

  private static TlsVersion minVersion(ObjectReader in) {
    var version = in.enumeration("minProtocolVersion", TlsVersion.TLS_AUTO);
    if (in.has("ecdhCurves")) {
      in.error("ecdhCurves", "cannot be set for the mesh");
    }
    in.ignore("cipherSuites");
    in.done();
    return version;
  }

  private static IngressSettings ingress(ObjectReader in) {
    var defaults = IngressSettings.DEFAULT;
    return new IngressSettings(
        text(in, "ingressClass", defaults.ingressClass()),
        text(in, "ingressService", defaults.ingressService()),
        in.enumeration("ingressControllerMode", defaults.controllerMode()),
        in.string("ingressSelector"));
  }
}
