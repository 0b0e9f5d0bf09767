// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.decode.networking.ClientTlsDecoder;
import io.lateen.api.decode.networking.ConnectionPoolDecoder;
import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.meshconfig.ProxyStats;
import io.lateen.api.meshconfig.ReportServices;
import io.lateen.api.meshconfig.ReportServices.RemoteService;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decodes metrics of proxies and where they report to. */
final class ProxyReportsDecoder {

  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final String MATCHER = "proxyStatsMatcher";

  private ProxyReportsDecoder() {}

  static ProxyStats stats(ObjectReader in, ProxyStats base) {
    var matcher = in.part(MATCHER);
    var written = in.has(MATCHER);
    var stats =
        new ProxyStats(
            written ? matcher.strings("inclusionPrefixes") : base.inclusionPrefixes(),
            written ? matcher.strings("inclusionSuffixes") : base.inclusionSuffixes(),
            written ? regexes(matcher) : base.inclusionRegexps(),
            in.has("extraStatTags") ? in.strings("extraStatTags") : base.extraTags(),
            in.has("statNameLength") ? Checked.count(in, "statNameLength") : base.nameLength(),
            in.optionalBool("statsCompression").or(base::compression));
    matcher.done();
    return stats;
  }

  private static List<String> regexes(ObjectReader in) {
    return Checked.strings(in, "inclusionRegexps", Checked::regexFault);
  }

  static ReportServices services(ObjectReader in, ReportServices base) {
    return new ReportServices(
        in.object("envoyAccessLogService", ProxyReportsDecoder::remote).or(base::accessLog),
        in.object("envoyMetricsService", ProxyReportsDecoder::remote).or(base::metrics),
        in.has("statsdUdpAddress")
            ? Checked.string(in, "statsdUdpAddress", ProxyReportsDecoder::addressFault)
            : base.statsdUdpAddress());
  }

  private static RemoteService remote(ObjectReader in) {
    var service =
        new RemoteService(
            Checked.string(in, "address", ProxyReportsDecoder::addressFault),
            in.object("tlsSettings", part -> ClientTlsDecoder.decode(part, "")),
            in.object("tcpKeepalive", ConnectionPoolDecoder::keepalive));
    in.done();
    return service;
  }

  /** What is wrong with {@code host:port}; the host may be an IPv6 address in brackets. */
  static Optional<String> addressFault(String address) {
    if (address.isEmpty()) {
      return Optional.empty();
    }
    var colon = address.lastIndexOf(':');
    var written = colon < 0 ? "" : address.substring(0, colon);
    var bracketed = written.startsWith("[") && written.endsWith("]");
    var host = bracketed ? written.substring(1, written.length() - 1) : written;
    var port = address.substring(colon + 1);
    var validPort =
        PORT.matcher(port).matches()
            && Integer.parseInt(port) >= 1
            && Integer.parseInt(port) <= 65_535;
    var validHost =
        bracketed
            ? Addresses.isIpv6(host)
            : Addresses.isIpv4(host) || DnsNames.nameFault(host).isEmpty();
    return validPort && validHost
        ? Optional.empty()
        : Optional.of("\"" + address + "\" must be of the form host:port");
  }
}
