// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.Protocols;
import io.lateen.api.networking.CaptureMode;
import io.lateen.api.networking.ConnectionPool;
import io.lateen.api.networking.ServerTls;
import io.lateen.api.networking.ServerTlsMode;
import io.lateen.api.networking.SidecarIngress;
import io.lateen.base.decode.ObjectReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Decodes the ports for inbound traffic of sidecars. */
final class SidecarIngressDecoder {

  private static final Set<String> ENDPOINT_HOSTS =
      Set.of("", "127.0.0.1", "0.0.0.0", "[::1]", "[::]");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  private SidecarIngressDecoder() {}

  static List<SidecarIngress> read(ObjectReader in) {
    var entries = in.objects("ingress", SidecarIngressDecoder::decode);
    var items = in.items("ingress");
    var numbers = new HashSet<Integer>();
    for (var index = 0; index < entries.size(); index++) {
      if (!numbers.add(entries.get(index).port().number())) {
        items.get(index).error("the port number is given twice");
      }
    }
    return entries;
  }

  private static SidecarIngress decode(ObjectReader in) {
    if (!in.has("port")) {
      in.error("port", "is required");
    }
    var entry =
        new SidecarIngress(
            in.object("port", part -> PortSpecDecoder.sidecar(part, false))
                .orElse(PortSpecDecoder.NONE),
            in.string("bind"),
            in.enumeration("captureMode", CaptureMode.DEFAULT),
            in.string("defaultEndpoint"),
            in.object("tls", ServerTlsDecoder::decode),
            in.object("connectionPool", ConnectionPoolDecoder::decode),
            in.line());
    in.done();
    SidecarDecoder.checkBind(in, entry.bind());
    checkEndpoint(in, entry.defaultEndpoint());
    entry.tls().ifPresent(tls -> checkTls(in, tls, entry.port().protocol()));
    if (entry.connectionPool().flatMap(ConnectionPool::http).isPresent()
        && !Protocols.isHttp(entry.port().protocol())) {
      in.warning(
          "connectionPool", "the settings for HTTP have no effect: the port is not HTTP", "");
    }
    return entry;
  }

  /** Of the form {@code 127.0.0.1:8080}, {@code [::1]:8080}, {@code :8080} or a Unix socket. */
  private static void checkEndpoint(ObjectReader in, String endpoint) {
    if (endpoint.isEmpty()) {
      return;
    }
    if (endpoint.startsWith(Addresses.UNIX_PREFIX)) {
      SidecarDecoder.checkUnix(in, "defaultEndpoint", endpoint);
      return;
    }
    var colon = endpoint.lastIndexOf(':');
    var host = colon < 0 ? "?" : endpoint.substring(0, colon);
    var port = endpoint.substring(colon + 1);
    var validPort =
        NUMBER.matcher(port).matches()
            && Integer.parseInt(port) >= 1
            && Integer.parseInt(port) <= 65_535;
    if (!ENDPOINT_HOSTS.contains(host) || !validPort) {
      in.error(
          "defaultEndpoint",
          "must be 127.0.0.1:PORT, 0.0.0.0:PORT, [::1]:PORT, [::]:PORT or unix:///PATH");
    }
  }

  private static void checkTls(ObjectReader in, ServerTls tls, String protocol) {
    if (!tls.subjectAltNames().isEmpty()
        || tls.httpsRedirect()
        || !tls.credentialName().isEmpty()
        || !tls.credentialNames().isEmpty()
        || !tls.tlsCertificates().isEmpty()) {
      in.error(
          "tls",
          "subjectAltNames, httpsRedirect, credentialName, credentialNames and tlsCertificates"
              + " cannot be set for a sidecar");
    }
    if (tls.mode() == ServerTlsMode.ISTIO_MUTUAL || tls.mode() == ServerTlsMode.AUTO_PASSTHROUGH) {
      in.error("tls", "the mode " + tls.mode() + " cannot be set for a sidecar");
    }
    if (!Protocols.isTls(protocol)) {
      in.error("tls", "needs a port with the protocol HTTPS or TLS");
    }
  }
}
