// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.Hosts;
import io.lateen.api.decode.rule.Labels;
import io.lateen.api.networking.L4Match;
import io.lateen.api.networking.TcpRoute;
import io.lateen.api.networking.TlsMatch;
import io.lateen.api.networking.TlsRoute;
import io.lateen.base.decode.ObjectReader;

/** Decodes rules for TLS that is passed through and for other connections. */
final class L4RouteDecoder {

  private L4RouteDecoder() {}

  static TlsRoute tls(ObjectReader in) {
    var route =
        new TlsRoute(
            in.objects("match", L4RouteDecoder::tlsMatch),
            DestinationDecoder.destinations(in),
            in.line());
    in.done();
    if (in.items("match").isEmpty()) {
      in.error("match", "needs at least one condition");
    }
    requireRoute(in);
    return route;
  }

  private static TlsMatch tlsMatch(ObjectReader in) {
    var match =
        new TlsMatch(
            in.strings("sniHosts"),
            Checked.strings(in, "destinationSubnets", Addresses::subnetFault),
            Checked.portOrZero(in, "port"),
            Labels.read(in, "sourceLabels"),
            Checked.strings(in, "gateways", Hosts::gatewayNameFault),
            in.string("sourceNamespace"));
    in.done();
    if (match.sniHosts().isEmpty()) {
      in.error("sniHosts", "needs at least one server name");
    }
    return match;
  }

  static TcpRoute tcp(ObjectReader in) {
    var route =
        new TcpRoute(
            in.objects("match", L4RouteDecoder::tcpMatch),
            DestinationDecoder.destinations(in),
            in.line());
    in.done();
    requireRoute(in);
    return route;
  }

  private static L4Match tcpMatch(ObjectReader in) {
    var match =
        new L4Match(
            Checked.strings(in, "destinationSubnets", Addresses::subnetFault),
            Checked.portOrZero(in, "port"),
            in.string("sourceSubnet"),
            Labels.read(in, "sourceLabels"),
            Checked.strings(in, "gateways", Hosts::gatewayNameFault),
            in.string("sourceNamespace"));
    in.done();
    return match;
  }

  private static void requireRoute(ObjectReader in) {
    if (in.items("route").isEmpty()) {
      in.error("route", "is required");
    }
  }
}
