// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.meshconfig.GatewayTopology;
import io.lateen.api.meshconfig.GatewayTopology.ForwardClientCert;
import io.lateen.api.meshconfig.ProxyHeaders;
import io.lateen.api.meshconfig.ProxyHeaders.CertDetails;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Decodes headers that proxies add and what they make of those of others. */
final class ProxyHeadersDecoder {

  private ProxyHeadersDecoder() {}

  static GatewayTopology topology(ObjectReader in) {
    var topology =
        new GatewayTopology(
            Checked.count(in, "numTrustedProxies"),
            in.enumeration("forwardClientCertDetails", ForwardClientCert.UNDEFINED),
            in.has("proxyProtocol"));
    in.done();
    return topology;
  }

  /** What is not written stays, for those fields that Istio merges; the others are replaced. */
  static ProxyHeaders overlay(ObjectReader in, ProxyHeaders base) {
    var exchange = in.part("metadataExchangeHeaders");
    var mode = exchange.string("mode");
    var server = in.part("server");
    var headers =
        new ProxyHeaders(
            in.enumeration("forwardedClientCert", base.forwardedClientCert()),
            in.object("setCurrentClientCertDetails", ProxyHeadersDecoder::details),
            flag(in, "requestId", "disabled", base::requestIdDisabled),
            in.has("server") ? server.optionalBool("disabled") : base.serverDisabled(),
            in.has("server") ? server.string("value") : base.serverName(),
            flag(in, "attemptCount", "disabled", base::attemptCountDisabled),
            flag(in, "envoyDebugHeaders", "disabled", base::debugHeadersDisabled),
            mode.equals("IN_MESH"),
            in.optionalBool("preserveHttp1HeaderCase"),
            flag(in, "xForwardedHost", "enabled", Optional::empty),
            flag(in, "xForwardedPort", "enabled", Optional::empty));
    server.done();
    exchange.done();
    in.done();
    if (!List.of("", "UNDEFINED", "IN_MESH").contains(mode)) {
      exchange.error("mode", "must be UNDEFINED or IN_MESH");
    }
    return headers;
  }

  private static Optional<Boolean> flag(
      ObjectReader in, String field, String flag, Supplier<Optional<Boolean>> absent) {
    if (!in.has(field)) {
      return absent.get();
    }
    var part = in.part(field);
    var value = part.optionalBool(flag);
    part.done();
    return value;
  }

  private static CertDetails details(ObjectReader in) {
    var details =
        new CertDetails(
            in.optionalBool("subject"),
            in.optionalBool("cert"),
            in.optionalBool("chain"),
            in.optionalBool("dns"),
            in.optionalBool("uri"));
    in.done();
    return details;
  }
}
