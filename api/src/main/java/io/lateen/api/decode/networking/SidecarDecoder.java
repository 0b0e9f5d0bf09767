// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.decode.rule.Labels;
import io.lateen.api.networking.Destination;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.OutboundTrafficPolicy.Mode;
import io.lateen.api.networking.Sidecar;
import io.lateen.base.decode.ObjectReader;

/**
 * Decodes sidecars (api: networking/v1alpha3/sidecar.proto; rules: pkg/config/validation
 * ValidateSidecar).
 */
public final class SidecarDecoder implements SpecDecoder<Sidecar> {

  @Override
  public Sidecar decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var sidecar =
        new Sidecar(
            Labels.selector(in, "workloadSelector", "labels"),
            SidecarIngressDecoder.read(in),
            SidecarEgressDecoder.read(in, meta.namespace()),
            in.object("outboundTrafficPolicy", SidecarDecoder::outboundPolicy),
            in.object("inboundConnectionPool", ConnectionPoolDecoder::decode));
    in.done();
    if (in.items("ingress").isEmpty()
        && in.items("egress").isEmpty()
        && !in.has("outboundTrafficPolicy")
        && !in.has("inboundConnectionPool")) {
      in.error("needs ingress, egress, outboundTrafficPolicy or inboundConnectionPool");
    }
    return sidecar;
  }

  private static OutboundTrafficPolicy outboundPolicy(ObjectReader in) {
    var policy =
        new OutboundTrafficPolicy(
            in.enumeration("mode", Mode.REGISTRY_ONLY),
            in.object("egressProxy", SidecarDecoder::egressProxy));
    in.done();
    if (policy.mode() == Mode.ALLOW_ANY_DYNAMIC_DNS) {
      in.error("mode", "ALLOW_ANY_DYNAMIC_DNS can be set for the whole mesh only");
    }
    if (policy.egressProxy().isPresent() && policy.mode() != Mode.ALLOW_ANY) {
      in.error("egressProxy", "needs the mode ALLOW_ANY");
    }
    return policy;
  }

  private static Destination egressProxy(ObjectReader in) {
    var destination = DestinationDecoder.destination(in);
    if (!destination.host().isEmpty()) {
      DnsNames.nameFault(destination.host()).ifPresent(fault -> in.error("host", fault));
    }
    if (!in.has("port")) {
      in.error("port", "is required");
    }
    return destination;
  }

  /** Checks the address that a port listens on. */
  static void checkBind(ObjectReader in, String bind) {
    if (!bind.isEmpty()) {
      Addresses.ipFault(bind).ifPresent(fault -> in.error("bind", fault));
    }
  }

  /** Checks the path of a Unix socket, with its prefix. */
  static void checkUnix(ObjectReader in, String field, String address) {
    Addresses.unixPathFault(address.substring(Addresses.UNIX_PREFIX.length()))
        .ifPresent(fault -> in.error(field, fault));
  }
}
