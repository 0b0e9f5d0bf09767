// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.decode.rule.Hosts;
import io.lateen.api.decode.rule.Protocols;
import io.lateen.api.networking.Gateway;
import io.lateen.api.networking.GatewayServer;
import io.lateen.api.networking.PortSpec;
import io.lateen.api.networking.ServerTls;
import io.lateen.api.networking.ServerTlsMode;
import io.lateen.base.decode.ObjectReader;
import java.util.HashSet;
import java.util.List;

/**
 * Decodes gateways (api: networking/v1alpha3/gateway.proto; rules: pkg/config/validation
 * ValidateGateway).
 */
public final class GatewayDecoder implements SpecDecoder<Gateway> {

  /** Marks objects that Istio made of those of the Gateway API. */
  private static final String SEMANTICS = "internal.istio.io/gateway-semantics";

  @Override
  public Gateway decode(ObjectReader document, ObjectMeta meta) {
    var converted = meta.annotation(SEMANTICS).equals("gateway");
    if (!converted && !DnsNames.isLabel(meta.name())) {
      document.error("metadata", "the name of a gateway must not contain dots");
    }
    var in = document.root("spec");
    var gateway =
        new Gateway(
            in.stringMap("selector"), in.objects("servers", part -> server(part, converted)));
    in.done();
    if (gateway.servers().isEmpty()) {
      in.error("servers", "needs at least one server");
    }
    checkPortNames(in, gateway.servers());
    return gateway;
  }

  private static void checkPortNames(ObjectReader in, List<GatewayServer> servers) {
    var names = new HashSet<String>();
    var items = in.items("servers");
    for (var index = 0; index < servers.size(); index++) {
      var name = servers.get(index).port().name();
      if (!names.add(name)) {
        items.get(index).error("the port name " + name + " is given twice");
      }
    }
  }

  private static GatewayServer server(ObjectReader in, boolean converted) {
    var bind = in.string("bind");
    var server =
        new GatewayServer(
            port(in, bind),
            bind,
            Checked.strings(in, "hosts", host -> Hosts.gatewayServerHostFault(host, converted)),
            in.object("tls", ServerTlsDecoder::decode),
            in.string("name"),
            in.string("defaultEndpoint"),
            in.line());
    in.done();
    if (server.hosts().isEmpty()) {
      in.error("hosts", "needs at least one host");
    }
    checkBind(in, server);
    checkTls(in, server);
    return server;
  }

  private static PortSpec port(ObjectReader in, String bind) {
    if (!in.has("port")) {
      in.error("port", "is required");
    }
    return in.object("port", part -> port(part, bind.startsWith(Addresses.UNIX_PREFIX)))
        .orElse(PortSpecDecoder.NONE);
  }

  private static PortSpec port(ObjectReader in, boolean unix) {
    var port = PortSpecDecoder.decode(in, unix);
    if (port.protocol().isEmpty()) {
      in.error("protocol", "is required");
    }
    if (port.name().isEmpty()) {
      in.error("name", "is required");
    }
    return port;
  }

  private static void checkBind(ObjectReader in, GatewayServer server) {
    var bind = server.bind();
    if (bind.startsWith(Addresses.UNIX_PREFIX)) {
      Addresses.unixPathFault(bind.substring(Addresses.UNIX_PREFIX.length()))
          .ifPresent(fault -> in.error("bind", fault));
      if (server.port().number() != 0) {
        in.error("port", "the number must be 0 for a Unix socket");
      }
    } else if (!bind.isEmpty()) {
      Addresses.ipFault(bind).ifPresent(fault -> in.error("bind", fault));
    }
  }

  private static void checkTls(ObjectReader in, GatewayServer server) {
    var protocol = server.port().protocol();
    var tls = server.tls();
    if (Protocols.isTls(protocol) && tls.isEmpty()) {
      in.error("tls", "is required for the protocol " + protocol);
    }
    if (tls.isEmpty() || !Protocols.isKnown(protocol)) {
      return;
    }
    if (Protocols.isHttp(protocol)) {
      if (!onlyRedirects(tls.get())) {
        in.error("tls", "only httpsRedirect may be set for the protocol " + protocol);
      }
      return;
    }
    if (!Protocols.isTls(protocol)) {
      in.error("tls", "cannot be set for the protocol " + protocol);
    }
    if (tls.get().httpsRedirect()) {
      in.warning("tls", "httpsRedirect has an effect for the protocol HTTP only", "");
    }
  }

  private static boolean onlyRedirects(ServerTls tls) {
    var passesThrough =
        tls.mode() == ServerTlsMode.PASSTHROUGH || tls.mode() == ServerTlsMode.AUTO_PASSTHROUGH;
    return passesThrough
        && tls.caCertificates().isEmpty()
        && tls.privateKey().isEmpty()
        && tls.serverCertificate().isEmpty();
  }
}
