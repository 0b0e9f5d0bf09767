// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.api.Kinds;
import io.lateen.api.decode.meshconfig.LabelSelectorDecoder;
import io.lateen.api.gatewayapi.AllowedNamespaces;
import io.lateen.api.gatewayapi.AllowedNamespaces.From;
import io.lateen.api.gatewayapi.Listener;
import io.lateen.api.gatewayapi.ObjectRef;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Decodes listeners of Gateways and ListenerSets (gateway-api: apis/v1/gateway_types.go). */
final class ListenerDecoder {

  private static final int MAX_PROTOCOL = 255;
  private static final int MAX_LISTENERS = 64;
  private static final int MAX_PORT = 65_535;
  private static final List<String> WITHOUT_HOST = List.of("TCP", "UDP");
  private static final List<String> WITHOUT_TLS = List.of("HTTP", "TCP", "UDP");

  /** Port of a listener that names none, as ListenerSets may. */
  private static final Map<String, Integer> PORTS = Map.of("HTTP", 80, "HTTPS", 443);

  private static final Pattern PROTOCOL =
      Pattern.compile(
          "[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?"
              + "|[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*/[A-Za-z0-9]+");

  private ListenerDecoder() {}

  static List<Listener> list(ObjectReader in) {
    Names.atMost(in, "listeners", MAX_LISTENERS);
    var listeners = in.objects("listeners", ListenerDecoder::listener);
    Names.unique(in, "listeners", listeners.stream().map(Listener::name));
    Names.unique(
        in,
        "listeners",
        listeners.stream().map(one -> one.port() + "/" + one.protocol() + "/" + one.hostname()));
    return listeners;
  }

  private static Listener listener(ObjectReader in) {
    if (!in.has("name")) {
      in.error("name", "is required");
    }
    if (!in.has("protocol")) {
      in.error("protocol", "is required");
    }
    var protocol =
        Names.text(in, "protocol", PROTOCOL, MAX_PROTOCOL, "must be the name of a protocol")
            .orElse("");
    int port = in.optionalInteger("port", 0, MAX_PORT).orElse(0);
    if (port == 0) {
      port = PORTS.getOrDefault(protocol, 0);
    }
    if (port == 0) {
      in.error("port", "must be from 1 to 65535");
    }
    var routes = in.part("allowedRoutes");
    var listener =
        new Listener(
            Names.section(in, "name"),
            Names.hostname(in, "hostname"),
            port,
            protocol,
            in.object("tls", ListenerDecoder::tls),
            namespaces(routes, AllowedNamespaces.SAME),
            routes.objects("kinds", ListenerDecoder::kind),
            in.line());
    routes.done();
    in.done();
    if (WITHOUT_HOST.contains(protocol) && !listener.hostname().isEmpty()) {
      in.error("hostname", "cannot stand beside the protocol " + protocol);
    }
    if (WITHOUT_TLS.contains(protocol) && listener.tls().isPresent()) {
      in.error("tls", "cannot stand beside the protocol " + protocol);
    }
    if (protocol.equals("HTTPS") && listener.tls().filter(Listener.Tls::passthrough).isPresent()) {
      in.error("tls", "must be of the mode Terminate for the protocol HTTPS");
    }
    return listener;
  }

  private static ObjectRef kind(ObjectReader in) {
    if (!in.has("kind")) {
      in.error("kind", "is required");
    }
    var ref = new ObjectRef(Names.group(in, Kinds.GATEWAY_API), Names.kind(in, ""), "", "");
    in.done();
    return ref;
  }

  /** The namespaces in the field of that name. */
  static AllowedNamespaces namespaces(ObjectReader in, AllowedNamespaces absent) {
    return in.object("namespaces").map(part -> allowed(part, absent)).orElse(absent);
  }

  private static AllowedNamespaces allowed(ObjectReader in, AllowedNamespaces absent) {
    var selector = in.object("selector", LabelSelectorDecoder::decode);
    var words =
        absent.from() == From.NONE
            ? new String[] {"None", "Same", "All", "Selector"}
            : new String[] {"Same", "All", "Selector", "None"};
    var from =
        switch (Names.choice(in, "from", words)) {
          case "All" -> From.ALL;
          case "Selector" -> From.SELECTOR;
          case "None" -> From.NONE;
          default -> From.SAME;
        };
    in.done();
    if (from == From.SELECTOR && selector.isEmpty()) {
      in.error("selector", "is required for from: Selector");
      return absent;
    }
    return new AllowedNamespaces(from, selector);
  }

  private static Listener.Tls tls(ObjectReader in) {
    var mode = Names.choice(in, "mode", "Terminate", "Passthrough");
    var tls =
        new Listener.Tls(
            mode.equals("Passthrough"),
            in.has("mode"),
            in.objects("certificateRefs", part -> References.object(part, "Secret")),
            in.stringMap("options"));
    in.done();
    if (!tls.passthrough() && tls.certificates().isEmpty() && tls.options().isEmpty()) {
      in.error("certificateRefs", "or options are required for the mode Terminate");
    }
    return tls;
  }
}
