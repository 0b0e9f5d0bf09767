// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.networking.OutlierDetection;
import io.lateen.api.networking.PortTrafficPolicy;
import io.lateen.api.networking.ProxyProtocolVersion;
import io.lateen.api.networking.RetryBudget;
import io.lateen.api.networking.TrafficPolicy;
import io.lateen.api.networking.Tunnel;
import io.lateen.base.decode.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Decodes traffic policies. */
final class TrafficPolicyDecoder {

  /** Most port settings of one policy (istio CRD). */
  private static final int MAX_PORTS = 4096;

  private final String namespace;

  /**
   * A decoder for one object.
   *
   * @param namespace namespace of the object, to which its credentials belong
   */
  TrafficPolicyDecoder(String namespace) {
    this.namespace = namespace;
  }

  TrafficPolicy decode(ObjectReader in) {
    var outlier = in.object("outlierDetection", TrafficPolicyDecoder::outlierDetection);
    var policy =
        new TrafficPolicy(
            in.object(
                "loadBalancer", part -> LoadBalancerDecoder.decode(part, outlier.isPresent())),
            in.object("connectionPool", ConnectionPoolDecoder::decode),
            outlier,
            in.object("tls", part -> ClientTlsDecoder.decode(part, namespace)),
            in.objects("portLevelSettings", this::portPolicy),
            in.object("tunnel", TrafficPolicyDecoder::tunnel),
            in.object("proxyProtocol", TrafficPolicyDecoder::proxyProtocol),
            in.object("retryBudget", TrafficPolicyDecoder::retryBudget));
    in.done();
    if (in.isEmpty()) {
      in.error("needs at least one setting");
    }
    if (policy.portLevelSettings().size() > MAX_PORTS) {
      in.error("portLevelSettings", "has more than " + MAX_PORTS + " entries");
    }
    if (in.has("tunnel") && in.has("proxyProtocol")) {
      in.error("proxyProtocol", "cannot stand beside tunnel");
    }
    return policy;
  }

  private PortTrafficPolicy portPolicy(ObjectReader in) {
    if (!in.has("port")) {
      in.error("port", "is required");
    }
    var outlier = in.object("outlierDetection", TrafficPolicyDecoder::outlierDetection);
    var policy =
        new PortTrafficPolicy(
            DestinationDecoder.port(in).orElse(0),
            in.object(
                "loadBalancer", part -> LoadBalancerDecoder.decode(part, outlier.isPresent())),
            in.object("connectionPool", ConnectionPoolDecoder::decode),
            outlier,
            in.object("tls", part -> ClientTlsDecoder.decode(part, namespace)));
    in.done();
    if (policy.loadBalancer().isEmpty()
        && policy.connectionPool().isEmpty()
        && outlier.isEmpty()
        && policy.tls().isEmpty()) {
      in.error("needs at least one setting");
    }
    return policy;
  }

  static OutlierDetection outlierDetection(ObjectReader in) {
    if (in.integer("consecutiveErrors", 0, Checked.MAX_UINT) != 0) {
      in.warning(
          "consecutiveErrors",
          "is deprecated and has no effect",
          "use consecutiveGatewayErrors or consecutive5xxErrors");
    }
    var detection =
        new OutlierDetection(
            in.bool("splitExternalLocalOriginErrors"),
            Checked.optionalCount(in, "consecutiveLocalOriginFailures"),
            Checked.optionalCount(in, "consecutiveGatewayErrors"),
            Checked.optionalCount(in, "consecutive5xxErrors"),
            Checked.duration(in, "interval"),
            Checked.duration(in, "baseEjectionTime"),
            Checked.percent(in, "maxEjectionPercent"),
            Checked.percent(in, "minHealthPercent"),
            errorCodes(in));
    in.done();
    if (!detection.splitExternalLocalOriginErrors()
        && detection.consecutiveLocalOriginFailures().orElse(0) > 0) {
      in.error(
          "consecutiveLocalOriginFailures",
          "counts nothing unless splitExternalLocalOriginErrors is true");
    }
    return detection;
  }

  private static List<Integer> errorCodes(ObjectReader in) {
    var codes = new ArrayList<Integer>();
    for (var item : in.items("outlierDetectionHttpErrorCodes")) {
      item.integer(100, 599).ifPresent(codes::add);
    }
    return codes;
  }

  private static Tunnel tunnel(ObjectReader in) {
    var tunnel =
        new Tunnel(
            Checked.string(in, "protocol", TrafficPolicyDecoder::tunnelProtocolFault),
            in.requiredString("targetHost"),
            Checked.port(in, "targetPort").orElse(0));
    in.done();
    if (!tunnel.targetHost().isEmpty() && !Addresses.isIp(tunnel.targetHost())) {
      DnsNames.nameFault(tunnel.targetHost()).ifPresent(fault -> in.error("targetHost", fault));
    }
    if (!in.has("targetPort")) {
      in.error("targetPort", "is required");
    }
    return tunnel;
  }

  private static Optional<String> tunnelProtocolFault(String protocol) {
    return List.of("", "CONNECT", "POST").contains(protocol)
        ? Optional.empty()
        : Optional.of("must be CONNECT or POST");
  }

  private static ProxyProtocolVersion proxyProtocol(ObjectReader in) {
    var version = in.enumeration("version", ProxyProtocolVersion.V1);
    in.done();
    return version;
  }

  private static RetryBudget retryBudget(ObjectReader in) {
    var budget =
        new RetryBudget(
            in.number("percent"),
            Checked.count(in, "minRetryConcurrency"),
            Checked.durationOrZero(in, "budgetInterval"));
    in.done();
    if (isOutside(budget.percent(), 0, 100)) {
      in.error("percent", "must be from 0 to 100");
    }
    return budget;
  }

  static boolean isOutside(OptionalDouble value, double min, double max) {
    return value.isPresent() && (value.getAsDouble() < min || value.getAsDouble() > max);
  }
}
